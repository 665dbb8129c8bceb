package dev.outloop.samples.firstproof.command;

import dev.outloop.core.BrokerConfig;
import dev.outloop.core.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is wrong with a configuration. */
@Command(
        name = "check",
        description = {
            "Says everything that is wrong with a configuration and the table of clients that it names, with line and key."
                    + " Asks no vault, sends nothing, writes nothing.",
            "Exit code: 0 it can be used, 1 it has problems, 2 usage."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  config check outloop.yaml", "  config check --json outloop.yaml"})
public final class ConfigCheckCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--json", description = "Print one JSON object instead.")
    private boolean json;

    @Parameters(paramLabel = "FILE", description = "The configuration.")
    private Path file = Path.of("");

    /** The command over a process's streams and clock. */
    public ConfigCheckCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        try {
            BrokerConfig config = BrokerConfig.load(file);
            if (json) {
                context.out().println(ConfigJson.problems(file, List.of()));
            } else {
                context.out()
                        .println("can be used: " + config.workspaces().size() + " workspace(s), "
                                + config.accesses().size() + " access(es), "
                                + config.services().size() + " service(s)");
            }
            return ExitCode.COMPLETED;
        } catch (ConfigException e) {
            if (json) {
                context.out().println(ConfigJson.problems(file, e.problems()));
            } else {
                context.out().println(VisibleText.of(String.valueOf(e.getMessage())));
                context.err().println(e.problems().size() + " problem(s)");
            }
            return ExitCode.NOT_HELD;
        }
    }
}
