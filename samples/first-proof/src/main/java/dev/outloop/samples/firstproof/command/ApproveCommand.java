package dev.outloop.samples.firstproof.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says yes to a request that waits. */
@Command(
        name = "approve",
        description = {
            "Says yes to a request that waits, and shows it before. On a terminal it asks first; elsewhere the whole id is"
                    + " the consent. Only for a person: never let an agent run it. Asks no vault and sends nothing.",
            "Exit code: 0 approved, 2 usage or nothing of that id waits, 4 the person did not say yes, 5 not recorded."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  approve --config outloop.yaml approval-0123456789abcdef --note \"as agreed with Anna\"")
public final class ApproveCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--note", paramLabel = "TEXT", description = "What to keep with the answer.")
    private @Nullable String note;

    @Option(names = "--yes", description = "Do not ask on a terminal.")
    private boolean yes;

    @Option(names = "--json", description = "Print one JSON object instead.")
    private boolean json;

    @Parameters(paramLabel = "ID", description = "The id of the request, in full.")
    private String id = "";

    /** The command over a process's streams and clock. */
    public ApproveCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        String question = yes ? "" : "Type yes to approve this (what you type is not shown): ";
        return new Answering(context, json).answer(config.load(), id, question, control -> control.approve(id, note));
    }
}
