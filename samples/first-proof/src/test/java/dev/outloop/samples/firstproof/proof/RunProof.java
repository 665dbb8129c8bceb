package dev.outloop.samples.firstproof.proof;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Supplier;

/** Runs the proof in a twin: the exit code on the first line, then what it printed. */
final class RunProof implements Supplier<String> {

    @Override
    public String get() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exitCode = new Proof(Clock.systemUTC()).run(new PrintStream(out, true, StandardCharsets.UTF_8));
        return exitCode + "\n" + out.toString(StandardCharsets.UTF_8);
    }
}
