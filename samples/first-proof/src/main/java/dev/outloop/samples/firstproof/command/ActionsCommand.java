package dev.outloop.samples.firstproof.command;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ActionSummary;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.core.OutloopBroker;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what a workspace may ask for. */
@Command(
        name = "actions",
        description = "Lists what a workspace may ask for: alias, action, method and path, parameters.",
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  actions --config outloop.yaml --workspace acme --runtime codex")
public final class ActionsCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final CallerOptions caller = new CallerOptions();

    /** The command over a process's streams and clock. */
    public ActionsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        try (OutloopBroker control = DryBroker.open(config.load(), context.clock())) {
            for (ActionSummary summary : control.broker().actions(caller.caller(control))) {
                context.out().println(VisibleText.of(line(summary)));
            }
            return ExitCode.COMPLETED;
        }
    }

    private static String line(ActionSummary summary) {
        ActionDefinition action = summary.action();
        String parameters =
                action.parameters().stream().map(ActionsCommand::parameter).collect(Collectors.joining(" "));
        return String.join(
                                " ",
                                summary.alias(),
                                action.name(),
                                action.method(),
                                action.path().toString(),
                                parameters)
                        .stripTrailing()
                + action.about().map(about -> "  # " + about).orElse("");
    }

    private static String parameter(ParameterDefinition parameter) {
        String word = parameter.name() + "=" + parameter.type();
        return parameter.required() ? word : "[" + word + "]";
    }
}
