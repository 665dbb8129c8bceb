package dev.outloop.core.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.core.internal.disk.SimulatedDisk;
import dev.outloop.core.internal.disk.SimulatedDisk.Op;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StateFolderTest {

    @TempDir
    private Path temp;

    private Path folder() {
        return temp.resolve("a/state");
    }

    private Path file() {
        return folder().resolve("log.log");
    }

    private void write(String... records) throws IOException {
        try (StateFolder state = StateFolder.open(folder())) {
            StateLog log = state.log("log");
            for (String record : records) {
                log.append(record);
            }
        }
    }

    private List<String> read() throws IOException {
        try (StateFolder state = StateFolder.open(folder())) {
            return state.log("log").read();
        }
    }

    @Test
    void keepsRecordsInOrderForTheNextBroker() throws IOException {
        write("one", "zwölf", "");
        assertThat(read()).containsExactly("one", "zwölf", "");
        try (StateFolder state = StateFolder.open(folder())) {
            StateLog log = state.log("log");
            log.replace(List.of("only"));
            log.append("more");
            assertThat(log.size()).isEqualTo(2);
        }
        assertThat(read()).containsExactly("only", "more");
    }

    @Test
    void belongsToItsOwnerAlone() throws IOException {
        write("one");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxr-x---"));
        assertThatThrownBy(this::read).hasMessageContaining("chmod 700");
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(this::read).hasMessageContaining("chmod 600");
    }

    @Test
    void refusesALinkInIt() throws IOException {
        write("one");
        Path elsewhere = temp.resolve("elsewhere");
        Files.move(file(), elsewhere);
        Files.createSymbolicLink(file(), elsewhere);
        assertThatThrownBy(this::read).hasMessageContaining("no regular file");
    }

    @Test
    void isOneBrokersAtATime() throws Exception {
        StateFolder first = StateFolder.open(folder());
        assertThatThrownBy(() -> StateFolder.open(folder(), Duration.ZERO))
                .hasMessageContaining("in use")
                .hasMessageContaining("close it, or give this broker a directory of its own");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<StateFolder> second = thread.submit(() -> StateFolder.open(folder(), Duration.ofSeconds(50)));
            first.close();
            second.get().close();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void cutsWhatACrashHasLeftOfARecord() throws IOException {
        write("one", "two");
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(whole, whole.length - 1));
        assertThat(read()).containsExactly("one");
        write("three");
        assertThat(read()).containsExactly("one", "three");
        byte[] now = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(now, now.length + 100));
        assertThat(read()).containsExactly("one", "three");
    }

    @Test
    void refusesDamageOfWhatWasForcedAndSaysWhatToDo() throws IOException {
        write("one", "two", "three");
        byte[] whole = Files.readAllBytes(file());
        String text = new String(whole, StandardCharsets.UTF_8);
        int secondRecord = text.indexOf(" two");
        for (int place : new int[] {3, 20, secondRecord, secondRecord + 1, whole.length - 3}) {
            byte[] damaged = whole.clone();
            damaged[place] ^= 1;
            Files.write(file(), damaged);
            assertThatThrownBy(this::read)
                    .as("byte " + place)
                    .hasMessageContaining("damaged")
                    .hasMessageContaining("restore it from a backup, or delete it");
        }
        byte[] hole = whole.clone();
        hole[secondRecord] = 0;
        Files.write(file(), hole);
        assertThatThrownBy(this::read).hasMessageContaining("damaged");
        Files.write(file(), whole);
        assertThat(read()).containsExactly("one", "two", "three");
    }

    @Test
    void takesNoRecordOfTwoLines() throws IOException {
        try (StateFolder state = StateFolder.open(folder())) {
            StateLog log = state.log("log");
            for (String bad : List.of("a\nb", "a\0b", "\uD800", "x".repeat(2 * 1024 * 1024))) {
                assertThatThrownBy(() -> log.write(bad)).isInstanceOf(IllegalArgumentException.class);
            }
            log.append("fine");
            assertThat(log.read()).containsExactly("fine");
        }
    }

    @Test
    void takesNothingMoreOnceAForceHasFailed() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        StateFolder state = StateFolder.of(disk);
        StateLog log = state.log("log");
        log.append("one");
        boolean[] failing = {true};
        disk.fault = (op, name, operation) -> {
            if (failing[0] && op == Op.FORCE) {
                throw new IOException("Input/output error");
            }
        };
        log.write("two");
        assertThatThrownBy(log::force).hasMessageContaining("Input/output error");
        failing[0] = false;
        assertThatThrownBy(log::force).hasMessageContaining("open the broker anew");
        assertThatThrownBy(() -> log.append("three")).hasMessageContaining("has failed");
        StateLog anew = state.log("log");
        assertThat(anew.read()).startsWith("one").hasSizeLessThanOrEqualTo(2);
        anew.append("four");
        assertThat(anew.read()).startsWith("one").endsWith("four");
    }

    @Test
    void failsIfItsFileIsTakenAway() throws IOException {
        try (StateFolder state = StateFolder.open(folder())) {
            StateLog log = state.log("log");
            log.append("one");
            Files.delete(file());
            assertThatThrownBy(() -> log.append("two")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> log.append("three")).hasMessageContaining("no longer where it was");
        }
    }

    @Test
    void sharesASyncAmongThoseWhoWait() throws Exception {
        SimulatedDisk disk = new SimulatedDisk();
        StateLog log = StateFolder.of(disk).log("log");
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(8);
        disk.slowForce = () -> {
            if (running.getCount() > 0) {
                running.countDown();
                others.await();
            }
        };
        int before = disk.forces;
        ExecutorService threads = Executors.newFixedThreadPool(9);
        try {
            List<Future<?>> done = new ArrayList<>();
            done.add(append(threads, log, "first", null));
            running.await();
            for (int i = 0; i < 8; i++) {
                done.add(append(threads, log, "other " + i, others));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(log.read()).hasSize(9);
        assertThat(disk.forces - before).isEqualTo(2);
    }

    private static Future<?> append(
            ExecutorService threads, StateLog log, String record, @Nullable CountDownLatch written) {
        return threads.submit(() -> {
            log.write(record);
            if (written != null) {
                written.countDown();
            }
            log.force();
            return null;
        });
    }
}
