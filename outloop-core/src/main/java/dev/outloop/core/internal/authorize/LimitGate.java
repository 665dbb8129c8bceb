package dev.outloop.core.internal.authorize;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.policy.LimitDefinition;
import java.util.Collection;
import java.util.List;

/** Where an allowed request gets its share of limits. Thread-safe. */
public interface LimitGate extends AutoCloseable {

    /**
     * Takes what the request needs of all limits, or nothing. A request with others inside it needs what they need.
     *
     * @param judged which of the requests inside it each limit counts
     * @throws Refused with the limit's code and when to try again, or with STATE_UNAVAILABLE
     */
    Reserved reserve(AdmittedAction admitted, Collection<LimitDefinition> limits, Judgement judged) throws Refused;

    /** What is left of each limit for such a request, in a few words, without taking anything; for explanations. */
    List<String> look(AdmittedAction admitted, Collection<LimitDefinition> limits);

    @Override
    void close();
}
