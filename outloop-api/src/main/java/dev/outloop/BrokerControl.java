package dev.outloop;

import dev.outloop.action.ActionRequest;
import dev.outloop.identity.Caller;
import dev.outloop.policy.Explanation;
import java.time.Duration;

/**
 * What only the person's side holds: it says who callers are, explains, and ends the broker. Never give it to code that
 * takes an agent's requests. Thread-safe.
 */
public interface BrokerControl extends AutoCloseable {

    /** The side that adapters for agents may hold. */
    Broker broker();

    /**
     * A caller on this host's own word: it started the agent, or knows otherwise who it is.
     *
     * @throws IllegalArgumentException if there is no workspace of that name, or the runtime's is no name
     */
    Caller assertCaller(String workspace, String runtime);

    /**
     * A token of 256 random bits for an agent to prove itself with. Tokens are known until the broker is closed.
     *
     * @throws IllegalArgumentException as {@link #assertCaller}
     */
    CallerToken issueToken(String workspace, String runtime, Duration validFor);

    /** Ends a token and every caller that it authenticated; false if there is none of that id. */
    boolean revokeToken(String id);

    /** Why a request would be allowed or refused, with the causes that an agent is not told. Asks no vault. */
    Explanation explain(ActionRequest request);

    /** Cancels running calls, waits for the trail and closes vaults and sink. Closing twice is harmless. */
    @Override
    void close();
}
