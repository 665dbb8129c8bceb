package dev.outloop.core.internal.approve;

import dev.outloop.core.internal.approve.ForgetfulLog.Failure;
import dev.outloop.core.internal.approve.ModelReference.One;
import dev.outloop.policy.Approval;
import dev.outloop.policy.ApprovalRequest;
import dev.outloop.policy.ApprovalTerms;
import dev.outloop.spi.ApprovalStore.Claim;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every history up to a length of: a request under either definition, a claim of it, a yes, a no, an hour or two, a reload
 * to either definition, a restart, and a crash that leaves any subset of what was not forced. One request throughout, so
 * that claims by many threads are claims one after another, in each order. What is in the same state is followed once.
 *
 * <p>As long as the log works, the store does exactly what the reference does. Where one call at a time may fail, before
 * or after its line is durable, it never does more: no use without a person who may have said yes, none beyond the terms,
 * none of another definition, none of what was voided.
 */
final class ApprovalModel {

    private static final String FINGERPRINT = "f";
    private static final List<String> DEFINITIONS = List.of("A", "B");

    private final int depth;
    private final boolean failing;
    private final Set<String> seen = new HashSet<>();
    private long steps;
    private long uses;

    ApprovalModel(int depth, boolean failing) {
        this.depth = depth;
        this.failing = failing;
    }

    /** A moment of a history. */
    private record Moment(
            ForgetfulLog log, ApprovalBook book, LoggedApprovals store, ModelReference reference, String history) {

        static Moment of(ForgetfulLog log, List<String> lines, ModelReference reference, String history)
                throws IOException {
            ApprovalBook book = LoggedApprovals.book(lines);
            LoggedApprovals store = new LoggedApprovals(log, book);
            Moment moment = new Moment(log, book, store, reference, history);
            store.keepOnly(Set.of(reference.current), moment.now());
            return moment;
        }

        Moment fork(String step) throws IOException {
            return of(log.copy(), book.lines(), reference.copy(), history + " " + step);
        }

        Instant now() {
            return Asked.START.plus(Duration.ofHours(reference.hour));
        }
    }

    /** One step; it may throw what the log throws. */
    private interface Step {
        void run(Moment moment) throws IOException;
    }

    /** How many steps were taken in all. */
    long steps() {
        return steps;
    }

    /** In how many of them an approval was used. */
    long uses() {
        return uses;
    }

    /** @throws AssertionError at the first history in which the store does what it must not */
    void run(int times) throws IOException {
        follow(Moment.of(new ForgetfulLog(), List.of(), new ModelReference(times, "A"), ""), depth);
    }

    private void follow(Moment moment, int left) throws IOException {
        String state = left + "|" + moment.log + moment.book.lines() + moment.reference;
        if (left == 0 || !seen.add(state)) {
            return;
        }
        for (String definition : DEFINITIONS) {
            take(moment, left, "ask" + definition, next -> ask(next, definition));
            take(moment, left, "claim" + definition, next -> claim(next, definition));
            take(moment, left, "reload" + definition, next -> reload(next, definition));
        }
        take(moment, left, "yes", next -> answer(next, true));
        take(moment, left, "no", next -> answer(next, false));
        take(moment, left, "later", next -> next.reference.later());
        for (ForgetfulLog survived : moment.log.afterCrash()) {
            steps++;
            Moment next = Moment.of(
                    survived, survived.read(), moment.reference.copy(), moment.history + " crash" + survived.size());
            follow(next, left - 1);
        }
    }

    private void take(Moment before, int left, String name, Step step) throws IOException {
        for (Failure failure : failing ? Failure.values() : new Failure[] {Failure.NONE}) {
            Moment next = before.fork(name + (failure == Failure.NONE ? "" : "(" + failure + ")"));
            next.log.fail(failure);
            steps++;
            try {
                step.run(next);
            } catch (IOException e) {
                require(failing, "the log works", next);
            }
            next.log.fail(Failure.NONE);
            follow(next, left - 1);
        }
    }

    private void ask(Moment now, String definition) throws IOException {
        One open = now.reference.open();
        String id = "id" + now.reference.all.size();
        boolean outdated = !definition.equals(now.reference.current);
        if (!outdated && (failing || open == null)) {
            now.reference.all.add(new One(id, definition));
        }
        ApprovalTerms terms = ApprovalTerms.once()
                .times(now.reference.times, Duration.ofHours(ModelReference.HOURS_TO_USE))
                .waiting(Duration.ofDays(100));
        ApprovalRequest request = Asked.at(now.now(), id, FINGERPRINT, definition, terms, null);
        Approval asked = now.store.ask(request).orElseThrow();
        boolean isVoid = asked.state() == Approval.State.VOID;
        require(isVoid == outdated, "only what is of now begins to wait", now);
        require(failing || isVoid || asked.request().id().equals(open == null ? id : open.id), "asked once", now);
    }

    private void answer(Moment now, boolean approved) throws IOException {
        One asked = now.reference.all.stream()
                .filter(failing ? one -> !one.over : One::waits)
                .findFirst()
                .orElse(null);
        String id = asked == null ? "id0" : asked.id;
        if (asked != null) {
            asked.maySayYes |= approved;
        }
        Optional<Approval> answered = now.store.decide(id, approved, null, now.now());
        require(failing || answered.isPresent() == (asked != null), "answered once", now);
        if (asked != null && answered.isPresent()) {
            asked.yes = approved;
            asked.no = !approved;
            asked.hour = now.reference.hour;
        }
    }

    private void claim(Moment now, String definition) throws IOException {
        Optional<Approval> claimed = now.store.claim(Claim.of(FINGERPRINT, definition, null, "call", now.now()));
        boolean used = claimed.isPresent() && claimed.get().state() != Approval.State.REJECTED;
        if (!failing) {
            One open = now.reference.open();
            boolean expected = open != null && open.yes && open.definition.equals(definition);
            require(used == expected, "used exactly when it may be", now);
        }
        if (used) {
            uses++;
            One one = now.reference.named(claimed.get().request().id());
            require(one.maySayYes, "used only after a yes", now);
            require(!one.no, "not used after a no", now);
            require(!one.over, "not used once it is void or over", now);
            require(one.definition.equals(definition), "used for its definition", now);
            require(++one.uses <= now.reference.times, "used as often as was approved", now);
        }
    }

    private void reload(Moment now, String definition) throws IOException {
        now.store.keepOnly(Set.of(definition), now.now());
        now.reference.reload(definition);
    }

    private static void require(boolean holds, String rule, Moment moment) {
        if (!holds) {
            throw new AssertionError(rule + ", but not after" + moment.history);
        }
    }
}
