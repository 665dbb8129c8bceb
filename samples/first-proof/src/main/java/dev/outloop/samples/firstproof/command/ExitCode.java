package dev.outloop.samples.firstproof.command;

/** How commands end, in the number that the process returns. */
public final class ExitCode {

    /** The service answered, whatever its status; or the command did what it was asked. */
    public static final int COMPLETED = 0;
    /** A proof or a trail does not hold. */
    public static final int NOT_HELD = 1;
    /** The command line or the configuration is wrong; nothing was attempted. */
    public static final int USAGE = 2;
    /** Refused before anything was attempted. */
    public static final int DENIED = 3;
    /** A person has to approve first. */
    public static final int PENDING = 4;
    /** Stopped after the attempt was recorded, or a vault failed. */
    public static final int FAILED = 5;

    /** A changed configuration would answer otherwise, or may. */
    public static final int DIFFERS = 6;

    private ExitCode() {}
}
