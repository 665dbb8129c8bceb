package dev.outloop.samples.firstproof.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What concerns the trail. */
@Command(
        name = "audit",
        description = "What concerns the trail.",
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        footerHeading = "%nExamples:%n",
        footer = {"  audit list --config outloop.yaml --last 20", "  audit verify --config outloop.yaml"})
public final class AuditCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private AuditCommand() {}

    /** The command with those below it. */
    public static CommandLine commandLine(CommandContext context) {
        return new CommandLine(new AuditCommand())
                .addSubcommand(new AuditListCommand(context))
                .addSubcommand(new AuditFollowCommand(context))
                .addSubcommand(new AuditVerifyCommand(context))
                .addSubcommand(new AuditExportCommand(context))
                .addSubcommand(new AuditKeyCommand(context));
    }

    @Override
    public void run() {
        CommandSpec own = spec;
        if (own != null) {
            throw new ParameterException(
                    own.commandLine(), "Say what to do with the trail, such as audit list or audit verify.");
        }
    }
}
