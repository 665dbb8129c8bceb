package dev.outloop.core.internal.authorize;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rules that name the same of subjects, apart by the value that they want of a parameter. Immutable. */
final class RuleBucket {

    /** Rules that want one of some values of a parameter, by value. */
    private record ByValue(String parameter, Map<String, CompiledRule[]> rules) {}

    private static final CompiledRule[] NONE = {};

    private final CompiledRule[] always;
    private final ByValue[] byValue;

    /** The rules by the parameter and the value that they want; under null those that are looked at in any case. */
    RuleBucket(Map<@Nullable String, Map<String, List<CompiledRule>>> rules) {
        this.always = array(rules.getOrDefault(null, Map.of()).getOrDefault("", List.of()));
        this.byValue = rules.entrySet().stream()
                .filter(entry -> entry.getKey() != null)
                .map(entry -> new ByValue(String.valueOf(entry.getKey()), arrays(entry.getValue())))
                .toArray(ByValue[]::new);
    }

    /** Hands over every rule of it that may apply. */
    void each(Facts facts, Consumer<CompiledRule> candidates) {
        for (CompiledRule rule : always) {
            candidates.accept(rule);
        }
        for (ByValue index : byValue) {
            String value = facts.parameter(index.parameter());
            for (CompiledRule rule : value == null ? NONE : index.rules().getOrDefault(value, NONE)) {
                candidates.accept(rule);
            }
        }
    }

    private static Map<String, CompiledRule[]> arrays(Map<String, List<CompiledRule>> lists) {
        Map<String, CompiledRule[]> arrays = new HashMap<>();
        lists.forEach((value, rules) -> arrays.put(value, array(rules)));
        return arrays;
    }

    private static CompiledRule[] array(List<CompiledRule> rules) {
        return rules.isEmpty() ? NONE : rules.toArray(NONE);
    }
}
