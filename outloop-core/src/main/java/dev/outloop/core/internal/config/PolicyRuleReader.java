package dev.outloop.core.internal.config;

import dev.outloop.identity.Name;
import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.PolicyRule.Subject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the rules of a policy. */
final class PolicyRuleReader {

    private static final List<String> EFFECTS = List.of("deny", "approve", "allow", "none");

    private static final String METHOD = "expected one of " + String.join(", ", ActionReader.METHODS);

    private PolicyRuleReader() {}

    /** The rules, by their subject; where a problem was reported, whatever could be read. */
    static Map<String, PolicyRule> read(@Nullable Value rules) {
        Map<String, PolicyRule> read = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (Value item : rules == null ? List.<Value>of() : rules.items()) {
            PolicyRule rule = readRule(item);
            if (rule != null && !names.add(rule.name())) {
                item.problem("expected a name that no rule before it has");
            } else if (rule != null) {
                read.put(item.key(), rule);
            }
        }
        return read;
    }

    private static @Nullable PolicyRule readRule(Value item) {
        Fields fields = item.fields();
        if (fields == null) {
            return null;
        }
        Value nameValue = fields.require("name");
        String name = nameValue == null ? null : nameValue.name();
        Decision.Kind effect = readEffect(fields.require("effect"));
        PolicyRule.Builder rule =
                PolicyRule.builder(name == null ? "unnamed" : name, effect == null ? Decision.Kind.DENY : effect);
        for (Subject subject : Subject.all()) {
            readNamed(fields.get(subject.key()), subject, rule);
        }
        Value writes = fields.get("writes");
        Boolean changes = writes == null ? null : writes.bool();
        if (changes != null) {
            rule.writes(changes);
        }
        ConditionReader.read(fields.get("parameters"), rule);
        TimeWindowReader.read(fields.get("times"), rule);
        readInstant(fields.get("from"), rule::from);
        readInstant(fields.get("until"), rule::until);
        Value reason = fields.get("reason");
        String sentence = reason == null ? null : reason.text();
        if (sentence != null) {
            rule.reason(sentence);
        }
        readLimits(fields.get("limits"), rule);
        ApprovalTermsReader.read(fields.get("approval"), effect, rule);
        fields.end();
        return name == null || effect == null ? null : rule.build();
    }

    private static Decision.@Nullable Kind readEffect(@Nullable Value value) {
        String expected = "expected one of " + String.join(", ", EFFECTS);
        String text = value == null ? null : value.characters(expected);
        if (value == null || text == null) {
            return null;
        }
        return switch (text) {
            case "deny" -> Decision.Kind.DENY;
            case "approve" -> Decision.Kind.REQUIRE_APPROVAL;
            case "allow" -> Decision.Kind.ALLOW;
            case "none" -> Decision.Kind.NONE;
            default -> {
                value.problem(expected + Nearest.hint(text, EFFECTS));
                yield null;
            }
        };
    }

    private static void readNamed(@Nullable Value list, Subject subject, PolicyRule.Builder rule) {
        if (list == null) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Value item : nonEmpty(list)) {
            String text = item.text();
            boolean valid = text != null
                    && (subject == Subject.METHOD ? ActionReader.METHODS.contains(text) : Name.isValid(text));
            if (text != null && !valid) {
                item.problem(
                        subject == Subject.METHOD ? METHOD + Nearest.hint(text, ActionReader.METHODS) : Value.NAME);
            } else if (text != null) {
                requireNew(seen.add(text), item);
                item.standsFor(list.key() + "#" + text);
                rule.named(subject, text);
            }
        }
    }

    private static void readLimits(@Nullable Value list, PolicyRule.Builder rule) {
        if (list == null) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Value item : nonEmpty(list)) {
            String name = item.name();
            if (name != null) {
                requireNew(seen.add(name), item);
                item.standsFor(list.key() + "#" + name);
                rule.limit(name);
            }
        }
    }

    /** An empty list reads like "none" and would mean "all". */
    static List<Value> nonEmpty(Value list) {
        List<Value> items = list.items();
        if (list.isSequence() && items.isEmpty()) {
            list.problem("expected at least one; leave the key out for all");
        }
        return items;
    }

    static void requireNew(boolean isNew, Value item) {
        if (!isNew) {
            item.problem("expected each once");
        }
    }

    private static void readInstant(@Nullable Value value, Consumer<Instant> rule) {
        String expected = "expected an instant such as 2026-12-31T23:59:59Z";
        String text = value == null ? null : value.characters(expected);
        if (value == null || text == null) {
            return;
        }
        try {
            rule.accept(Instant.parse(text));
        } catch (DateTimeException e) {
            value.problem(expected);
        }
    }
}
