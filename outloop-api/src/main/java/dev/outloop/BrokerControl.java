package dev.outloop;

import dev.outloop.action.ActionRequest;
import dev.outloop.identity.Caller;
import dev.outloop.policy.Approval;
import dev.outloop.policy.Explanation;
import dev.outloop.secret.SecretRef;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * What waits for a person, or was approved and can still be used, oldest first. What agents gave is shown with known
     * secrets cut, and may be confidential all the same.
     *
     * @throws IOException if what is kept cannot be read
     */
    List<Approval> approvals() throws IOException;

    /**
     * Says yes to a request that waits, for a person who was shown it. The trail has the answer before it counts.
     *
     * @param note what the person says to it, or null
     * @throws IllegalArgumentException if no request of that id waits, or no longer
     * @throws IOException if the answer cannot be recorded or kept; it does not count then
     */
    Approval approve(String id, @Nullable String note) throws IOException;

    /**
     * Says no to a request that waits; the same request is then refused until its time to wait is over.
     *
     * @param note why, which the agent is told with known secrets cut; empty for no more than that it was refused
     * @throws IllegalArgumentException as {@link #approve}
     * @throws IOException as {@link #approve}
     */
    Approval reject(String id, String note) throws IOException;

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

    /** Cancels running calls, waits for the trail and closes vaults and sink. Closing twice is harmless. */
    @Override
    void close();
}
