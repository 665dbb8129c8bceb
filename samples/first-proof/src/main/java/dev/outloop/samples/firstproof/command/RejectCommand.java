package dev.outloop.samples.firstproof.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says no to a request that waits. */
@Command(
        name = "reject",
        description = {
            "Says no to a request that waits, and shows it. The same request is then refused until its time to wait is"
                    + " over. Asks no vault and sends nothing.",
            "Exit code: 0 rejected, 2 usage or nothing of that id waits, 5 not recorded."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  reject --config outloop.yaml approval-0123456789abcdef --note \"not before Monday\"")
public final class RejectCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--note",
            required = true,
            paramLabel = "TEXT",
            description = "Why; the agent is told. May be empty.")
    private String note = "";

    @Option(names = "--json", description = "Print one JSON object instead.")
    private boolean json;

    @Parameters(paramLabel = "ID", description = "The id of the request, in full.")
    private String id = "";

    /** The command over a process's streams and clock. */
    public RejectCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        return new Answering(context, json).answer(config.load(), id, "", control -> control.reject(id, note));
    }
}
