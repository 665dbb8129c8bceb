package dev.outloop.core.internal.journal;

import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A host's sink from one renewal to the next: calls in order on one thread, awaits on another. Thread-safe.
 *
 * <p>After a failure, queued calls never run, and late answers find nobody who waits for them.
 */
final class SinkRun {

    /** The engine has one append under way; the rest is for renewal, closing and hosts that call from several threads. */
    private static final int QUEUED_CALLS = 64;

    private final Patience patience;
    private final SinkThread calls = new SinkThread("outloop-audit-sink", QUEUED_CALLS);
    private final SinkThread awaits = new SinkThread("outloop-audit-await", 1);
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Pending> waiting = new ArrayList<>();
    private final List<Pending> underWay = new ArrayList<>();
    private boolean awaiting;
    private long durable;
    private @Nullable String failure;

    SinkRun(Patience patience) {
        this.patience = patience;
    }

    /**
     * Runs a call and waits for its answer.
     *
     * @throws SinkDoubt if there was none, or none that the contract has; this run has then failed
     * @throws IOException as the sink threw it, or because this run has failed before
     */
    <T> T call(Step<T> step) throws IOException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            calls.execute(() -> settle(answer, step));
        } catch (RejectedExecutionException e) {
            throw new IOException(failedOr("the audit sink has too many calls to answer"));
        }
        try {
            return answerOf(answer);
        } catch (SinkDoubt e) {
            fail(e.getMessage());
            throw e;
        }
    }

    /** The ticket to give out for one of the sink. */
    AuditSink.Ticket ticket(long sequence, AuditSink.Ticket ticket) {
        return new Pending(sequence, ticket);
    }

    boolean failed() {
        lock.lock();
        try {
            return failure != null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a call that was given up is still under way. */
    boolean stuck() {
        return failed() && !(calls.ended().isDone() && awaits.ended().isDone());
    }

    /** From now on everything fails, and the threads are given up. */
    void fail(@Nullable String reason) {
        lock.lock();
        try {
            if (failure == null) {
                failure = reason == null ? "the audit sink has failed" : reason;
                calls.shutdownNow();
                awaits.shutdownNow();
                waiting.forEach(Pending::failed);
                underWay.forEach(Pending::failed);
                waiting.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs no further calls; what is pending can still be awaited. */
    void end() {
        calls.shutdown();
        awaits.endWhenIdle();
    }

    private String failedOr(String reason) {
        lock.lock();
        try {
            return failure == null ? reason : failure;
        } finally {
            lock.unlock();
        }
    }

    private <T> T answerOf(CompletableFuture<T> answer) throws IOException {
        try {
            patience.await(answer);
            return answer.join();
        } catch (TimeoutException e) {
            throw new SinkDoubt("the audit sink gave no answer in time");
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof SinkDoubt) {
                throw new SinkDoubt(String.valueOf(cause.getMessage()));
            }
            throw new IOException(cause == null ? null : cause.getMessage(), cause);
        }
    }

    /** The sink's code is foreign: whatever it throws is an answer, and no thread of ours ends by it. */
    private static <T> void settle(CompletableFuture<T> answer, Step<T> step) {
        try {
            T value = step.run();
            if (value == null) {
                answer.completeExceptionally(new SinkDoubt("the audit sink broke its contract: it returned null"));
            } else {
                answer.complete(value);
            }
        } catch (IOException e) {
            answer.completeExceptionally(e);
        } catch (Throwable e) {
            answer.completeExceptionally(SinkDoubt.thrown(e));
        }
    }

    /** Awaits the newest ticket that anybody waits for, which stands for all before it, until nobody waits. */
    private void awaitAll() {
        for (Pending newest = claim(); newest != null; newest = claim()) {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            Pending awaited = newest;
            settle(answer, () -> {
                awaited.ticket.await();
                return true;
            });
            settled(awaited, answer);
        }
    }

    private @Nullable Pending claim() {
        lock.lock();
        try {
            Pending newest = null;
            for (Pending each : waiting) {
                newest = newest == null || each.sequence > newest.sequence ? each : newest;
            }
            underWay.addAll(waiting);
            waiting.clear();
            awaiting = newest != null;
            return newest;
        } finally {
            lock.unlock();
        }
    }

    private void settled(Pending newest, CompletableFuture<Boolean> answer) {
        lock.lock();
        try {
            if (answer.isCompletedExceptionally()) {
                fail(answer.handle((done, e) -> e.getMessage()).join());
            } else if (failure == null) {
                durable = Math.max(durable, newest.sequence);
                underWay.forEach(Pending::done);
            }
            underWay.clear();
        } finally {
            lock.unlock();
        }
    }

    /** What is given to the sink. */
    @FunctionalInterface
    interface Step<T> {
        @Nullable
        T run() throws IOException;
    }

    /** Stands for a record of this run; what a later run makes durable says nothing about it. */
    private final class Pending implements EarlyTicket {
        private final long sequence;
        private final AuditSink.Ticket ticket;
        private @Nullable CompletableFuture<Boolean> asked;

        Pending(long sequence, AuditSink.Ticket ticket) {
            this.sequence = sequence;
            this.ticket = ticket;
        }

        @Override
        public void start() {
            var unused = ask();
        }

        @Override
        public void await() throws IOException {
            try {
                answerOf(ask());
            } catch (SinkDoubt e) {
                fail(e.getMessage());
                throw e;
            }
        }

        private CompletableFuture<Boolean> ask() {
            lock.lock();
            try {
                if (asked == null) {
                    asked = new CompletableFuture<>();
                    if (sequence <= durable) {
                        done();
                    } else if (failure != null) {
                        failed();
                    } else {
                        waiting.add(this);
                        wake();
                    }
                }
                return asked;
            } finally {
                lock.unlock();
            }
        }

        private void wake() {
            if (!awaiting) {
                awaiting = true;
                awaits.execute(SinkRun.this::awaitAll);
            }
        }

        private void done() {
            if (asked != null) {
                asked.complete(true);
            }
        }

        private void failed() {
            if (asked != null) {
                asked.completeExceptionally(new IOException(failure));
            }
        }
    }
}
