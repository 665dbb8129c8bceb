package dev.outloop;

import dev.outloop.action.ActionRequest;
import dev.outloop.identity.Caller;
import dev.outloop.policy.Approval;
import dev.outloop.policy.Explanation;
import dev.outloop.secret.SecretRef;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
     * The same for an agent that works in a folder. The folder only narrows what the caller is given; one that is not
     * within the workspace is no error here, but each request is then refused with {@code WORKSPACE_MISMATCH} and recorded.
     *
     * @param workingDirectory absolute; where the workspace has no folder, every one is outside
     * @throws IllegalArgumentException as {@link #assertCaller(String, String)}
     */
    Caller assertCaller(String workspace, String runtime, Path workingDirectory);

    /**
     * A token of 256 random bits for an agent to prove itself with. It is known to this broker alone: until that is closed,
     * or, if the configuration names a folder for state, to the next broker with that folder too.
     *
     * @throws IllegalArgumentException as {@link #assertCaller(String, String)}, or if the time is not positive
     * @throws IllegalStateException if the broker knows as many tokens as it may; revoke some
     * @throws java.io.UncheckedIOException if the folder for state does not take it; there is then no token
     */
    CallerToken issueToken(String workspace, String runtime, Duration validFor);

    /**
     * A new token in place of one, valid for as long as that was issued for. The old one ends with the overlap, or earlier
     * if it was to; with an overlap of zero, its callers and their calls end at once, as by {@link #revokeToken}. Each of
     * the two is revoked by its own id.
     *
     * @param overlap how long both are valid; not negative
     * @throws IllegalArgumentException if there is no token of that id
     * @throws IllegalStateException as {@link #issueToken}
     * @throws java.io.UncheckedIOException if the folder for state does not take the new one; the old one is then unchanged
     */
    CallerToken rotateToken(String id, Duration overlap);

    /**
     * Ends a token, every caller that it authenticated and their calls under way, which stop with
     * {@code CALLER_NOT_RECOGNISED}; false if there is none of that id.
     *
     * @throws java.io.UncheckedIOException if the folder for state does not take it; the token is ended all the same, but
     *     not for a broker that is started later
     */
    boolean revokeToken(String id);

    /** The tokens that are valid now, in the order in which they were issued. */
    List<TokenInfo> tokens();

    /** The folders of all workspaces that have one and their approved worktrees, looked at now. */
    List<WorkspaceFolder> folders();

    /**
     * Approves what a workspace's configured folder is now, after it was moved, made again or replaced by a link. Only for
     * a person who has looked at it.
     *
     * @throws IllegalArgumentException if there is no such workspace, it has no folder, or the folder cannot be told from
     *     another workspace's; the message says which
     * @throws java.io.UncheckedIOException if the folder for state does not take it; nothing is then approved
     */
    WorkspaceFolder approveFolder(String workspace);

    /**
     * The workspace whose Git repository a folder is a linked worktree of, if the repository knows the folder as well;
     * empty if there is none, or the folder is within a workspace already. Approves nothing.
     */
    Optional<String> worktreeOf(Path folder);

    /**
     * Binds a linked worktree of a workspace's repository to that workspace, as if it were within its folder. Only for a
     * person who has looked at it: whoever can write the repository can have it name other folders.
     *
     * @throws IllegalArgumentException if {@link #worktreeOf} does not give that workspace for the folder
     * @throws java.io.UncheckedIOException as {@link #approveFolder}
     */
    WorkspaceFolder approveWorktree(String workspace, Path folder);

    /**
     * Takes an approved worktree back; false if there is none in that folder.
     *
     * @param folder as {@link #folders} gives it
     * @throws java.io.UncheckedIOException if the folder for state does not take it; nothing is then changed
     */
    boolean removeWorktree(String workspace, Path folder);

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
