package dev.outloop.core.internal.detect;

import java.util.List;

/** Small rules for tests. */
final class Rules {

    static final Plausibility ANYTHING = Plausibility.of(0, false, List.of());

    private Rules() {}

    static Rule of(String pattern, String... keywords) {
        return new Rule(
                "rule",
                "test",
                List.of(keywords),
                false,
                TokenPattern.parse(pattern),
                null,
                null,
                ANYTHING,
                null,
                true);
    }

    static Rule plausible(Rule rule, Plausibility plausibility) {
        return new Rule(
                rule.id(),
                rule.provider(),
                rule.keywords(),
                rule.anyCase(),
                rule.pattern(),
                rule.before(),
                rule.after(),
                plausibility,
                rule.until(),
                rule.cuts());
    }

    static Rule until(Rule rule, String until) {
        return new Rule(
                rule.id(),
                rule.provider(),
                rule.keywords(),
                rule.anyCase(),
                rule.pattern(),
                rule.before(),
                rule.after(),
                rule.plausibility(),
                until,
                rule.cuts());
    }

    static Rule between(Rule rule, String before, String after) {
        return new Rule(
                rule.id(),
                rule.provider(),
                rule.keywords(),
                rule.anyCase(),
                rule.pattern(),
                before.isEmpty() ? null : TokenPattern.parseClass(before),
                after.isEmpty() ? null : TokenPattern.parseClass(after),
                rule.plausibility(),
                rule.until(),
                rule.cuts());
    }

    static Rule anyCase(Rule rule) {
        return new Rule(
                rule.id(),
                rule.provider(),
                rule.keywords(),
                true,
                rule.pattern(),
                rule.before(),
                rule.after(),
                rule.plausibility(),
                rule.until(),
                rule.cuts());
    }

    static Rule named(Rule rule, String id) {
        return new Rule(
                id,
                rule.provider(),
                rule.keywords(),
                rule.anyCase(),
                rule.pattern(),
                rule.before(),
                rule.after(),
                rule.plausibility(),
                rule.until(),
                rule.cuts());
    }
}
