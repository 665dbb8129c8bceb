package dev.outloop.samples.firstproof.command;

import java.time.Duration;
import java.time.Instant;

/** How far long work has come, on one line of a terminal that is written over. Not thread-safe. */
final class ProgressLine {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(200);

    private final CommandContext context;
    private Instant due;
    private boolean shown;

    ProgressLine(CommandContext context) {
        this.context = context;
        this.due = context.clock().instant().plus(FIRST);
    }

    void at(long records, long bytesDone, long bytesTotal) {
        if (!context.errShowsToPerson() || context.clock().instant().isBefore(due)) {
            return;
        }
        due = context.clock().instant().plus(STEP);
        shown = true;
        long percent = bytesTotal == 0 ? 100 : bytesDone * 100 / bytesTotal;
        context.err().print("\r" + percent + " %, " + records + " records");
        context.err().flush();
    }

    /** Takes the line away. */
    void end() {
        if (shown) {
            context.err().print("\r" + " ".repeat(40) + "\r");
            context.err().flush();
        }
    }
}
