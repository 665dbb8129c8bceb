package dev.outloop.benchmarks;

import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.PathTemplate;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.action.ServiceUrl;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Decision;
import dev.outloop.policy.ParameterCondition;
import dev.outloop.policy.Policy;
import dev.outloop.policy.PolicyInput;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.PolicyRule.Subject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Rules that every peer can express: workspace, alias and action by name, an amount up to a bound; one in ten denies from
 * a bound on what the one before it allows. And requests, of which every fourth meets none of them.
 */
final class MadeUpPolicy {

    static final int REQUESTS = 64;
    static final int LEAST_DENIED = 500;
    static final int MOST_ALLOWED = 1000;

    private static final int ACTIONS = 4;
    private static final int ALIASES = 10;

    /** One rule. */
    record Line(String name, boolean allows, String workspace, String alias, String action) {}

    /** One request. */
    record Question(String workspace, String alias, String action, int amount) {}

    private final List<Line> lines = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();

    MadeUpPolicy(int rules) {
        for (int i = 0; i < rules; i++) {
            boolean allows = i % 10 != 9;
            int what = allows ? i : i - 1;
            lines.add(new Line("r" + i, allows, workspace(what), alias(what), action(what)));
        }
        Random random = new Random(7);
        for (int i = 0; i < REQUESTS; i++) {
            int what = random.nextInt(rules);
            String workspace = i % 4 == 3 ? "nobody" : workspace(what);
            questions.add(new Question(workspace, alias(what), action(what), random.nextInt(2 * MOST_ALLOWED)));
        }
    }

    List<Line> lines() {
        return lines;
    }

    List<Question> questions() {
        return questions;
    }

    /** How many of the questions are allowed. */
    int allowed() {
        return (int) questions.stream().filter(this::isAllowed).count();
    }

    /** Read off rule by rule. */
    boolean isAllowed(Question question) {
        boolean allows = false;
        for (Line line : lines) {
            if (line.workspace().equals(question.workspace())
                    && line.alias().equals(question.alias())
                    && line.action().equals(question.action())) {
                if (!line.allows() && question.amount() >= LEAST_DENIED) {
                    return false;
                }
                allows |= line.allows() && question.amount() <= MOST_ALLOWED;
            }
        }
        return allows;
    }

    /** The questions that peers have to answer rightly before they are measured; at many rules they take their time. */
    List<Question> samples() {
        return lines.size() <= 1000 ? questions : questions.subList(0, 4);
    }

    Policy policy() {
        ParameterCondition upTo = ParameterCondition.builder()
                .max(BigDecimal.valueOf(MOST_ALLOWED))
                .build();
        ParameterCondition from = ParameterCondition.builder()
                .min(BigDecimal.valueOf(LEAST_DENIED))
                .build();
        List<PolicyRule> rules = new ArrayList<>();
        for (Line line : lines) {
            rules.add(PolicyRule.builder(line.name(), line.allows() ? Decision.Kind.ALLOW : Decision.Kind.DENY)
                    .named(Subject.WORKSPACE, line.workspace())
                    .named(Subject.ALIAS, line.alias())
                    .named(Subject.ACTION, line.action())
                    .parameter("amount", line.allows() ? upTo : from)
                    .build());
        }
        return Policy.of(rules, List.of());
    }

    List<PolicyInput> inputs() {
        return questions.stream().map(MadeUpPolicy::input).toList();
    }

    private static PolicyInput input(Question question) {
        ActionDefinition action = ActionDefinition.builder(question.action(), "POST", PathTemplate.parse("/items"))
                .build();
        ServiceDefinition service = ServiceDefinition.builder("tables", ServiceUrl.parse("https://api.example.com"))
                .action(action)
                .build();
        return PolicyInput.builder()
                .caller(Workspace.of(question.workspace(), new Tenant("tenant")), new AgentRuntime("claude-code"))
                .access(Access.builder(question.alias(), "tables")
                        .action(Access.EVERY_ACTION)
                        .build())
                .action(service, action)
                .parameters(Map.of("amount", Integer.toString(question.amount())))
                .time(Instant.EPOCH)
                .build();
    }

    private static String action(int i) {
        return "x" + i % ACTIONS;
    }

    private static String alias(int i) {
        return "a" + i / ACTIONS % ALIASES;
    }

    private static String workspace(int i) {
        return "w" + i / (ACTIONS * ALIASES);
    }
}
