package dev.outloop.core.internal.keystore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KeystoreConcurrencyTest {

    private static final int EACH = 15;

    @TempDir
    Path directory;

    @Test
    void twoProcessesThatStoreAtOnceLoseNothing() throws Exception {
        List<Process> writers = List.of(start("left"), start("right"));
        try {
            for (Process writer : writers) {
                assertThat(writer.waitFor(90, TimeUnit.SECONDS)).isTrue();
                assertThat(writer.exitValue()).isZero();
            }
        } finally {
            writers.forEach(Process::destroyForcibly);
        }

        Vault vault = Vault.open(directory);
        assertThat(vault.list()).hasSize(2 * EACH);
        assertThat(vault.text("left/7")).isEqualTo("left 7");
        assertThat(vault.text("right/7")).isEqualTo("right 7");
    }

    @Test
    void vaultsOfOneProcessLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String name = "thread-" + i;
                running.add(threads.submit(() -> {
                    write(directory, name);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get(90, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(Vault.open(directory).list()).hasSize(4 * EACH);
    }

    private Process start(String name) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString(),
                        name)
                .inheritIO()
                .start();
    }

    private static void write(Path directory, String name) throws Exception {
        for (int i = 0; i < EACH; i++) {
            Vault.open(directory).store(name + "/" + i, name + " " + i);
        }
    }

    /** What the other process does. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws Exception {
            write(Path.of(args[0]), args[1]);
        }
    }
}
