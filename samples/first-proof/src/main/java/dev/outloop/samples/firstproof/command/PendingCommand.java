package dev.outloop.samples.firstproof.command;

import dev.outloop.core.OutloopBroker;
import dev.outloop.policy.Approval;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what waits for a person. */
@Command(
        name = "pending",
        description = {
            "Shows what waits for a person, and what was approved and can still be used, each with the exact request but"
                    + " for its credential. Asks no vault, sends nothing and writes no trail.",
            "Exit code: 0 shown, 2 usage, or the state cannot be opened: a running broker has it to itself, 5 it"
                    + " cannot be read."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  pending --config outloop.yaml", "  pending --config outloop.yaml --json"})
public final class PendingCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Print one JSON object instead.")
    private boolean json;

    /** The command over a process's streams and clock. */
    public PendingCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        try (OutloopBroker control = DryBroker.looking(config.load(), context)) {
            List<Approval> approvals = control.approvals();
            if (json) {
                context.out().println(ApprovalJson.of(approvals));
            } else {
                for (Approval approval : approvals) {
                    ApprovalText.of(approval, context.clock().instant()).forEach(context.out()::println);
                    context.out().println();
                }
                context.err().println(approvals.size() + " waiting or usable");
            }
            return ExitCode.COMPLETED;
        } catch (IOException e) {
            throw CommandFailure.failed("What waits cannot be read: " + e.getMessage());
        }
    }
}
