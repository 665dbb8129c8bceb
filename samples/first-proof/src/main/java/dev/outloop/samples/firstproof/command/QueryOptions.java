package dev.outloop.samples.firstproof.command;

import dev.outloop.audit.AuditEvent;
import dev.outloop.core.AuditQuery;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which entries of a trail are asked for. All options but the times may be given several times; any value will do. */
final class QueryOptions {

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "From then on: 2026-01-31, 2026-01-31T08:00:00Z (UTC), or how long ago: 90s, 15m, 2h, 7d.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Before then; as --since.")
    private @Nullable String until;

    @Option(names = "--workspace", paramLabel = "NAME", description = "Of this workspace.")
    private List<String> workspaces = new ArrayList<>();

    @Option(names = "--tenant", paramLabel = "ID", description = "Of this client.")
    private List<String> tenants = new ArrayList<>();

    @Option(names = "--runtime", paramLabel = "NAME", description = "Of this agent runtime.")
    private List<String> runtimes = new ArrayList<>();

    @Option(names = "--alias", paramLabel = "NAME", description = "With this alias.")
    private List<String> aliases = new ArrayList<>();

    @Option(names = "--service", paramLabel = "NAME", description = "With this service.")
    private List<String> services = new ArrayList<>();

    @Option(names = "--action", paramLabel = "NAME", description = "With this action.")
    private List<String> actions = new ArrayList<>();

    @Option(
            names = "--event",
            paramLabel = "EVENT",
            description = "ATTEMPT, OUTCOME, DENIED, PENDING, CONFIG_LOADED, ...; one of the trail's own, such as"
                    + " CHECKPOINT or RECOVERED, shows those too.")
    private List<String> events = new ArrayList<>();

    @Option(
            names = "--decision",
            paramLabel = "WORD",
            description = "ALLOWED, DENIED, PENDING, APPROVED, REJECTED; or how it ended: COMPLETED, FAILED, UNKNOWN.")
    private List<String> decisions = new ArrayList<>();

    @Option(names = "--code", paramLabel = "CODE", description = "With this code, such as PIN_MISMATCH.")
    private List<String> codes = new ArrayList<>();

    @Option(names = "--id", paramLabel = "ID", description = "Of the call with this id.")
    private List<String> ids = new ArrayList<>();

    AuditQuery.Builder query(Clock clock) throws CommandFailure {
        AuditQuery.Builder query = AuditQuery.builder();
        TimeWord time = new TimeWord(clock);
        String first = since;
        if (first != null) {
            query.from(time.parse("--since", first));
        }
        String end = until;
        if (end != null) {
            query.to(time.parse("--until", end));
        }
        each(workspaces, query::workspace);
        each(tenants, query::tenant);
        each(runtimes, query::runtime);
        each(aliases, query::alias);
        each(services, query::service);
        each(actions, query::action);
        each(codes, code -> query.code(code.toUpperCase(Locale.ROOT)));
        each(ids, query::actionId);
        for (String event : events) {
            query.event(AuditEvent.named(event.toUpperCase(Locale.ROOT))
                    .orElseThrow(() -> CommandFailure.usage(
                            "--event: a record has no such event as '" + event + "'; see --help.")));
        }
        for (String decision : decisions) {
            decide(query, decision);
        }
        return query;
    }

    private static void decide(AuditQuery.Builder query, String decision) throws CommandFailure {
        String word = decision.toUpperCase(Locale.ROOT);
        if (!AuditQuery.decisions().contains(word)) {
            throw CommandFailure.usage(
                    "--decision: '" + decision + "' is none of " + String.join(", ", AuditQuery.decisions()) + ".");
        }
        query.decision(word);
    }

    private static void each(List<String> values, Consumer<String> condition) {
        values.forEach(condition);
    }
}
