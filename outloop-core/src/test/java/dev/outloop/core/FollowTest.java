package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowTest {

    private static final AuditQuery ALL = AuditQuery.builder().build();

    @TempDir
    private Path temp;

    static AuditRecord record(long sequence) {
        return AuditRecord.builder(sequence, WrittenTrail.TIME, AuditEvent.ATTEMPT, "id-" + sequence)
                .caller(Workspace.of("acme", new Tenant("acme")), new AgentRuntime("codex"))
                .build();
    }

    /** What something does while a reader waits. */
    private interface Step {
        void run() throws IOException;
    }

    /** Runs a step at each pause, and ends once there are none left. */
    private static AuditReader.Pause steps(Step... steps) {
        Deque<Step> left = new ArrayDeque<>(List.of(steps));
        return () -> {
            Step step = left.poll();
            if (step == null) {
                return false;
            }
            try {
                step.run();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return true;
        };
    }

    private static List<Long> numbers(AuditEntries entries) throws IOException {
        List<Long> numbers = new ArrayList<>();
        try (entries) {
            for (Optional<AuditEntry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
                numbers.add(entry.get().sequence());
            }
        }
        return numbers;
    }

    @Test
    void givesWhatIsWrittenFromNowOn() throws IOException {
        WrittenTrail trail = WrittenTrail.begin(temp).records(3, "acme");
        AuditReader.Pause pause = steps(
                () -> trail.records(2, "acme"),
                () -> {},
                () -> trail.records(1, "globex").segment("SIZE").records(1, "acme"),
                () -> trail.segment("DAY"),
                () -> trail.records(1, "acme"));
        assertThat(numbers(AuditTrail.read(temp).follow(ALL, pause))).containsExactly(4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void goesOnBehindANumber() throws IOException {
        WrittenTrail trail =
                WrittenTrail.begin(temp).records(3, "acme").segment("SIZE").records(3, "acme");
        AuditReader reader = AuditTrail.read(temp);
        assertThat(numbers(reader.follow(ALL, 4, steps(() -> trail.records(1, "acme")))))
                .containsExactly(5L, 6L, 7L);
        assertThat(numbers(reader.follow(ALL, 0, steps()))).hasSize(7);
        assertThat(numbers(reader.follow(ALL, 7, steps()))).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> reader.follow(ALL, -1, steps()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.follow(AuditQuery.builder().last(1).build(), steps()));
    }

    @Test
    void waitsForTheRestOfALineAlsoIfItsBeginningIsTakenBack() throws IOException {
        WrittenTrail trail = WrittenTrail.begin(temp).records(1, "acme");
        byte[] before = Files.readAllBytes(trail.file());
        AuditReader.Pause pause = steps(
                () -> trail.raw("{\"record\":{\"v\":1,\"seq\":2,\"time\":\"2026-01-01T00:00:00Z\",\"event\":\"DEN"),
                () -> Files.write(trail.file(), before),
                () -> trail.records(1, "acme"));
        assertThat(numbers(AuditTrail.read(temp).follow(ALL, pause))).containsExactly(2L);
    }

    @Test
    void doublesNothingWhenAFailedSyncIsMadeGood() throws IOException {
        WrittenTrail trail = WrittenTrail.begin(temp).records(2, "acme");
        String durable = trail.head();
        AuditReader.Pause pause = steps(
                () -> trail.records(2, "acme"),
                () -> trail.backTo(durable, 2).segment("RENEWED").records(3, "acme"));
        assertThat(numbers(AuditTrail.read(temp).follow(ALL, pause))).containsExactly(3L, 4L, 5L);
    }

    @Test
    void goesOnWhileOldFilesAreRemoved() throws IOException {
        WrittenTrail trail = WrittenTrail.begin(temp).records(1, "acme");
        AuditReader.Pause pause = steps(() -> {
            trail.segment("SIZE").records(1, "acme").segment("SIZE").records(1, "acme");
            Files.delete(trail.file(1));
            Files.delete(trail.file(2));
        });
        assertThat(numbers(AuditTrail.read(temp).follow(ALL, pause))).containsExactly(3L);
    }

    @Test
    void endsWhenClosedAndWhenInterrupted() throws IOException {
        WrittenTrail.begin(temp);
        AtomicReference<AuditEntries> open = new AtomicReference<>();
        AuditEntries entries = AuditTrail.read(temp).follow(ALL, () -> {
            try {
                open.get().close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return true;
        });
        open.set(entries);
        assertThat(entries.next()).isEmpty();
        assertThat(entries.next()).isEmpty();

        Thread.currentThread().interrupt();
        try (AuditEntries standard = AuditTrail.read(temp).follow(ALL, AuditReader.Pause.standard())) {
            assertThat(standard.next()).isEmpty();
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void missesAndDoublesNothingBesideConcurrentWriters() throws Exception {
        int records = Boolean.getBoolean("outloop.full") ? 20_000 : 2_000;
        try (AuditSink sink = AuditTrail.open(temp, Clock.systemUTC())) {
            long[] next = {0};
            Object turn = new Object();
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                writers.add(new Thread(() -> {
                    boolean more = true;
                    while (more) {
                        synchronized (turn) {
                            more = next[0] < records;
                            if (more) {
                                append(sink, ++next[0]);
                            }
                        }
                    }
                }));
            }
            List<Long> seen = new ArrayList<>();
            try (AuditEntries entries = AuditTrail.read(temp).follow(ALL, () -> {
                Thread.onSpinWait();
                return true;
            })) {
                writers.forEach(Thread::start);
                while (seen.size() < records) {
                    seen.add(entries.next().orElseThrow().sequence());
                }
            }
            for (Thread writer : writers) {
                writer.join();
            }
            assertThat(seen)
                    .isEqualTo(LongStream.rangeClosed(1, records).boxed().toList());
        }
    }

    private static void append(AuditSink sink, long sequence) {
        try {
            AuditSink.Ticket ticket = sink.append(record(sequence));
            if (sequence % 100 == 0) {
                ticket.await();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
