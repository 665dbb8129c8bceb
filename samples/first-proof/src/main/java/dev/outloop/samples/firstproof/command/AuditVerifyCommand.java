package dev.outloop.samples.firstproof.command;

import dev.outloop.core.AuditTrail;
import dev.outloop.core.AuditVerification;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
    private final ConfigOption config = new ConfigOption();

    /** The command over a process's streams and clock. */
    public AuditVerifyCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Path directory = config.load()
                .auditPath()
                .orElseThrow(() -> CommandFailure.usage("The configuration names no trail: set audit.path."));
        AuditVerification trail = verify(directory);
        context.out().println(trail.isIntact() ? "intact: " + trail.records() + " records" : "NOT INTACT: " + trail);
        context.out().println("last hash: " + trail.lastHash());
        context.err().println(AuditVerification.limits());
        return trail.isIntact() ? ExitCode.COMPLETED : ExitCode.NOT_HELD;
    }

    private static AuditVerification verify(Path directory) throws CommandFailure {
        try {
            return AuditTrail.verify(directory);
        } catch (NoSuchFileException e) {
            throw CommandFailure.usage("There is no trail yet under audit.path of the configuration.");
        } catch (IOException e) {
            throw CommandFailure.usage("The trail cannot be read; look at the permissions of audit.path.");
        }
    }
}
