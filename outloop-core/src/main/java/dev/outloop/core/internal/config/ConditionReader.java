package dev.outloop.core.internal.config;

import dev.outloop.policy.ParameterCondition;
import dev.outloop.policy.PolicyRule;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a rule wants of parameters. */
final class ConditionReader {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?");
    private static final int MAX_CHARS = 1024 * 1024;

    private ConditionReader() {}

    static void read(@Nullable Value parameters, PolicyRule.Builder rule) {
        if (parameters != null) {
            parameters
                    .named(ParameterReader::isName, ParameterReader.NAME)
                    .forEach((name, value) -> readCondition(name, value, rule));
        }
    }

    private static void readCondition(String name, Value value, PolicyRule.Builder rule) {
        Fields fields = value.fields();
        if (fields == null) {
            return;
        }
        if (fields.names().isEmpty()) {
            value.problem("expected at least one of equal, in, min, max, pattern, max-chars");
        }
        ParameterCondition.Builder condition = ParameterCondition.builder();
        fields.requireAtMostOne("equal", "in");
        Value equal = fields.get("equal");
        String single = equal == null ? null : equal.written();
        if (equal != null && single != null) {
            equal.standsFor(equal.key() + "#" + single);
            condition.oneOf(single);
        }
        readOneOf(fields.get("in"), condition);
        BigDecimal min = number(fields.get("min"));
        BigDecimal max = number(fields.get("max"));
        boolean empty = min != null && max != null && min.compareTo(max) > 0;
        if (empty) {
            fields.problem("expected a \"min\" of at most \"max\"");
        }
        if (min != null) {
            condition.min(min);
        }
        if (max != null && !empty) {
            condition.max(max);
        }
        Value pattern = fields.get("pattern");
        String text = pattern == null ? null : pattern.text();
        if (text != null) {
            condition.pattern(text);
        }
        Value maxChars = fields.get("max-chars");
        Long chars = maxChars == null ? null : maxChars.integer(0, MAX_CHARS);
        if (chars != null) {
            condition.maxChars(chars.intValue());
        }
        fields.end();
        rule.parameter(name, condition.build());
    }

    private static void readOneOf(@Nullable Value list, ParameterCondition.Builder condition) {
        if (list == null) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Value item : PolicyRuleReader.nonEmpty(list)) {
            String text = item.written();
            if (text != null) {
                PolicyRuleReader.requireNew(seen.add(text), item);
                item.standsFor(list.key() + "#" + text);
                condition.oneOf(text);
            }
        }
    }

    private static @Nullable BigDecimal number(@Nullable Value value) {
        String expected = "expected a number such as 100 or 0.5, with at most 18 digits on each side of the point";
        String text = value == null ? null : value.characters(expected);
        if (value == null || text == null) {
            return null;
        }
        if (!NUMBER.matcher(text).matches()) {
            value.problem(expected);
            return null;
        }
        return new BigDecimal(text);
    }
}
