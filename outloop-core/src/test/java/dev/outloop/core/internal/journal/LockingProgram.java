package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another process: opens the trail, says how that went, and keeps it until its input ends. */
public final class LockingProgram {

    private LockingProgram() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (FileAuditSink sink = FileAuditSink.open(Path.of(args[0]), SmallTrail.CLOCK)) {
            out.println("opened");
            System.in.read();
        } catch (IOException e) {
            out.println(e.getMessage());
        }
    }
}
