package dev.outloop.samples.firstproof.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks for an approved action by its name. */
@Command(
        name = "call",
        description = {
            "Performs an approved action. The body goes to standard output, all else to standard error.",
            "Exit code: 0 completed (any HTTP status), 3 denied, 4 pending, 5 failed, 2 usage."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  call --config outloop.yaml --workspace acme --runtime codex sync folder folder=photos")
public final class CallCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final CallerOptions caller = new CallerOptions();

    @Option(names = "--json", description = "Print one JSON object instead.")
    private boolean json;

    @Parameters(index = "0", paramLabel = "ALIAS", description = "The alias of an access.")
    private String alias = "";

    @Parameters(index = "1", paramLabel = "ACTION", description = "The action's name.")
    private String action = "";

    @Parameters(index = "2..*", paramLabel = "name=value", description = "Parameters of the action.")
    private List<String> words = new ArrayList<>();

    /** The command over a process's streams and clock. */
    public CallCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        return new Performance(context, json)
                .perform(config.load(), caller, who -> ParameterWords.request(who, alias, action, words));
    }
}
