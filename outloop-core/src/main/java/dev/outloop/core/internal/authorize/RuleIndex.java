package dev.outloop.core.internal.authorize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the few rules that may apply to a request among any number of them. Immutable.
 *
 * <p>There is one table for each set of subjects that some rule names, 256 at most, and in each one look-up by the
 * request's own values: rules that name another workspace, alias, action or whatever else are never met. So a decision
 * costs as many look-ups as there are <em>kinds</em> of rules, and one examination for each rule that names nothing which
 * the request does not have.
 *
 * <p>That is also its worst case: rules that are alike in all that they name, and differ only in hours, ranges, patterns
 * or sizes, are all examined; so are those that had to leave out subjects, because {@link RuleKey#MAX_PLACES} combinations
 * of values were not enough. Configurations warn of many rules that are alike.
 */
final class RuleIndex {

    private final RuleTable[] tables;

    RuleIndex(List<CompiledRule> rules, Vocabulary vocabulary) {
        Map<List<Integer>, Map<Long, Map<@Nullable String, Map<String, List<CompiledRule>>>>> places =
                new LinkedHashMap<>();
        for (CompiledRule rule : rules) {
            RuleKey key = RuleKey.of(rule, vocabulary);
            Map<Long, Map<@Nullable String, Map<String, List<CompiledRule>>>> table =
                    places.computeIfAbsent(key.subjects(), any -> new HashMap<>());
            key.eachHash(rule, hash -> put(table.computeIfAbsent(hash, any -> new LinkedHashMap<>()), key, rule));
        }
        List<RuleTable> compiled = new ArrayList<>();
        // Loops and not lambdas: what these infer for the names of parameters is never null.
        for (Map.Entry<List<Integer>, Map<Long, Map<@Nullable String, Map<String, List<CompiledRule>>>>> place :
                places.entrySet()) {
            Map<Long, RuleBucket> buckets = new HashMap<>();
            for (Map.Entry<Long, Map<@Nullable String, Map<String, List<CompiledRule>>>> each :
                    place.getValue().entrySet()) {
                buckets.put(each.getKey(), new RuleBucket(each.getValue()));
            }
            int[] subjects = place.getKey().stream().mapToInt(Integer::intValue).toArray();
            compiled.add(new RuleTable(subjects, buckets));
        }
        this.tables = compiled.toArray(RuleTable[]::new);
    }

    /** Hands over every rule that may apply, in no particular order. */
    void each(Facts facts, Consumer<CompiledRule> candidates) {
        for (RuleTable table : tables) {
            table.each(facts, candidates);
        }
    }

    private static void put(
            Map<@Nullable String, Map<String, List<CompiledRule>>> bucket, RuleKey key, CompiledRule rule) {
        CompiledCondition condition = key.parameter().orElse(null);
        Map<String, List<CompiledRule>> byValue =
                bucket.computeIfAbsent(condition == null ? null : condition.parameter(), any -> new HashMap<>());
        for (String value :
                condition == null ? List.of("") : condition.condition().oneOf()) {
            byValue.computeIfAbsent(value, any -> new ArrayList<>(1)).add(rule);
        }
    }
}
