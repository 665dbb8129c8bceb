package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.authorize.AuthorizedAction;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Numbers what happens and has it kept, before anything else happens. Thread-safe.
 *
 * <p>Once its sink fails it stays failed and refuses every attempt, until the trail is opened anew: what the trail has
 * after a failure is not known.
 */
public final class Journal implements AutoCloseable {

    private final AuditSink sink;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private long sequence;
    private volatile @Nullable String failure;

    /** Goes on after the sink's last record; the journal closes the sink. */
    public Journal(AuditSink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
        this.sequence = sink.lastSequence();
    }

    /**
     * Makes the attempt durable.
     *
     * @throws Refused with AUDIT_UNAVAILABLE if that is not possible
     */
    public RecordedAttempt record(AuthorizedAction action) throws Refused {
        Subject subject = Subject.of(action.admitted()).rule(action.decision().rule());
        try {
            awaitDurable(append(AuditEvent.ATTEMPT, subject.actionId(), subject::writeTo));
        } catch (IOException e) {
            throw unavailable();
        }
        return new RecordedAttempt(action);
    }

    /**
     * Makes a refusal durable, with its true cause.
     *
     * @return the refusal to answer with: the given one, or one that shows the agent the same with AUDIT_UNAVAILABLE as
     *     its true cause if it could not be recorded
     */
    public Refused denied(Subject subject, Refused refusal) {
        try {
            awaitDurable(append(AuditEvent.DENIED, subject.actionId(), record -> {
                subject.writeTo(record);
                record.code(refusal.trueCause());
            }));
            return refusal;
        } catch (IOException e) {
            return Refused.disguised(refusal.code(), ErrorCode.AUDIT_UNAVAILABLE, refusal.sentence());
        }
    }

    /**
     * Makes durable that a request waits for a person.
     *
     * @throws Refused with AUDIT_UNAVAILABLE if that is not possible
     */
    public void pending(Subject subject) throws Refused {
        try {
            awaitDurable(append(AuditEvent.PENDING, subject.actionId(), record -> {
                subject.writeTo(record);
                record.code(ErrorCode.APPROVAL_REQUIRED);
            }));
        } catch (IOException e) {
            throw unavailable();
        }
    }

    /** Writes how an attempt ended, and returns whether it is written; the next sync makes it durable. */
    public boolean outcome(RecordedAttempt attempt, Outcome outcome, Duration elapsed) {
        try {
            append(AuditEvent.OUTCOME, attempt.admitted().scope().id(), record -> {
                outcome.writeTo(record);
                record.duration(elapsed);
            });
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Why attempts can no longer be recorded, for the person's side; empty while they can. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            fail("the audit trail is closed");
            sink.close();
        } finally {
            lock.unlock();
        }
    }

    private AuditSink.Ticket append(AuditEvent event, String actionId, Consumer<AuditRecord.Builder> content)
            throws IOException {
        lock.lock();
        try {
            requireWorking();
            AuditRecord.Builder record = AuditRecord.builder(sequence + 1, clock.instant(), event, actionId);
            content.accept(record);
            AuditSink.Ticket ticket = failingOnce(() -> sink.append(record.build()));
            sequence++;
            return ticket;
        } finally {
            lock.unlock();
        }
    }

    private void awaitDurable(AuditSink.Ticket ticket) throws IOException {
        failingOnce(() -> {
            ticket.await();
            return ticket;
        });
    }

    private void requireWorking() throws IOException {
        String reason = failure;
        if (reason != null) {
            throw new IOException(reason);
        }
    }

    /** Runs a step of the sink, after whose failure, of any kind, nothing is recorded any more. */
    private <T> T failingOnce(Step<T> step) throws IOException {
        boolean done = false;
        try {
            T result = step.run();
            if (result == null) {
                throw new IOException("the audit sink broke its contract");
            }
            done = true;
            return result;
        } catch (IOException e) {
            fail(String.valueOf(e.getMessage()));
            throw e;
        } catch (RuntimeException e) {
            throw new IOException("the audit sink threw " + e.getClass().getName());
        } finally {
            if (!done) {
                fail("the audit sink broke its contract");
            }
        }
    }

    /** The first reason stays: later ones follow from it. */
    private void fail(String reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    @FunctionalInterface
    private interface Step<T> {
        T run() throws IOException;
    }

    private static Refused unavailable() {
        return Refused.of(
                ErrorCode.AUDIT_UNAVAILABLE,
                "The broker cannot write its audit trail, so nothing was done. Ask the person who runs the broker to"
                        + " look at it, then try again.");
    }
}
