package dev.outloop.samples.firstproof;

import dev.outloop.samples.firstproof.command.ActionsCommand;
import dev.outloop.samples.firstproof.command.ApproveCommand;
import dev.outloop.samples.firstproof.command.AuditCommand;
import dev.outloop.samples.firstproof.command.CallCommand;
import dev.outloop.samples.firstproof.command.CommandContext;
import dev.outloop.samples.firstproof.command.CommandLines;
import dev.outloop.samples.firstproof.command.ConfigCommand;
import dev.outloop.samples.firstproof.command.ExplainCommand;
import dev.outloop.samples.firstproof.command.PendingCommand;
import dev.outloop.samples.firstproof.command.PolicyCommand;
import dev.outloop.samples.firstproof.command.RejectCommand;
import dev.outloop.samples.firstproof.command.RequestCommand;
import dev.outloop.samples.firstproof.command.StoreCommand;
import dev.outloop.samples.firstproof.proof.Proof;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The top command: the proof, and beside it the commands over a configuration. */
@Command(
        name = "first-proof",
        description = {
            "Without a command: proves on this machine, offline, that an agent's calls reach an API"
                    + " with a key that the agent never sees.",
            "The commands do the same with a configuration of your own."
        },
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:completed: the service answered, whatever its status; or the command did what it was asked",
            "1:the proof did not hold, a case is not as expected, the trail is not as it was written, or the checked"
                    + " configuration has problems",
            "2:usage or configuration: nothing was attempted",
            "3:denied: neither vault nor service was asked",
            "4:pending: a person has to approve first, or to look at an alias that would move to another account",
            "5:failed: stopped after the attempt was recorded; see its effect",
            "6:a changed configuration would answer otherwise, or may"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  first-proof",
            "  first-proof store --config ~/.outloop/outloop.yaml local:sync-key < key.txt",
            "  first-proof call --config ~/.outloop/outloop.yaml --workspace acme \\",
            "      --runtime claude-code --json sync status"
        })
public final class FirstProof implements Callable<Integer> {

    private final CommandContext context;

    /** The command over a process's streams and clock. */
    public FirstProof(CommandContext context) {
        this.context = context;
    }

    /** The whole command line. */
    public static CommandLine commandLine(CommandContext context) {
        CommandLine line = new CommandLine(new FirstProof(context));
        line.addSubcommand(new StoreCommand(context));
        line.addSubcommand(new ActionsCommand(context));
        line.addSubcommand(new CallCommand(context));
        line.addSubcommand(new RequestCommand(context));
        line.addSubcommand(new PendingCommand(context));
        line.addSubcommand(new ApproveCommand(context));
        line.addSubcommand(new RejectCommand(context));
        line.addSubcommand(new ExplainCommand(context));
        line.addSubcommand(PolicyCommand.commandLine(context));
        line.addSubcommand(AuditCommand.commandLine(context));
        line.addSubcommand(ConfigCommand.commandLine(context));
        return CommandLines.prepare(line, context);
    }

    @Override
    public Integer call() {
        return new Proof(context.clock()).run(context.out());
    }
}
