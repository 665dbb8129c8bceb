package dev.outloop.core.internal.pipeline;

import dev.outloop.UnconfirmedOrigin;
import dev.outloop.core.internal.admit.Binding;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.detect.Detectors;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.SecretRef;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts other definitions into force while calls run: as a whole or not at all, one change at a time. Everything that can
 * fail comes before the one step that makes them visible. Thread-safe.
 */
final class Changeover {

    private static final Logger LOG = LoggerFactory.getLogger(Changeover.class);

    private final Stages stages;
    private final Attempts attempts;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean closed;

    Changeover(Stages stages, Attempts attempts) {
        this.stages = stages;
        this.attempts = attempts;
    }

    /** See {@link Engine#replace}. */
    void replace(Snapshot definitions, @Nullable Detectors detectors) throws IOException {
        List<Binding> ended;
        lock.lock();
        try {
            requireOpen();
            Snapshot old = attempts.current().snapshot();
            Snapshot next = definitions.after(old);
            Rulebook rulebook = Rulebook.of(next, detectors);
            stages.callers().folders().see(next.workspaces());
            record(old, next);
            stages.redact().use(detectors);
            attempts.change(rulebook);
            stages.callers().folders().use(next.workspaces());
            retainTokens(next);
            ended = old.endedBy(next);
        } finally {
            lock.unlock();
        }
        // Whoever entered one of these before the change is found here, and whoever does so later finds it ended.
        ended.forEach(binding -> binding.end(ErrorCode.ACCESS_CHANGED));
        ended.forEach(stages.dispatch()::closeBinding);
        attempts.current().snapshot().bindings().forEach(stages.dispatch()::readTrustAnew);
        attempts.judgeAnew();
    }

    /** See {@link Engine#confirmOrigin}. */
    void confirm(UnconfirmedOrigin origin) throws IOException {
        lock.lock();
        try {
            requireOpen();
            Snapshot now = attempts.current().snapshot();
            if (!stages.origins().unconfirmed(now).contains(origin)) {
                throw new IllegalArgumentException("exactly this does not wait to be confirmed; list anew what does");
            }
            stages.journal().confirmed(now, origin);
            stages.origins().confirm(origin, now);
        } finally {
            lock.unlock();
        }
    }

    /** Has the trail go on, with the definitions that are in force. */
    void renewTrail() throws IOException {
        lock.lock();
        try {
            if (stages.journal().failure().isPresent()) {
                stages.journal().renew();
                stages.journal().configured(null, attempts.current().snapshot());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets no later change begin; one under way may still fail or succeed, which no call sees any more. */
    void close() {
        closed = true;
    }

    /** What has to last before definitions come into force. If one part fails, those before it are taken back. */
    private void record(Snapshot old, Snapshot next) throws IOException {
        List<UnconfirmedOrigin> known = stages.origins().unconfirmed(old);
        stages.journal()
                .configured(
                        old,
                        next,
                        stages.origins().unconfirmed(next).stream()
                                .filter(origin -> !known.contains(origin))
                                .toList());
        Set<SecretRef> seen = Set.of();
        boolean complete = false;
        try {
            seen = stages.origins().trust(next);
            stages.approvals().keepOnly(next);
            complete = true;
        } finally {
            if (!complete) {
                takeBack(old, next, seen);
            }
        }
    }

    private void takeBack(Snapshot inForce, Snapshot refused, Set<SecretRef> seen) {
        try {
            stages.journal().configured(refused, inForce);
        } catch (IOException e) {
            LOG.error("the trail says that definitions came into force which did not, and takes no correction");
        }
        try {
            stages.origins().forget(seen);
        } catch (IOException e) {
            LOG.warn("references of definitions that did not come into force are kept as seen");
        }
    }

    private void retainTokens(Snapshot next) {
        try {
            stages.tokens().retain(next);
        } catch (IOException e) {
            LOG.error("tokens of workspaces that are no more are ended, but this could not be remembered");
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the broker is closed");
        }
    }
}
