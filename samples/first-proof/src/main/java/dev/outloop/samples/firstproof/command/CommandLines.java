package dev.outloop.samples.firstproof.command;

import dev.outloop.core.ConfigException;
import dev.outloop.core.StartException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How command lines read their arguments and report what goes wrong. */
public final class CommandLines {

    private CommandLines() {}

    /**
     * Sets up a command line and all below it, once its subcommands are added.
     *
     * @return the same command line
     */
    public static CommandLine prepare(CommandLine line, CommandContext context) {
        return line.setOut(writer(context.out()))
                .setErr(writer(context.err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                // A value that begins with '@' is a value: no file is read in its place.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(CommandLines::misused)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, context));
    }

    private static int misused(ParameterException problem, String[] arguments) {
        PrintWriter err = problem.getCommandLine().getErr();
        String name = problem.getCommandLine().getCommandSpec().qualifiedName();
        err.println(VisibleText.of(sentence(problem)));
        err.println("Try '" + name + " --help'.");
        return ExitCode.USAGE;
    }

    /** An argument too many may be a secret that somebody tried to hand over, so it is not repeated. */
    private static String sentence(ParameterException problem) {
        return problem instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().size()
                        + " argument(s) or option(s) that this command does not take; values of secrets are never taken"
                        + " from the command line"
                : String.valueOf(problem.getMessage());
    }

    private static int failed(Exception failure, CommandContext context) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof CommandFailure known) {
            context.err().println(VisibleText.of(message));
            return known.exitCode();
        }
        if (failure instanceof ConfigException || failure instanceof StartException) {
            context.err().println(VisibleText.of(message));
            return ExitCode.USAGE;
        }
        // What an unexpected exception says may quote what it choked on.
        StackTraceElement[] frames = failure.getStackTrace();
        context.err()
                .println("A defect of this program: " + failure.getClass().getName()
                        + (frames.length > 0 ? " at " + frames[0] : ""));
        return ExitCode.FAILED;
    }

    private static PrintWriter writer(java.io.PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
