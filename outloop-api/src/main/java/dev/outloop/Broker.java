package dev.outloop;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.action.ActionSummary;
import dev.outloop.identity.Caller;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Performs approved actions: what an adapter that serves agents may hold.
 *
 * <p><b>Guarantees:</b> no credential is in anything that it returns, in the encodings that the redact stage knows; a
 * request is attempted only after caller, access, pins and policy were checked and the attempt is durable on the trail;
 * a refused request asks neither vault nor service. <b>Does not guarantee</b> anything against code in the same process,
 * nor against a service that hands its credential out in a form of its own.
 *
 * <p>Thread-safe and blocking; fit for virtual threads.
 */
public interface Broker {

    /** The caller that a token was issued for; empty if it is unknown, expired or revoked. */
    Optional<Caller> authenticate(CharSequence token);

    /**
     * The same for an agent that works in a folder, which the token alone does not say. The folder only narrows: each
     * request of this caller is refused with {@code WORKSPACE_MISMATCH} unless the folder is, then as now, an existing one
     * within its workspace's, with links resolved. It never chooses a workspace, and where the token's workspace has no
     * folder, every folder is outside.
     *
     * @param workingDirectory absolute; not null
     */
    Optional<Caller> authenticate(CharSequence token, Path workingDirectory);

    /** What the caller may ask for now; empty for a caller that is not this broker's. */
    List<ActionSummary> actions(Caller caller);

    /** Starts a call that can be cancelled from another thread. Nothing is checked before it is performed. */
    Call newCall(ActionRequest request);

    /** Performs a request; the same as {@code newCall(request).perform()}. */
    default ActionResult perform(ActionRequest request) {
        return newCall(request).perform();
    }
}
