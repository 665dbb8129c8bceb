package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.policy.Policy;
import java.util.Map;

/** Whether rules and limits name only what there is. */
final class PolicyCheck {

    private PolicyCheck() {}

    static void check(Policy policy, Map<String, Access> accesses, Findings findings) {}
}
