package dev.outloop.samples.firstproof;

import dev.outloop.samples.firstproof.command.CommandContext;
import java.time.Clock;

/** The program. */
public final class Main {

    private Main() {}

    /** Runs a command, or the proof without one, and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(FirstProof.commandLine(CommandContext.ofProcess(Clock.systemUTC()))
                .execute(arguments));
    }
}
