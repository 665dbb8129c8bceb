package dev.outloop.samples.firstproof.command;

import dev.outloop.core.AuditTrail;
import dev.outloop.core.AuditVerification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Follows the trail from its first line. */
@Command(
        name = "verify",
        description = {
            "Follows the trail's chain from its first line. Exit code: 0 intact, 1 not as it was written,"
                    + " 2 there is no trail."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  audit verify --config outloop.yaml")
public final class AuditVerifyCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final TrailOption trail = new TrailOption();

    /** The command over a process's streams and clock. */
    public AuditVerifyCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        AuditVerification found = verify(trail.directory());
        context.out().println(found.isIntact() ? "intact: " + found.records() + " records" : "NOT INTACT: " + found);
        context.out().println("last hash: " + found.lastHash());
        context.err().println(AuditVerification.limits());
        return found.isIntact() ? ExitCode.COMPLETED : ExitCode.NOT_HELD;
    }

    private static AuditVerification verify(Path directory) throws CommandFailure {
        try {
            return AuditTrail.verify(directory);
        } catch (IOException e) {
            throw TrailOption.unreadable(directory, e);
        }
    }
}
