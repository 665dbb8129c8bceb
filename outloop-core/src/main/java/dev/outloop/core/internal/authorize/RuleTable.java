package dev.outloop.core.internal.authorize;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rules that are found by the same subjects, in an open-addressed table by the hash of their values. Immutable. */
final class RuleTable {

    private final int[] subjects;
    private final long[] hashes;
    private final @Nullable RuleBucket[] buckets;

    RuleTable(int[] subjects, Map<Long, RuleBucket> content) {
        this.subjects = subjects;
        int size = Integer.highestOneBit(Math.max(1, content.size())) * 4;
        this.hashes = new long[size];
        this.buckets = new RuleBucket[size];
        content.forEach((hash, bucket) -> {
            int at = place(hash);
            hashes[at] = hash;
            buckets[at] = bucket;
        });
    }

    /** Hands over every rule of it that may apply. */
    void each(Facts facts, Consumer<CompiledRule> candidates) {
        long hash = RuleKey.start();
        for (int subject : subjects) {
            int number = facts.number(subject);
            if (number == Vocabulary.UNNAMED) {
                return;
            }
            hash = RuleKey.mix(hash, number);
        }
        RuleBucket bucket = buckets[place(hash)];
        if (bucket != null) {
            bucket.each(facts, candidates);
        }
    }

    /** Where the hash stands, or would. At most half of the places are taken, so there is a free one. */
    private int place(long hash) {
        int last = hashes.length - 1;
        int at = (int) (hash >>> 32) & last;
        while (buckets[at] != null && hashes[at] != hash) {
            at = (at + 1) & last;
        }
        return at;
    }
}
