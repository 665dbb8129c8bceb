package dev.outloop.samples.firstproof.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What concerns configurations. */
@Command(
        name = "config",
        description = "What concerns configurations. Nothing is written by these commands.",
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        footerHeading = "%nExamples:%n",
        footer = {"  config check outloop.yaml", "  config changes outloop.yaml --clients new-clients.csv"})
public final class ConfigCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private ConfigCommand() {}

    /** The command with those below it. */
    public static CommandLine commandLine(CommandContext context) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new ConfigCheckCommand(context))
                .addSubcommand(new ConfigChangesCommand(context));
    }

    @Override
    public void run() {
        CommandSpec own = spec;
        if (own != null) {
            throw new ParameterException(own.commandLine(), "Say what to do, such as config check or config changes.");
        }
    }
}
