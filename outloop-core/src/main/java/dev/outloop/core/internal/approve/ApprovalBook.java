package dev.outloop.core.internal.approve;

import dev.outloop.policy.Approval;
import dev.outloop.policy.ApprovalRequest;
import dev.outloop.spi.ApprovalStore.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that is open, and which first uses were made. Not thread-safe. */
final class ApprovalBook {

    /** The most that wait of one caller: more than a person looks at. */
    static final int MOST_WAITING = 64;

    /** The most that are kept of one caller: waiting, approved and not used up, or rejected and still holding. */
    static final int MOST_KEPT = 256;

    /** The most text and bodies that are kept of one caller. */
    static final long MOST_KEPT_BYTES = 4L * 1024 * 1024;

    /** A first use: of which action of whom, under which definition. */
    record FirstUse(String name, String definition) {}

    private final Map<String, KeptApproval> byId = new LinkedHashMap<>();
    private final Map<String, KeptApproval> byFingerprint = new HashMap<>();
    private final Map<FirstUse, ApprovalRequest> free = new LinkedHashMap<>();

    /** Adds one that waits; if the log has another one of the same request, which a failure has left, that one goes. */
    void add(ApprovalRequest request) {
        KeptApproval before = byFingerprint.get(request.fingerprint());
        if (before != null) {
            remove(before);
        }
        KeptApproval added = new KeptApproval(request);
        byId.put(request.id(), added);
        byFingerprint.put(request.fingerprint(), added);
    }

    @Nullable
    KeptApproval byId(String id) {
        return byId.get(id);
    }

    @Nullable
    KeptApproval byFingerprint(String fingerprint) {
        return byFingerprint.get(fingerprint);
    }

    /** One use more, which may be the first of an action. */
    void use(KeptApproval kept, int times, @Nullable String firstUse) {
        kept.use(times);
        if (firstUse != null) {
            setFree(firstUse, kept.request());
        }
        if (!kept.isOpen()) {
            remove(kept);
        }
    }

    void setFree(String firstUse, ApprovalRequest request) {
        free.put(new FirstUse(firstUse, request.definition()), KeptApproval.withoutContent(request));
    }

    void end(KeptApproval kept, Approval.State state) {
        kept.end(state);
        remove(kept);
    }

    void forget(FirstUse firstUse) {
        free.remove(firstUse);
    }

    /** The approval by which an action is free. */
    Optional<Approval> free(Claim claim) {
        return claim.firstUse()
                .map(name -> free.get(new FirstUse(name, claim.definition())))
                .map(request -> Approval.of(request, Approval.State.USED, 1, null, null));
    }

    /** Whether another request of the same caller may wait. */
    boolean hasRoomFor(ApprovalRequest request) {
        long waiting = 0;
        long count = 0;
        long bytes = new KeptApproval(request).sizeBytes();
        for (KeptApproval kept : byId.values()) {
            if (isOfSameCaller(kept.request(), request)) {
                waiting += kept.state() == Approval.State.PENDING ? 1 : 0;
                count++;
                bytes += kept.sizeBytes();
            }
        }
        return waiting < MOST_WAITING && count < MOST_KEPT && bytes <= MOST_KEPT_BYTES;
    }

    /** What is over at that time. */
    List<KeptApproval> over(Instant time) {
        return byId.values().stream()
                .filter(kept -> !time.isBefore(kept.endsAt()))
                .toList();
    }

    /** What is bound to other definitions than these. */
    List<KeptApproval> boundToOthers(Set<String> definitions) {
        return byId.values().stream()
                .filter(kept -> !definitions.contains(kept.request().definition()))
                .toList();
    }

    /** First uses under other definitions than these. */
    List<FirstUse> freeUnderOthers(Set<String> definitions) {
        return free.keySet().stream()
                .filter(each -> !definitions.contains(each.definition()))
                .toList();
    }

    Collection<KeptApproval> kept() {
        return byId.values();
    }

    /** How many lines it takes at most to make the same book. */
    int lineCount() {
        return free.size() + 3 * byId.size();
    }

    /** The lines from which the same book is made. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        free.forEach((firstUse, request) -> lines.add(ApprovalLine.free(firstUse.name(), request)));
        for (KeptApproval kept : byId.values()) {
            lines.add(ApprovalLine.asked(kept.request()));
            Approval view = kept.view();
            view.decidedAt()
                    .ifPresent(time -> lines.add(ApprovalLine.answered(
                            kept.request().id(),
                            kept.state() != Approval.State.REJECTED,
                            time,
                            view.note().orElse(null))));
            if (kept.used() > 0) {
                lines.add(ApprovalLine.used(kept.request().id(), kept.used(), "", null));
            }
        }
        return lines;
    }

    private void remove(KeptApproval kept) {
        byId.remove(kept.request().id());
        byFingerprint.remove(kept.request().fingerprint(), kept);
    }

    private static boolean isOfSameCaller(ApprovalRequest one, ApprovalRequest other) {
        return one.workspace().name().equals(other.workspace().name())
                && one.runtime().equals(other.runtime());
    }
}
