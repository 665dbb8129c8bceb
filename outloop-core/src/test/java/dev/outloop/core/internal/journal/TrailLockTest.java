package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.core.AuditTrail;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TrailLockTest {

    @TempDir
    private Path temp;

    /** A process that has opened the trail, or has failed to. */
    private final class Other implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;

        Other() throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            LockingProgram.class.getName(),
                            temp.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            out = process.inputReader(StandardCharsets.UTF_8);
        }

        String answer() throws IOException {
            return out.readLine();
        }

        @Override
        public void close() throws IOException, InterruptedException {
            process.getOutputStream().close();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            out.close();
        }
    }

    private FileAuditSink open() throws IOException {
        return FileAuditSink.open(temp, SmallTrail.CLOCK);
    }

    @Test
    void anotherProcessKeepsTheTrailUntilItEnds() throws Exception {
        try (Other other = new Other()) {
            assertThat(other.answer()).isEqualTo("opened");
            assertThatThrownBy(this::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(temp.toString())
                    .hasMessageContaining("another broker has it open");
        }
        open().close();
    }

    @Test
    void keepsTheTrailFromOtherProcessesAlsoAfterRefusalsAndVerification() throws Exception {
        try (FileAuditSink sink = open()) {
            assertThatThrownBy(this::open)
                    .hasMessageContaining("in this process")
                    .hasMessageContaining(temp.toString());
            requireRefusedInAnotherClassLoader();
            assertThat(TrailVerifier.verify(temp).wrong()).isNull();
            Path link = Files.createSymbolicLink(temp.resolveSibling(temp.getFileName() + "-link"), temp);
            try {
                assertThatThrownBy(() -> FileAuditSink.open(link, SmallTrail.CLOCK))
                        .hasMessageContaining("in this process");
            } finally {
                Files.delete(link);
            }
            try (Other other = new Other()) {
                assertThat(other.answer()).contains("another broker has it open");
            }
            sink.append(SmallTrail.record(1)).await();
        }
        try (Other other = new Other()) {
            assertThat(other.answer()).isEqualTo("opened");
        }
    }

    private void requireRefusedInAnotherClassLoader() throws Exception {
        String[] path = System.getProperty("java.class.path").split(File.pathSeparator);
        URL[] urls = new URL[path.length];
        for (int i = 0; i < path.length; i++) {
            urls[i] = Path.of(path[i]).toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Class<?> trail = loader.loadClass(AuditTrail.class.getName());
            assertThat(trail).isNotSameAs(AuditTrail.class);
            assertThatThrownBy(() ->
                            trail.getMethod("open", Path.class, Clock.class).invoke(null, temp, SmallTrail.CLOCK))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in this process");
        }
    }
}
