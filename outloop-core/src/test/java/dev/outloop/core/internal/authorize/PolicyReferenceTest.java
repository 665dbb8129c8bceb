package dev.outloop.core.internal.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.outloop.policy.Decision;
import dev.outloop.policy.Policy;
import dev.outloop.policy.PolicyInput;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolicyReferenceTest {

    private static final int POLICIES = Boolean.getBoolean("outloop.full") ? 4_000 : 300;
    private static final int REQUESTS = 40;
    private static final long SEED = Long.getLong("outloop.seed", System.nanoTime());

    @Test
    void neverDiffersFromReadingRuleByRule() {
        Map<Decision.Kind, Integer> seen = new EnumMap<>(Decision.Kind.class);
        Random seeds = new Random(SEED);
        for (int i = 0; i < POLICIES; i++) {
            long seed = seeds.nextLong();
            RandomPolicy random = new RandomPolicy(new Random(seed));
            Policy policy = random.policy(new Random(seed).nextInt(40));
            CompiledPolicy compiled = CompiledPolicy.of(policy);
            ReferencePolicy reference = new ReferencePolicy(policy);
            for (int j = 0; j < REQUESTS; j++) {
                PolicyInput input = random.input();
                Decision expected = reference.decide(input);
                Decision decided = compiled.decide(input);
                if (!same(decided, expected)) {
                    fail("-Doutloop.seed=%d, policy %d, request %d: %s instead of %s", SEED, i, j, decided, expected);
                }
                seen.merge(decided.kind(), 1, Integer::sum);
            }
        }
        assertThat(seen).hasSize(4);
        // A generator that always ends in the same decision would show nothing.
        assertThat(seen)
                .hasSize(4)
                .allSatisfy((kind, count) -> assertThat(count)
                        .as("%s, -Doutloop.seed=%d", kind, SEED)
                        .isGreaterThan(POLICIES * REQUESTS / 100));
    }

    private static boolean same(Decision decided, Decision expected) {
        return decided.kind() == expected.kind()
                && decided.rule().equals(expected.rule())
                && decided.limits().equals(expected.limits())
                && decided.approval().equals(expected.approval());
    }
}
