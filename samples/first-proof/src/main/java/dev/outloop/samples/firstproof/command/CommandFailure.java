package dev.outloop.samples.firstproof.command;

/** Why a command ends early: a sentence for the person, and the exit code. It has no cause, which could quote input. */
final class CommandFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /** The command line, or what it names, is wrong. */
    static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }

    /** What was asked for could not be done. */
    static CommandFailure failed(String message) {
        return new CommandFailure(ExitCode.FAILED, message);
    }

    int exitCode() {
        return exitCode;
    }
}
