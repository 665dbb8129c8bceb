package dev.outloop.samples.firstproof.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks for an approved action by method and path. */
@Command(
        name = "request",
        description = {
            "Performs a raw HTTP request, which has to match an approved action. The body goes to standard"
                    + " output, all else to standard error.",
            "Exit code: 0 completed (any HTTP status), 3 denied, 4 pending, 5 failed, 2 usage."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = {
            "  request --config outloop.yaml --workspace acme --runtime codex \\",
            "      sync GET '/rest/db/status?folder=photos'"
        })
public final class RequestCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final CallerOptions caller = new CallerOptions();

    @Mixin
    private final RequestOptions request = new RequestOptions();

    @Option(names = "--json", description = "Print one JSON object instead.")
    private boolean json;

    @Parameters(index = "0", paramLabel = "ALIAS", description = "The alias of an access.")
    private String alias = "";

    @Parameters(index = "1", paramLabel = "METHOD", description = "The method, in upper case.")
    private String method = "";

    @Parameters(index = "2", paramLabel = "PATH", description = "Path and query below the service's URL.")
    private String path = "";

    /** The command over a process's streams and clock. */
    public RequestCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        return new Performance(context, json)
                .perform(config.load(), caller, who -> request.request(who, alias, method, path, context));
    }
}
