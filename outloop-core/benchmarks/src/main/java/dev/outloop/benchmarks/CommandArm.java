package dev.outloop.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program from its start to its end. Both grep and lint end with 0 or 1, as they find something or not. */
final class CommandArm implements Arm {

    private static final int MAX_SECONDS = 120;

    private final ProcessBuilder builder;

    CommandArm(Path directory, List<String> command) {
        this.builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectErrorStream(true);
    }

    /** Whether there is such a program on the path. */
    static boolean isThere(String program) {
        for (String directory : String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1)) {
            if (new File(directory, program).canExecute()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void call() throws IOException, InterruptedException {
        run();
    }

    /** Runs it once; returns its exit code. */
    int run() throws IOException, InterruptedException {
        Process process = builder.start();
        try {
            if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(builder.command() + " took more than " + MAX_SECONDS + " s");
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() > 1) {
            throw new IOException(builder.command() + " ended with " + process.exitValue());
        }
        return process.exitValue();
    }

    @Override
    public void close() {}
}
