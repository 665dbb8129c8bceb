package dev.outloop.spi;

import dev.outloop.policy.ApprovalRequest;
import java.time.Duration;

/**
 * Puts a request before a person: a window, a message, a question that the agent's client shows its user. Thread-safe.
 *
 * <p>It is asked once for each request that begins to wait, after the trail has it, on a thread of its own while the call
 * waits. One that throws, returns null, or takes longer than it is given, has not answered: its thread is interrupted, what
 * it says later does not count, the request waits on, and the answer comes through {@code BrokerControl}. Whoever answers has to be a person, and never the agent: an answer is worth what the way to it is.
 */
@FunctionalInterface
public interface Approver {

    /**
     * Asks.
     *
     * @param request what it is about
     * @param atMost how long to wait for the answer
     */
    Answer ask(ApprovalRequest request, Duration atMost);

    /** What the person says. This set is closed. */
    enum Answer {
        /** Yes. */
        APPROVED,
        /** No. */
        REJECTED,
        /** Nothing yet: the answer comes later, through {@code BrokerControl}. */
        LATER
    }
}
