package dev.outloop.core.internal.pipeline;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.action.Effect;
import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.admit.Deadlines.Deadline;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.authorize.ApprovalNeeded;
import dev.outloop.core.internal.authorize.AuthorizedAction;
import dev.outloop.core.internal.dispatch.RawResponse;
import dev.outloop.core.internal.journal.RecordedAttempt;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.core.internal.lease.LeasedAction;
import dev.outloop.core.internal.redact.RedactedResponse;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Approval;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The order of the stages. Every request, typed or raw, takes this way and there is no other. Thread-safe. */
final class Pipeline {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final Stages stages;
    private final Attempts attempts;

    Pipeline(Stages stages, Attempts attempts) {
        this.stages = stages;
        this.attempts = attempts;
    }

    ActionResult perform(ActionRequest request, CallScope scope, Supplier<Rulebook> rules, Delivery delivery) {
        Track track = new Track(scope.id(), request.alias(), stages.listener());
        try {
            return attemptOrAsk(request, scope, rules, delivery, track);
        } catch (Refused refused) {
            return refuse(scope, track, refused);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return refuse(scope, track, defect(scope, e));
        }
    }

    /** Once a person has answered, everything is judged again, from the first check on and by the rules of now. */
    private ActionResult attemptOrAsk(
            ActionRequest request, CallScope scope, Supplier<Rulebook> rules, Delivery delivery, Track track)
            throws Refused {
        Optional<ActionResult> waits;
        try {
            return attempt(request, scope, rules.get(), delivery, track);
        } catch (ApprovalNeeded needed) {
            waits = ask(needed, scope, track, true);
        }
        if (waits.isPresent()) {
            return waits.get();
        }
        track.next("admit");
        try {
            return attempt(request, scope, rules.get(), delivery, track);
        } catch (ApprovalNeeded again) {
            return ask(again, scope, track, false)
                    .orElseThrow(() -> Refused.of(
                            ErrorCode.ACCESS_CHANGED, "What was approved changed meanwhile; send the request again."));
        }
    }

    private Optional<ActionResult> ask(ApprovalNeeded needed, CallScope scope, Track track, boolean mayAsk)
            throws Refused {
        track.next("approve");
        Optional<Approval> waiting = stages.approvals().ask(needed, scope, track, mayAsk);
        waiting.ifPresent(any -> track.end(ErrorCode.APPROVAL_REQUIRED));
        return waiting.map(
                approval -> Sentences.pending(scope.id(), approval.request().id(), needed.decision()));
    }

    private ActionResult attempt(
            ActionRequest request, CallScope scope, Rulebook rulebook, Delivery delivery, Track track)
            throws Refused, ApprovalNeeded {
        if (stages.callers().recognises(request.caller())) {
            track.proven(request.caller());
        }
        requireRunning(scope);
        AdmittedAction admitted = stages.admit().admit(request, scope, rulebook.snapshot(), track::found);
        track.admitted(admitted);
        track.next("authorize");
        AuthorizedAction authorized = stages.authorize().authorize(admitted, rulebook.policy());
        track.next("journal");
        Effect effect = Effect.NONE;
        long responseBytes = 0;
        CallScope.Handle standing = stages.callers().enter(request.caller(), scope);
        try (Deadline deadline = stages.deadlines()
                .start(scope, admitted.binding().service().limits().deadline())) {
            attempts.begin(authorized, rulebook);
            RecordedAttempt recorded = stages.journal().record(authorized);
            effect = Effect.UNKNOWN;
            track.next("lease");
            Ending ending = exchange(recorded, deadline, rulebook, delivery, track);
            effect = ending.outcome().effect();
            responseBytes = ending.outcome().bodyBytes();
            track.end(ending.code());
            return ending.result().apply(stages.journal().outcome(recorded, ending.outcome(), track.elapsed()));
        } finally {
            standing.close();
            attempts.end(authorized);
            authorized.reserved().settle(effect, responseBytes);
        }
    }

    private Ending exchange(
            RecordedAttempt recorded, Deadline deadline, Rulebook rulebook, Delivery delivery, Track track) {
        CallScope scope = recorded.admitted().scope();
        try (LeasedAction leased = stages.lease().lease(recorded, deadline.remaining())) {
            Learning.learn(stages.secrets(), leased);
            track.next("dispatch");
            try (RawResponse raw = stages.dispatch().dispatch(leased)) {
                Optional<LeasedAction> renewed = Refusal.renew(stages.lease(), raw, leased, deadline);
                return renewed.isEmpty()
                        ? show(raw, List.of(), rulebook, delivery, track)
                        : again(raw, renewed.get(), leased, rulebook, delivery, track);
            }
        } catch (Stopped stopped) {
            String sentence = stages.redact()
                    .scrub(
                            stopped.sentence(),
                            recorded.admitted().binding().workspace().name());
            return Ending.stopped(scope.id(), new Stopped(stopped.code(), stopped.effect(), sentence));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            Effect effect = track.isIn("lease") ? Effect.NONE : Effect.UNKNOWN;
            Refused defect = defect(scope, e);
            return Ending.stopped(scope.id(), new Stopped(defect.code(), effect, defect.sentence()));
        }
    }

    /** The same request with another credential, in place of the one that was refused. */
    private Ending again(
            RawResponse refused,
            LeasedAction renewed,
            LeasedAction before,
            Rulebook rulebook,
            Delivery delivery,
            Track track)
            throws Stopped {
        try (LeasedAction leased = renewed) {
            refused.close(); // for its connection
            Learning.learn(stages.secrets(), leased);
            try (RawResponse raw = Refusal.repeated(() -> stages.dispatch().dispatch(leased))) {
                List<Secret> old = before.leases().stream().map(Lease::secret).toList();
                return show(raw, old, rulebook, delivery, track);
            }
        }
    }

    private Ending show(RawResponse raw, List<Secret> alsoSecret, Rulebook rulebook, Delivery delivery, Track track)
            throws Stopped {
        track.next("redact");
        try (RedactedResponse redacted = stages.redact().open(raw, alsoSecret, rulebook.detectors())) {
            return delivery.deliver(raw.leased().admitted().scope(), redacted);
        }
    }

    /** A call that was cancelled before it began is not attempted. */
    static void requireRunning(CallScope scope) throws Refused {
        if (scope.stopCode().isPresent()) {
            ErrorCode reason = scope.stopCode().get();
            throw Refused.of(
                    reason,
                    reason == ErrorCode.CONCURRENCY_LIMITED
                            ? "The broker has as many calls under way as it takes; try again when one has ended."
                            : "The call was ended before it was attempted.");
        }
    }

    private ActionResult refuse(CallScope scope, Track track, Refused refused) {
        track.end(refused.trueCause());
        Refused shown = stages.journal().denied(track.subject().rule(refused.rule()), refused);
        return ActionResult.Denied.of(scope.id(), shown.code(), shown.sentence());
    }

    /** A defect is told apart by where it is, never by its message, which may quote the request. */
    private static Refused defect(CallScope scope, Throwable e) {
        StackTraceElement[] frames = e.getStackTrace();
        LOG.error("call {}: {} at {}", scope.id(), e.getClass().getName(), frames.length > 0 ? frames[0] : "?");
        return Refused.of(
                ErrorCode.INTERNAL_ERROR, "The broker failed; tell the person who runs it the id of this call.");
    }
}
