package dev.outloop.core.internal.admit;

import dev.outloop.policy.ApprovalTerms;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.ParameterCondition;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.PolicyRule.Subject;
import dev.outloop.policy.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells rules and limits apart by everything that they say, in whatever order a configuration has them. */
final class PolicyHash {

    private final Framed out = new Framed();

    private PolicyHash(String domain) {
        out.text("dev.outloop.policy.v1:" + domain);
    }

    static String ofRules(Collection<PolicyRule> rules) {
        PolicyHash hash = new PolicyHash("rules");
        hash.out.sorted(byName(rules, PolicyRule::name), (name, rule) -> hash.rule(rule));
        return DefinitionHash.hex(hash.out);
    }

    static String ofLimits(Collection<LimitDefinition> limits) {
        PolicyHash hash = new PolicyHash("limits");
        hash.out.sorted(byName(limits, LimitDefinition::name), (name, limit) -> hash.limit(limit));
        return DefinitionHash.hex(hash.out);
    }

    private void rule(PolicyRule rule) {
        out.text(rule.name()).text(rule.effect().name());
        for (Subject subject : Subject.all()) {
            texts(rule.named(subject));
        }
        out.text(text(rule.writes()));
        out.sorted(rule.parameters(), this::condition);
        out.list(rule.times().stream().map(PolicyHash::words).sorted().toList(), out::text);
        instant(rule.from());
        instant(rule.until());
        out.text(rule.reason().orElse(null));
        texts(rule.limits());
        ApprovalTerms approval = rule.approval();
        out.number((long) approval.times());
        duration(approval.within());
        duration(approval.waiting());
        out.flag(approval.firstUse());
    }

    private void condition(String parameter, ParameterCondition condition) {
        out.text(parameter);
        texts(condition.oneOf());
        number(condition.min());
        number(condition.max());
        out.text(condition.pattern().orElse(null));
        OptionalInt chars = condition.maxChars();
        out.number(chars.isPresent() ? (Long) (long) chars.getAsInt() : null);
    }

    private void limit(LimitDefinition limit) {
        out.text(limit.name()).text(limit.kind().toString()).text(limit.per().toString());
        out.text(
                limit.measure().parameter().isPresent() ? null : limit.measure().toString());
        out.text(limit.measure().parameter().orElse(null));
        out.number(limit.units()).number(limit.burstUnits());
        out.text(text(limit.every()));
    }

    private void texts(Collection<String> texts) {
        out.list(texts.stream().sorted().toList(), out::text);
    }

    /** Numbers that are equal are the same, however they are written. */
    private void number(Optional<BigDecimal> number) {
        out.text(text(number.map(BigDecimal::stripTrailingZeros)));
    }

    private void instant(Optional<Instant> instant) {
        out.text(text(instant));
    }

    private void duration(Duration duration) {
        out.text(duration.toString());
    }

    private static String words(TimeWindow window) {
        return window.days().stream().sorted().toList() + " " + window.from() + " " + window.to() + " " + window.zone();
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    private static <T> Map<String, T> byName(Collection<T> definitions, Function<T, String> name) {
        return definitions.stream().collect(Collectors.toMap(name, Function.identity()));
    }
}
