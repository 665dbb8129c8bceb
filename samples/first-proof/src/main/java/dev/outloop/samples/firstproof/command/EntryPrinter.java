package dev.outloop.samples.firstproof.command;

import dev.outloop.core.AuditDamage;
import dev.outloop.core.AuditEntries;
import dev.outloop.core.AuditEntry;
import java.io.IOException;
import java.util.Optional;

/** Prints entries as they come, and says where a trail is not as it was written. */
final class EntryPrinter {

    private final CommandContext context;
    private final boolean json;

    EntryPrinter(CommandContext context, boolean json) {
        this.context = context;
        this.json = json;
    }

    /** Prints all; returns the exit code. Ends early if nobody reads what it prints. */
    int print(AuditEntries entries) throws IOException {
        int exitCode = ExitCode.COMPLETED;
        for (boolean more = true; more && !context.out().checkError(); ) {
            try {
                Optional<AuditEntry> entry = entries.next();
                entry.ifPresent(found -> context.out().println(json ? found.json() : EntryText.of(found)));
                more = entry.isPresent();
            } catch (AuditDamage e) {
                context.err().println(EntryText.ascii("Damage: " + e.getMessage() + "."));
                exitCode = ExitCode.NOT_HELD;
            }
        }
        return exitCode;
    }
}
