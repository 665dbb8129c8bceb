package dev.outloop.core.internal.authorize;

import dev.outloop.policy.Decision;
import dev.outloop.policy.ParameterCondition;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.PolicyRule.Subject;
import dev.outloop.policy.TimeWindow;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a rule says, in words for people: its own words, never a request's values. */
final class RuleWords {

    private static final int SHOWN_VALUES = 3;
    private static final int SHOWN_CHARS = 40;

    private RuleWords() {}

    static String says(Decision.Kind effect) {
        return switch (effect) {
            case DENY -> "denies";
            case REQUIRE_APPROVAL -> "asks a person";
            case ALLOW -> "allows";
            case NONE -> "only counts";
        };
    }

    static String wouldSay(Decision.Kind effect) {
        return switch (effect) {
            case DENY -> "would deny";
            case REQUIRE_APPROVAL -> "would ask a person";
            case ALLOW -> "would allow";
            case NONE -> "would only count";
        };
    }

    static String named(PolicyRule rule, int subject) {
        if (subject == Vocabulary.WRITES) {
            return "the action " + (rule.writes().orElse(false) ? "writes" : "only reads");
        }
        Subject named = Vocabulary.SUBJECTS.get(subject);
        return named + " " + oneOf(rule.named(named));
    }

    static String condition(String parameter, ParameterCondition condition) {
        List<String> parts = new ArrayList<>();
        if (!condition.oneOf().isEmpty()) {
            parts.add("is " + oneOf(condition.oneOf()));
        }
        condition.min().ifPresent(min -> parts.add("is at least " + number(min)));
        condition.max().ifPresent(max -> parts.add("is at most " + number(max)));
        condition.pattern().ifPresent(pattern -> parts.add("matches " + shortened(pattern)));
        condition.maxChars().ifPresent(most -> parts.add("has at most " + most + " characters"));
        return parts.isEmpty() ? parameter + " is given" : parameter + " " + String.join(" and ", parts);
    }

    static String hours(PolicyRule rule) {
        return rule.times().stream()
                        .limit(SHOWN_VALUES)
                        .map(RuleWords::hours)
                        .collect(Collectors.joining(", or on ", "it is on ", ""))
                + more(rule.times().size());
    }

    private static String hours(TimeWindow window) {
        String days = window.days().size() == DayOfWeek.values().length
                ? "any day"
                : window.days().stream()
                        .sorted()
                        .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        String hours = window.from().equals(window.to()) ? "" : " " + window.from() + " to " + window.to();
        return days + hours + " " + window.zone();
    }

    private static String oneOf(Collection<String> values) {
        return new TreeSet<>(values)
                        .stream().limit(SHOWN_VALUES).map(RuleWords::shortened).collect(Collectors.joining(" or "))
                + more(values.size());
    }

    private static String more(int size) {
        return size > SHOWN_VALUES ? " or one of " + (size - SHOWN_VALUES) + " more" : "";
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_CHARS ? "\"" + text + "\"" : "\"" + text.substring(0, SHOWN_CHARS) + "…\"";
    }

    private static String number(BigDecimal number) {
        return number.precision() > SHOWN_CHARS || Math.abs(number.scale()) > SHOWN_CHARS
                ? number.toString()
                : number.toPlainString();
    }
}
