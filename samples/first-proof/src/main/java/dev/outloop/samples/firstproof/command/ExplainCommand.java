package dev.outloop.samples.firstproof.command;

import dev.outloop.action.ActionRequest;
import dev.outloop.core.PolicyBench;
import dev.outloop.core.PolicyVerdict;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says why a request would be attempted or refused. */
@Command(
        name = "explain",
        description = {
            "Says why a request would be attempted or refused, by which rule, and what it would be counted by, with the"
                    + " causes that an agent is not told. Asks no vault, sends nothing, writes nothing, and looks at no"
                    + " counts and no approvals.",
            "Exit code: 0 it would be attempted, 3 denied, 4 pending, 2 usage."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  explain --config outloop.yaml --workspace acme --runtime codex sync folder folder=photos",
            "  explain --config outloop.yaml --workspace acme --runtime codex --request \\",
            "      sync GET /rest/system/status"
        })
public final class ExplainCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final CallerOptions caller = new CallerOptions();

    @Option(names = "--request", description = "What follows the alias is METHOD PATH, as for the command request.")
    private boolean raw;

    @Option(names = "--json", description = "Print one JSON object instead.")
    private boolean json;

    @Mixin
    private final RequestOptions request = new RequestOptions();

    @Parameters(index = "0", paramLabel = "ALIAS", description = "The alias of an access.")
    private String alias = "";

    @Parameters(index = "1", paramLabel = "ACTION", description = "The action's name; with --request the method.")
    private String action = "";

    @Parameters(index = "2..*", paramLabel = "name=value", description = "Parameters; with --request the path.")
    private List<String> words = new ArrayList<>();

    /** The command over a process's streams and clock. */
    public ExplainCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PolicyBench bench = PolicyBench.of(config.load());
        PolicyVerdict verdict =
                bench.judge(request(caller.caller(bench)), context.clock().instant());
        if (json) {
            context.out().println(ExplanationJson.of(verdict));
        } else {
            ExplanationText.steps(verdict).forEach(context.out()::println);
            ExplanationText.summary(verdict).forEach(line -> context.out().println(VisibleText.of(line)));
            context.out().println(VisibleText.of(verdict.explanation().toString()));
        }
        return verdict.code().map(ExplainCommand::exitCode).orElse(ExitCode.COMPLETED);
    }

    private ActionRequest request(Caller who) throws CommandFailure {
        if (!raw) {
            if (request.isUsed()) {
                throw CommandFailure.usage("-H and --body go with --request.");
            }
            return ParameterWords.request(who, alias, action, words);
        }
        if (words.size() != 1) {
            throw CommandFailure.usage("With --request give ALIAS METHOD PATH.");
        }
        return request.request(who, alias, action, words.get(0), context);
    }

    private static int exitCode(ErrorCode code) {
        return code == ErrorCode.APPROVAL_REQUIRED ? ExitCode.PENDING : ExitCode.DENIED;
    }
}
