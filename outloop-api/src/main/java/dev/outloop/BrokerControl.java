package dev.outloop;

import dev.outloop.action.ActionRequest;
import dev.outloop.identity.Caller;
import dev.outloop.policy.Explanation;
import dev.outloop.secret.SecretRef;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

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

    /** What is known of every vault, in the order of their names. Asks none. */
    List<VaultHealth> health();

    /**
     * Asks every vault that can be asked without naming a secret how it is, all at once, and returns what is then known of
     * all of them. One that refuses the broker's credential loses what the broker kept of it.
     *
     * @param atMost how long to wait; one that has not answered by then is as it was, until it answers
     */
    List<VaultHealth> checkVaults(Duration atMost);

    /**
     * Forgets what the broker keeps under a reference. Nobody who asks after this has returned is lent an older value, and
     * neither is anybody who waits for one now. What is on loan already stays so until its call ends.
     *
     * @throws IllegalArgumentException if there is no such vault; the message names those that there are
     */
    void invalidate(SecretRef ref);

    /**
     * The same for everything that the broker keeps of a vault, its failures included: the next question is asked, unless
     * the vault wants to be left alone.
     *
     * @throws IllegalArgumentException if there is no such vault; the message names those that there are
     */
    void invalidate(String vault);

    /**
     * The secrets that would go to an origin which nobody has confirmed yet, in the order of their references. Calls that
     * need one are refused with {@code ORIGIN_UNCONFIRMED}.
     */
    List<UnconfirmedOrigin> unconfirmedOrigins();

    /**
     * Lets a secret go to the origin that a person has been shown. Those of its origins that no service of the present
     * configuration has any more are forgotten: going back to one has to be confirmed too. The trail has it first.
     *
     * @throws IllegalArgumentException if exactly this does not wait for a person; list anew
     * @throws IOException if it cannot be recorded or kept; it then waits as before
     */
    void confirmOrigin(UnconfirmedOrigin origin) throws IOException;

    /** Cancels running calls, waits for the trail and closes vaults and sink. Closing twice is harmless. */
    @Override
    void close();
}
