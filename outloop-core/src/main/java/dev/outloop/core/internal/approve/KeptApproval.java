package dev.outloop.core.internal.approve;

import dev.outloop.policy.Approval;
import dev.outloop.policy.ApprovalRequest;
import dev.outloop.policy.ApprovalTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One approval as the book has it now. For whoever holds the book. */
final class KeptApproval {

    /** How far a clock may be set back, as clocks are by their servers, before what was said later is not yet said. */
    private static final Duration SET_BACK = Duration.ofMinutes(1);

    private ApprovalRequest request;
    private Approval.State state = Approval.State.PENDING;
    private int used;
    private @Nullable Instant decidedAt;
    private @Nullable String note;

    private long size;

    KeptApproval(ApprovalRequest request) {
        this.request = request;
        this.size = sizeOf(request);
    }

    ApprovalRequest request() {
        return request;
    }

    Approval.State state() {
        return state;
    }

    int used() {
        return used;
    }

    boolean isOpen() {
        return state == Approval.State.PENDING || state == Approval.State.APPROVED || state == Approval.State.REJECTED;
    }

    /** Of two answers a no counts. */
    void answer(boolean approved, Instant time, @Nullable String said) {
        state = approved ? Approval.State.APPROVED : Approval.State.REJECTED;
        decidedAt = time;
        note = said;
        if (!approved) {
            request = withoutContent(request);
            size = sizeOf(request);
        }
    }

    void use(int times) {
        used = Math.max(used, times);
        if (used >= request.terms().times()) {
            state = Approval.State.USED;
        }
    }

    void end(Approval.State ended) {
        state = ended;
    }

    /** Whether it can be used at that time. */
    boolean isUsable(Instant time) {
        return state == Approval.State.APPROVED
                && decidedAt != null
                && !time.isBefore(decidedAt.minus(SET_BACK))
                && time.isBefore(endsAt());
    }

    /** When it is over, as it is now. */
    Instant endsAt() {
        ApprovalTerms terms = request.terms();
        return state == Approval.State.APPROVED && decidedAt != null
                ? decidedAt.plus(terms.within())
                : request.requestedAt().plus(terms.waiting());
    }

    Approval view() {
        return Approval.of(request, state, used, decidedAt, note);
    }

    /** How many bytes of memory and disk it takes, roughly. */
    long sizeBytes() {
        return size;
    }

    private static long sizeOf(ApprovalRequest request) {
        long size = request.url().length() + request.reason().length() + 512L;
        for (var field : request.headers()) {
            size += field.name().length() + field.value().length();
        }
        return size + request.body().map(body -> body.length).orElse(0);
    }

    /** The same without header fields and body, which nobody is shown any more. */
    static ApprovalRequest withoutContent(ApprovalRequest request) {
        return ApprovalRequest.builder(request.id())
                .caller(request.workspace(), request.runtime())
                .action(request.alias(), request.service(), request.action(), request.writes())
                .http(request.method(), request.url(), List.of(), null)
                .rule(request.rule(), request.reason(), request.terms())
                .fingerprint(request.fingerprint(), request.definition())
                .requestedAt(request.requestedAt())
                .build();
    }
}
