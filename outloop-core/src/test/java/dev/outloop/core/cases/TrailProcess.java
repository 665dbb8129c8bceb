package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link TrailProgram} that runs; closing it kills it. */
final class TrailProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private TrailProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.US_ASCII);
    }

    static TrailProcess start(String what, Path trail, int port, String prefix) throws IOException {
        return start(List.of(), what, trail, port, prefix);
    }

    /** With words before the command, such as those of a shell that sets a limit. */
    static TrailProcess start(List<String> before, String what, Path trail, int port, String prefix)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx64m", "-XX:-UsePerfData", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(TrailProgram.class.getName());
        command.addAll(List.of(what, trail.toString(), Integer.toString(port), prefix));
        Path errors = Files.createTempFile("outloop-child", ".log");
        return new TrailProcess(
                new ProcessBuilder(command).redirectError(errors.toFile()).start());
    }

    /** What it says next; null once it has ended. */
    @Nullable
    String line() throws IOException {
        return output.readLine();
    }

    void requireLine(String expected) throws IOException {
        assertThat(line()).isEqualTo(expected);
    }

    /** Ends it as {@code kill -9} does; what it had said can still be read. */
    void kill() throws InterruptedException {
        // Not by the process itself, which would close its output here.
        process.toHandle().destroyForcibly();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() throws Exception {
        kill();
        output.close();
    }
}
