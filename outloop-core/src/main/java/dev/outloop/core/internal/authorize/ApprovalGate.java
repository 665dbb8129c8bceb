package dev.outloop.core.internal.authorize;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.policy.Decision;
import java.io.IOException;
import java.util.Set;

/** Where a request that a person has to approve is let through, once one has. Thread-safe. */
public interface ApprovalGate extends AutoCloseable {

    /**
     * Uses an approval of this very request.
     *
     * @param decision the one that wants a person
     * @return the approval's id, for the trail
     * @throws Refused with APPROVAL_REQUIRED if a person has to be asked, with APPROVAL_REJECTED if one said no, or with
     *     STATE_UNAVAILABLE
     */
    String claim(AdmittedAction admitted, Decision decision) throws Refused;

    /** Whether there is an approval, in a few words, without using it; for explanations. */
    String look(AdmittedAction admitted, Decision decision);

    /**
     * Ends every approval, and every request that waits for one, whose grant is not among these: what a person was shown
     * is no longer what would be done, even if it should come back. Called before the definitions come into force.
     *
     * @param definitions the hashes of all grants that there are from now on, as {@code Binding.definition()} has them
     * @throws IOException if that cannot be kept; the definitions then do not come into force
     */
    void keepOnly(Set<String> definitions) throws IOException;

    @Override
    void close();
}
