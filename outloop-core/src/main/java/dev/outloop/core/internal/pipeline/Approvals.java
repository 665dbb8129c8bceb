package dev.outloop.core.internal.pipeline;

import dev.outloop.core.internal.admit.Binding;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.approve.AskedPerson;
import dev.outloop.core.internal.approve.StoredApprovals;
import dev.outloop.core.internal.authorize.ApprovalNeeded;
import dev.outloop.core.internal.journal.Journal;
import dev.outloop.core.internal.journal.Subject;
import dev.outloop.policy.Approval;
import dev.outloop.spi.Approver.Answer;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens between a request that a person has to approve and their answer: it waits, the trail has that it does, then
 * the person is asked; the trail has the answer before it counts. Thread-safe.
 */
final class Approvals {

    private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);
    private static final int ID_BYTES = 8;

    private final StoredApprovals stored;
    private final AskedPerson person;
    private final Journal journal;
    private final SecureRandom random = new SecureRandom();

    /** One answer at a time, so that the trail has no two answers to one request. */
    private final ReentrantLock answering = new ReentrantLock();

    Approvals(StoredApprovals stored, AskedPerson person, Journal journal) {
        this.stored = stored;
        this.person = person;
        this.journal = journal;
    }

    /**
     * Has the request wait, and asks the person if it begins to.
     *
     * @param track has the call's subject
     * @param mayAsk whether the person may be asked
     * @return the one that waits; empty if it was answered, so that it is worth to try again
     * @throws Refused if it cannot wait, or the trail cannot have that it does
     */
    Optional<Approval> ask(ApprovalNeeded needed, CallScope scope, Track track, boolean mayAsk) throws Refused {
        String id = newId();
        Approval asked = stored.ask(id, needed);
        if (asked.state() == Approval.State.APPROVED) {
            return Optional.empty();
        }
        Subject subject = track.subject()
                .rule(needed.decision().rule())
                .approval(asked.request().id());
        if (!asked.request().id().equals(id)) {
            journal.pending(subject);
            return Optional.of(asked);
        }
        journal.beginsToWait(subject);
        Answer answer = mayAsk ? person.ask(asked.request(), scope) : Answer.LATER;
        return answer == Answer.LATER || !keeps(id, answer == Answer.APPROVED) ? Optional.of(asked) : Optional.empty();
    }

    /** What waits or can be used. */
    List<Approval> open() throws IOException {
        return stored.open();
    }

    /**
     * Records an answer, then keeps it.
     *
     * @throws IllegalArgumentException if none of that id waits
     */
    Approval answer(String id, boolean approved, @Nullable String note) throws IOException {
        answering.lock();
        try {
            Approval waiting = stored.waiting(id);
            journal.answered(waiting.request(), approved);
            return stored.decide(id, approved, note);
        } finally {
            answering.unlock();
        }
    }

    /** Voids what is bound to other definitions. */
    void keepOnly(Snapshot snapshot) throws IOException {
        stored.keepOnly(snapshot.bindings().stream().map(Binding::definition).collect(Collectors.toSet()));
    }

    void close() {
        stored.close();
    }

    /** Whether the answer counts, this one or another that came first; one that cannot be recorded does not. */
    private boolean keeps(String id, boolean approved) {
        try {
            answer(id, approved, null);
            return true;
        } catch (IllegalArgumentException e) {
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.error("an answer to {} could not be recorded or kept, so it does not count", id);
            return false;
        }
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return "approval-" + HexFormat.of().formatHex(bytes);
    }
}
