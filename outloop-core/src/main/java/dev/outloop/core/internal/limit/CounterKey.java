package dev.outloop.core.internal.limit;

import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Kind;
import dev.outloop.spi.LimitStore.Charge;

/**
 * What a count belongs to. What makes its units mean something else makes it another count; how much is allowed, and how
 * often, does not, so that a changed number keeps what was counted.
 */
record CounterKey(String kind, String limit, String per, String measure, String subject) {

    static CounterKey of(Charge charge) {
        return of(charge.limit(), charge.subject());
    }

    static CounterKey of(LimitDefinition limit, String subject) {
        return new CounterKey(
                limit.kind().toString(),
                limit.name(),
                limit.per().toString(),
                limit.measure().toString(),
                subject);
    }

    /** Whether what is counted has to be durable before anything is done under it. */
    boolean isBudget() {
        return kind.equals(Kind.BUDGET.toString());
    }

    /** Whether what is counted survives a restart at all. */
    boolean isKept() {
        return !kind.equals(Kind.CONCURRENCY.toString());
    }
}
