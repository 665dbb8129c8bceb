package dev.outloop.core.internal.approve;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.authorize.ApprovalGate;
import dev.outloop.core.internal.authorize.ApprovalNeeded;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Approval;
import dev.outloop.policy.ApprovalRequest;
import dev.outloop.policy.Decision;
import dev.outloop.spi.ApprovalStore;
import dev.outloop.spi.ApprovalStore.Claim;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way between requests and the store of approvals. A store that fails, throws or breaks its contract lets nothing
 * through. Thread-safe.
 */
public final class StoredApprovals implements ApprovalGate {

    private static final Logger LOG = LoggerFactory.getLogger(StoredApprovals.class);

    private static final int MOST_SHOWN_BYTES = 1024 * 1024;
    private static final int MOST_NOTE_CHARS = 200;

    private final ApprovalStore store;
    private final ShownRequest shown;
    private final UnaryOperator<String> scrub;
    private final Clock clock;

    /** Over a store, which {@link #close} closes; the scrubber cuts known secrets out of what persons are shown. */
    public StoredApprovals(ApprovalStore store, UnaryOperator<String> scrub, Clock clock) {
        this.store = store;
        this.shown = new ShownRequest(scrub);
        this.scrub = scrub;
        this.clock = clock;
    }

    @Override
    public Optional<String> claim(AdmittedAction admitted, Decision decision) throws Refused {
        Claim claim = claim(admitted, decision, clock.instant());
        Approval used = trying(() -> store.claim(claim)).orElse(null);
        if (used == null) {
            return Optional.empty();
        }
        if (used.state() == Approval.State.REJECTED) {
            throw rejected(used);
        }
        requireUse(used, claim);
        return Optional.of(used.request().id());
    }

    /** A store that hands out something else than what was used for this very claim has lost its way. */
    private static void requireUse(Approval used, Claim claim) throws Refused {
        boolean inUse = used.state() == Approval.State.USED || used.state() == Approval.State.APPROVED;
        boolean same = used.request().definition().equals(claim.definition())
                && (claim.firstUse().isPresent() || used.request().fingerprint().equals(claim.fingerprint()));
        if (!inUse || used.used() < 1 || !same) {
            throw unavailable();
        }
    }

    @Override
    public String look(AdmittedAction admitted, Decision decision) {
        try {
            Claim claim = claim(admitted, decision, clock.instant());
            return trying(() -> store.look(claim))
                    .map(found -> found.state() == Approval.State.REJECTED
                            ? rejected(found).sentence()
                            : "A person has approved it: " + found.request().id() + ", used " + found.used() + " of "
                                    + found.request().terms().times() + " times.")
                    .orElse(decision.message());
        } catch (Refused refused) {
            return refused.sentence();
        }
    }

    /**
     * Has a request wait for a person.
     *
     * @param id the approval's, if it begins to wait
     * @return the one that waits, under that id if it begins to; or one that was approved meanwhile
     * @throws Refused if it cannot wait, or was rejected meanwhile
     */
    public Approval ask(String id, ApprovalNeeded needed) throws Refused {
        byte[] body = needed.admitted().request().body();
        requireShowable(body == null ? 0 : body.length);
        ApprovalRequest request = shown.of(id, needed.admitted(), needed.decision(), clock.instant());
        Approval asked = trying(() -> store.ask(request))
                .orElseThrow(
                        () -> Refused.of(
                                ErrorCode.TOO_MANY_PENDING,
                                "Too many requests wait for a person already. Ask the person to answer those, then try again."));
        if (asked.state() == Approval.State.REJECTED) {
            throw rejected(asked);
        }
        if (asked.state() == Approval.State.PENDING || asked.state() == Approval.State.APPROVED) {
            return asked;
        }
        throw Refused.of(ErrorCode.ACCESS_CHANGED, "The access was changed meanwhile; look at it and try again.");
    }

    /** What waits or can be used; what was learnt to be secret since it was kept is cut too. */
    public List<Approval> open() throws IOException {
        return kept(() -> store.open(clock.instant())).stream()
                .map(each -> Approval.of(
                        shown.cleaned(each.request()),
                        each.state(),
                        each.used(),
                        each.decidedAt().orElse(null),
                        each.note().orElse(null)))
                .toList();
    }

    /**
     * The one of that id that waits.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Approval waiting(String id) throws IOException {
        return open().stream()
                .filter(each -> each.request().id().equals(id) && each.state() == Approval.State.PENDING)
                .findFirst()
                .orElseThrow(StoredApprovals::unknown);
    }

    /**
     * Keeps an answer.
     *
     * @throws IllegalArgumentException if none of that id waits
     */
    public Approval decide(String id, boolean approved, @Nullable String note) throws IOException {
        String said = note == null || note.isBlank() ? null : bounded(scrub.apply(note));
        return kept(() -> store.decide(id, approved, said, clock.instant())).orElseThrow(StoredApprovals::unknown);
    }

    /** Voids for good what was approved, or waits, under other definitions than these. */
    public void keepOnly(Set<String> definitions) throws IOException {
        List<Approval> voided = kept(() -> store.keepOnly(definitions, clock.instant()));
        if (!voided.isEmpty()) {
            LOG.info("{} approvals are void, as what was shown has changed", voided.size());
        }
    }

    /** Closes the store. */
    public void close() {
        store.close();
    }

    private static Claim claim(AdmittedAction admitted, Decision decision, Instant time) {
        return Claim.of(
                ApprovalFingerprint.of(admitted, decision),
                admitted.binding().definition(),
                decision.approval().firstUse() ? ApprovalFingerprint.firstUse(admitted, decision) : null,
                admitted.scope().id(),
                time);
    }

    static void requireShowable(int bodyBytes) throws Refused {
        if (bodyBytes > MOST_SHOWN_BYTES) {
            throw Refused.of(
                    ErrorCode.REQUEST_TOO_LARGE,
                    "The body is larger than what a person is shown for approval; send less at once.");
        }
    }

    private Refused rejected(Approval rejected) {
        String note = rejected.note().map(said -> bounded(scrub.apply(said))).orElse("");
        return Refused.of(
                ErrorCode.APPROVAL_REJECTED,
                "A person has refused this request" + (note.isEmpty() ? "." : ": " + note)
                        + " Do not send it again; ask them what to do instead.");
    }

    private static String bounded(String note) {
        StringBuilder out = new StringBuilder();
        note.codePoints().limit(MOST_NOTE_CHARS).forEach(c -> out.appendCodePoint(isPlain(c) ? c : ' '));
        return out.toString().strip();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException("no request of that id waits: it was answered, has expired, is void because"
                + " what was shown has changed, or was never asked");
    }

    /** Asks the store; it may be a host's, so whatever it throws is that nothing is known. */
    private static <T> T trying(Question<T> question) throws Refused {
        try {
            return kept(question);
        } catch (IOException e) {
            LOG.error("the store of approvals failed: {}", e.getMessage());
            throw unavailable();
        }
    }

    @SuppressWarnings("ConstantValue") // a foreign store may return null all the same
    private static <T> T kept(Question<T> question) throws IOException {
        try {
            T answer = question.ask();
            if (answer != null) {
                return answer;
            }
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw new IOException("it threw " + e.getClass().getName(), e);
        }
        throw new IOException("it broke its contract and returned null");
    }

    private static Refused unavailable() {
        return Refused.of(
                ErrorCode.STATE_UNAVAILABLE,
                "The broker cannot read or keep approvals, so nothing was done. Ask the person who runs the broker to"
                        + " look at it, then try again.");
    }

    private interface Question<T> {
        T ask() throws IOException;
    }
}
