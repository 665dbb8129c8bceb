package dev.outloop.samples.firstproof.command;

import dev.outloop.core.BrokerConfig;
import dev.outloop.core.ConfigChanges;
import dev.outloop.core.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what another configuration, or another table of clients, would change. */
@Command(
        name = "changes",
        description = {
            "Shows what would change if NEW took the place of OLD; or with --clients, if that table took the place of the"
                    + " one that the configuration names. Lines that begin with !! move an alias that a workspace has"
                    + " already to another account. Asks no vault, sends nothing, writes nothing.",
            "Exit code: 0 shown, 4 shown, and an alias moves to another account: a person has to look, 2 usage, or one of"
                    + " them has problems."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  config changes outloop.yaml outloop.new.yaml",
            "  config changes outloop.yaml --clients ~/Downloads/clients.csv"
        })
public final class ConfigChangesCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--json", description = "Print one JSON object instead.")
    private boolean json;

    @Option(
            names = "--clients",
            paramLabel = "NEW.csv",
            description = "A table to see in place of the present one; then give one configuration.")
    private @Nullable Path clients;

    @Parameters(paramLabel = "OLD NEW", arity = "1..2", description = "The configurations, the present one first.")
    private List<Path> files = new ArrayList<>();

    /** The command over a process's streams and clock. */
    public ConfigChangesCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        BrokerConfig before = BrokerConfig.load(files.get(0));
        ConfigChanges changes = ConfigChanges.between(before, after());
        if (json) {
            context.out().println(ConfigJson.changes(changes));
        } else {
            ChangesText.of(changes).forEach(line -> context.out().println(VisibleText.of(line)));
            context.err().println(ChangesText.summary(changes));
        }
        return changes.moves().isEmpty() ? ExitCode.COMPLETED : ExitCode.PENDING;
    }

    private BrokerConfig after() throws CommandFailure, ConfigException {
        if (files.size() != (clients == null ? 2 : 1)) {
            throw CommandFailure.usage("Give OLD and NEW, or one configuration and --clients NEW.csv.");
        }
        return clients == null ? BrokerConfig.load(files.get(1)) : BrokerConfig.load(files.get(0), clients);
    }
}
