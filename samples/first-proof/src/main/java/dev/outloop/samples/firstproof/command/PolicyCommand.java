package dev.outloop.samples.firstproof.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What concerns rules and accesses before they are used. */
@Command(
        name = "policy",
        description = "Tries out what a configuration would decide. Asks no vault, sends nothing, writes nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  policy test cases.yaml --config outloop.yaml",
            "  policy replay --trail ~/.outloop/audit --config new.yaml"
        })
public final class PolicyCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private PolicyCommand() {}

    /** The command with those below it. */
    public static CommandLine commandLine(CommandContext context) {
        return new CommandLine(new PolicyCommand())
                .addSubcommand(new PolicyTestCommand(context))
                .addSubcommand(new PolicyReplayCommand(context));
    }

    @Override
    public void run() {
        CommandSpec own = spec;
        if (own != null) {
            throw new ParameterException(
                    own.commandLine(), "Say what to try out, such as policy test or policy replay.");
        }
    }
}
