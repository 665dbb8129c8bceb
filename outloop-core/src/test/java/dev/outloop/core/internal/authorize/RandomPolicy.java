package dev.outloop.core.internal.authorize;

import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.PathTemplate;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.action.ServiceUrl;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.ApprovalTerms;
import dev.outloop.policy.Decision;
import dev.outloop.policy.ParameterCondition;
import dev.outloop.policy.Policy;
import dev.outloop.policy.PolicyInput;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.PolicyRule.Subject;
import dev.outloop.policy.TimeWindow;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Policies of rules that often meet, and requests that they often meet. One thread. */
final class RandomPolicy {

    private static final List<String> VALUES =
            List.of("draft", "paused", "9", "10", "10.5", "-3", "100", "1e3", "NaN", "007", "1234567890123456789", "");
    private static final Instant START = Instant.parse("2026-03-27T00:00:00Z");

    private final Random random;

    RandomPolicy(Random random) {
        this.random = random;
    }

    Policy policy(int rules) {
        List<PolicyRule> all = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            all.add(rule("r" + random.nextInt(1_000_000) + "-" + i));
        }
        return Policy.of(all, List.of());
    }

    private PolicyRule rule(String name) {
        PolicyRule.Builder rule = PolicyRule.builder(name, Decision.Kind.values()[random.nextInt(4)]);
        name(rule, Subject.WORKSPACE, "workspace", 4);
        name(rule, Subject.TENANT, "tenant", 2);
        name(rule, Subject.RUNTIME, "runtime", 2);
        name(rule, Subject.ALIAS, "alias", 3);
        name(rule, Subject.SERVICE, "service", 2);
        name(rule, Subject.ACTION, "action", 3);
        if (random.nextInt(6) == 0) {
            rule.named(Subject.METHOD, random.nextBoolean() ? "GET" : "POST");
        }
        if (random.nextInt(6) == 0) {
            rule.writes(random.nextBoolean());
        }
        for (int i = random.nextInt(6) - 3; i > 0; i--) {
            rule.parameter("p" + random.nextInt(3), condition());
        }
        for (int i = random.nextInt(8) - 5; i > 0; i--) {
            rule.time(window());
        }
        if (random.nextInt(8) == 0) {
            rule.from(time());
        }
        if (random.nextInt(8) == 0) {
            rule.until(time());
        }
        for (int i = random.nextInt(4) - 1; i > 0; i--) {
            rule.limit("limit-" + random.nextInt(4));
        }
        ApprovalTerms terms = ApprovalTerms.once()
                .times(1 + random.nextInt(3), Duration.ofMinutes(1 + random.nextInt(3)))
                .waiting(Duration.ofHours(1 + random.nextInt(3)));
        return rule.approval(random.nextInt(3) == 0 ? terms.forFirstUse() : terms)
                .build();
    }

    private void name(PolicyRule.Builder rule, Subject subject, String value, int values) {
        if (random.nextInt(3) == 0) {
            // Beside those that requests have, others too, and now and then more than one rule can stand under.
            int count = random.nextInt(20) == 0 ? 300 : 1 + random.nextInt(2);
            for (int i = 0; i < count; i++) {
                rule.named(subject, value + (count > 2 ? i : random.nextInt(values + 1)));
            }
        }
    }

    private ParameterCondition condition() {
        ParameterCondition.Builder condition = ParameterCondition.builder();
        if (random.nextInt(2) == 0) {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                condition.oneOf(value());
            }
        }
        if (random.nextInt(3) == 0) {
            condition.min(new BigDecimal(random.nextBoolean() ? "10" : "-3.0"));
        }
        if (random.nextInt(3) == 0) {
            condition.max(new BigDecimal(random.nextBoolean() ? "10.50" : "100"));
        }
        if (random.nextInt(5) == 0) {
            condition.pattern(random.nextBoolean() ? "[a-z]+" : "-?[0-9.]*");
        }
        if (random.nextInt(5) == 0) {
            condition.maxChars(random.nextInt(6));
        }
        return condition.build();
    }

    private TimeWindow window() {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (int i = random.nextInt(3); i > 0; i--) {
            days.add(DayOfWeek.of(1 + random.nextInt(7)));
        }
        return TimeWindow.of(
                days,
                LocalTime.of(random.nextInt(24), 0),
                LocalTime.of(random.nextInt(24), 0),
                ZoneId.of(random.nextBoolean() ? "Europe/Berlin" : "America/New_York"));
    }

    PolicyInput input() {
        ActionDefinition.Builder action = ActionDefinition.builder(
                "action" + random.nextInt(3), random.nextBoolean() ? "GET" : "POST", PathTemplate.parse("/items"));
        if (random.nextInt(4) == 0) {
            action.readOnly(random.nextBoolean());
        }
        ActionDefinition built = action.build();
        ServiceDefinition service = ServiceDefinition.builder(
                        "service" + random.nextInt(2), ServiceUrl.parse("https://api.example.com/v0"))
                .action(built)
                .build();
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            if (random.nextInt(4) > 0) {
                parameters.put("p" + i, value());
            }
        }
        return PolicyInput.builder()
                .caller(
                        Workspace.of("workspace" + random.nextInt(4), new Tenant("tenant" + random.nextInt(2))),
                        new AgentRuntime("runtime" + random.nextInt(2)))
                .access(Access.builder("alias" + random.nextInt(3), service.name())
                        .action(Access.EVERY_ACTION)
                        .build())
                .action(service, built)
                .parameters(parameters)
                .time(time())
                .build();
    }

    private String value() {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    /** Within some days in which one of the zones changes its clock, on full hours now and then. */
    private Instant time() {
        return START.plus(
                random.nextBoolean()
                        ? Duration.ofHours(random.nextInt(96))
                        : Duration.ofSeconds(random.nextInt(345_600)));
    }
}
