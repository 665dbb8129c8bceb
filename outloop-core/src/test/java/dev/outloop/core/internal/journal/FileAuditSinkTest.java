package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.audit.AuditRecord;
import dev.outloop.core.AuditTrail;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileAuditSinkTest {

    @TempDir
    private Path temp;

    private FileAuditSink open() throws IOException {
        return FileAuditSink.open(temp.resolve("a/audit"), SmallTrail.CLOCK);
    }

    @Test
    void keepsRecordsOverReopening() throws IOException {
        for (int i = 0; i < 5; i++) {
            try (FileAuditSink sink = open()) {
                assertThat(sink.lastSequence()).isEqualTo(i);
                sink.append(SmallTrail.record(i + 1)).await();
            }
        }

        requireWhole(1, 5);
    }

    @Test
    void createsEverythingForItsOwnerAlone() throws IOException {
        open().close();

        assertThat(permissions("a")).isEqualTo("rwx------");
        assertThat(permissions("a/audit")).isEqualTo("rwx------");
        assertThat(permissions("a/audit/trail-000001.jsonl")).isEqualTo("rw-------");
        assertThat(permissions("a/audit/trail.lock")).isEqualTo("rw-------");
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve(path)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TrailFormat.LOCK_NAME,
                TrailFormat.KEY_NAME,
                "trail-000001.jsonl",
                "trail-000002.jsonl",
                TrailFormat.RESERVE_NAME,
                TrailFormat.REMOVED_NAME
            })
    void refusesToFollowALink(String name) throws IOException {
        open().close();
        Path elsewhere = Files.createFile(temp.resolve("elsewhere"));
        Path link = temp.resolve("a/audit").resolve(name);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, elsewhere);

        try (FileAuditSink sink = open()) {
            // What is not needed to open stops what needs it.
            assertThat(name).isIn(TrailFormat.RESERVE_NAME, TrailFormat.REMOVED_NAME);
            assertThat(sink.lastSequence()).isZero();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("link");
        }
        assertThat(elsewhere).isEmptyFile();
    }

    @Test
    void refusesAKeyThatOthersMayRead() throws IOException {
        open().close();
        Path key = temp.resolve("a/audit").resolve(TrailFormat.KEY_NAME);
        assertThat(key).hasSize(32);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(this::open).hasMessageContaining("others may use").hasMessageContaining("trail.key");
    }

    /** A crash may leave the length of a key that was just being made, and none of its bytes. */
    @Test
    void takesNoKeyOfZeros() throws IOException {
        Path directory = Files.createDirectories(temp.resolve("a/audit"));
        Path key = directory.resolve(TrailFormat.KEY_NAME);
        Files.write(key, new byte[32]);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));

        open().close();
        assertThat(Files.readAllBytes(key)).hasSize(32).isNotEqualTo(new byte[32]);

        Files.write(key, new byte[32]);
        assertThatThrownBy(this::open).hasMessageContaining("no key").hasMessageContaining("trail.key");
    }

    @Test
    void anotherKeyStartsAFreshSegment() throws IOException {
        Sinks sinks = new Sinks();
        TrailDisk disk = new TrailDisk();
        FileAuditSink first = sinks.open(disk);
        first.append(SmallTrail.record(1));
        first.close();
        sinks.key = null;
        FileAuditSink second = sinks.open(disk);
        second.append(SmallTrail.record(2));
        second.close();
        sinks.open(disk).close();

        TrailImage image = TrailImage.of(disk.files());
        assertThat(image.problems).isEmpty();
        assertThat(image.headers)
                .extracting(header -> header.get("key").getAsString())
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(image.numbers()).containsExactly(1L, 2L);
    }

    private TrailImage image() throws IOException {
        return TrailImage.of(temp.resolve("a/audit"));
    }

    private void requireWhole(long first, long last) throws IOException {
        TrailImage image = image();
        assertThat(image.problems).isEmpty();
        assertThat(image.numbers())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(first, last).boxed().toList());
    }

    @Test
    void refusesANumberThatItHasAndGoesOn() throws IOException {
        try (FileAuditSink sink = open()) {
            sink.append(SmallTrail.record(1));
            for (long wrong : new long[] {0, 1}) {
                assertThatThrownBy(() -> sink.append(SmallTrail.record(wrong)))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            sink.append(SmallTrail.record(2)).await();
        }

        requireWhole(1, 2);
    }

    @Test
    void notesTheNumbersThatItNeverGot() throws IOException {
        try (FileAuditSink sink = open()) {
            sink.append(SmallTrail.record(3));
            sink.append(SmallTrail.record(4));
            sink.append(SmallTrail.record(9)).await();
        }
        try (FileAuditSink sink = open()) {
            assertThat(sink.lastSequence()).isEqualTo(9);
        }

        TrailImage image = image();
        assertThat(image.problems).isEmpty();
        assertThat(image.numbers()).containsExactly(3L, 4L, 9L);
        assertThat(image.notes).extracting(note -> note.get("from").getAsLong()).containsExactly(1L, 5L);
        assertThat(image.notes).extracting(note -> note.get("to").getAsLong()).containsExactly(2L, 8L);
    }

    @Test
    void givesBackTheAttemptsOfEarlierRunsWithoutOutcome() throws IOException {
        Sinks sinks = new Sinks();
        TrailDisk disk = new TrailDisk();
        sinks.segmentBytes = 1000;
        FileAuditSink sink = sinks.open(disk);
        for (long i = 1; i <= 10; i++) {
            sink.append(sinks.attempt(i, "call-" + i));
        }
        for (long i = 1; i <= 9; i++) {
            if (i != 4) {
                sink.append(sinks.outcome(10 + i - (i > 4 ? 1 : 0), "call-" + i))
                        .await();
            }
        }
        assertThat(TrailImage.of(disk.files()).headers).hasSizeGreaterThan(2);

        for (Map<String, byte[]> left : List.of(disk.crash(), closed(sink, disk))) {
            TrailDisk next = new TrailDisk(left, new Random(1));
            try (FileAuditSink again = sinks.open(next)) {
                assertThat(again.unfinished()).extracting(AuditRecord::actionId).containsExactly("call-4", "call-10");
                again.append(sinks.outcome(19, "call-4"));
                again.append(sinks.outcome(20, "call-10"));
            }
            next.bytesRead = 0;
            try (FileAuditSink again = sinks.open(next)) {
                assertThat(again.unfinished()).isEmpty();
            }
        }
    }

    private static Map<String, byte[]> closed(FileAuditSink sink, TrailDisk disk) throws IOException {
        sink.close();
        return disk.files();
    }

    @Test
    void numbersWithoutAGapFromSixtyFourThreads() throws Exception {
        int each = Boolean.getBoolean("outloop.full") ? 1000 : 200;
        ExecutorService threads = Executors.newFixedThreadPool(64);
        ReentrantLock order = new ReentrantLock();
        long[] last = {0};
        try (AuditSink sink = AuditTrail.builder(temp.resolve("a/audit"))
                .segmentBytes(1 << 20)
                .open()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int thread = 0; thread < 64; thread++) {
                calls.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        AuditSink.Ticket ticket;
                        order.lock();
                        try {
                            ticket = sink.append(SmallTrail.record(++last[0]));
                        } finally {
                            order.unlock();
                        }
                        if (i % 100 == 0) {
                            ticket.await();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            threads.shutdown();
        }

        requireWhole(1, 64 * each);
        assertThat(image().headers).hasSizeGreaterThan(each / 100);
    }

    @Test
    void closesTwiceWithoutTakingTheTrailFromItsNextOwner() throws IOException {
        FileAuditSink first = open();
        AuditSink.Ticket ticket = first.append(SmallTrail.record(1));
        first.close();
        try (FileAuditSink next = open()) {
            first.close();
            assertThatThrownBy(this::open).hasMessageContaining("in use");
            next.append(SmallTrail.record(2)).await();
        }
        ticket.await();
        assertThatThrownBy(() -> first.append(SmallTrail.record(2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void anInterruptedThreadWritesAndForcesAsAnyOther() throws IOException {
        try (FileAuditSink sink = open()) {
            Thread.currentThread().interrupt();
            sink.append(SmallTrail.record(1)).await();
            assertThat(Thread.interrupted()).isTrue();
            sink.append(SmallTrail.record(2)).await();
        }

        requireWhole(1, 2);
    }
}
