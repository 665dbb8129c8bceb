package dev.outloop.core.internal.authorize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * What a rule is found by: some of the subjects that it names, and perhaps a parameter.
 *
 * <p>All subjects, as long as the combinations of their values are few; of more, those that tell requests apart best, which
 * name the smallest part of all values that rules name. So a rule of a hundred workspaces and two actions is found by its
 * actions, and looked at for each request for one of them.
 *
 * @param subjects in ascending order
 * @param parameter the condition that wants one of the fewest values, if one does and there are few enough
 */
record RuleKey(List<Integer> subjects, Optional<CompiledCondition> parameter) {

    /** The most places that one rule stands in, unless a single subject or parameter of it has more values. */
    static final int MAX_PLACES = 256;

    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    static RuleKey of(CompiledRule rule, Vocabulary vocabulary) {
        List<Integer> bySelectivity = IntStream.range(0, Vocabulary.SIZE)
                .filter(subject -> rule.named(subject).length > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(
                                subject -> (double) rule.named(subject).length / vocabulary.size(subject))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        List<Integer> taken = new ArrayList<>();
        long places = 1;
        for (int subject : bySelectivity) {
            int values = rule.named(subject).length;
            if (places == 1 || values == 1 || places * values <= MAX_PLACES) {
                taken.add(subject);
                places *= values;
            }
        }
        return new RuleKey(taken.stream().sorted().toList(), parameter(rule, places));
    }

    private static Optional<CompiledCondition> parameter(CompiledRule rule, long places) {
        return rule.conditions().stream()
                .filter(condition -> !condition.condition().oneOf().isEmpty())
                .min(Comparator.comparingInt(
                        condition -> condition.condition().oneOf().size()))
                .filter(condition ->
                        places == 1 || places * condition.condition().oneOf().size() <= MAX_PLACES);
    }

    /** Hands over the hash of each combination of the values that the rule names. */
    void eachHash(CompiledRule rule, LongConsumer hashes) {
        combine(rule, 0, start(), hashes);
    }

    private void combine(CompiledRule rule, int at, long hash, LongConsumer hashes) {
        if (at == subjects.size()) {
            hashes.accept(hash);
            return;
        }
        for (int number : rule.named(subjects.get(at))) {
            combine(rule, at + 1, mix(hash, number), hashes);
        }
    }

    static long start() {
        return SPREAD;
    }

    /** A hash of those before and one more. Rules of the same hash stand in one place, and are told apart when met. */
    static long mix(long hash, int number) {
        long mixed = (hash ^ number) * SPREAD;
        return mixed ^ (mixed >>> 29);
    }
}
