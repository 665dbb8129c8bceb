package dev.outloop.core;

import dev.outloop.spi.AccessSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host's access source, behind threads of its own: whoever asks it waits for a bounded time, and what it says of changes
 * is gathered. What it throws may quote anything, so only its kind is shown. Thread-safe.
 *
 * <p>A source that never returns keeps its thread, which is a daemon, and nothing else.
 */
final class SourceFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SourceFeed.class);

    /**
     * How long a source is waited for.
     *
     * @param answer what it is asked
     * @param gather how long after a change others are taken together with it
     * @param retry after how long it is asked again when a change could not be taken over
     * @param close until it is closed
     */
    record Waits(Duration answer, Duration gather, Duration retry, Duration close) {
        static final Waits DEFAULT =
                new Waits(Duration.ofSeconds(30), Duration.ofMillis(50), Duration.ofSeconds(30), Duration.ofSeconds(5));
    }

    /** Takes over what the source now has. */
    interface Takeover {
        void run() throws IOException, ConfigException;
    }

    private final AccessSource source;
    private final Waits waits;
    private final ScheduledThreadPoolExecutor changes;
    private final AtomicBoolean pending = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Takeover takeover;
    private volatile @Nullable Thread asked;
    private volatile @Nullable FutureTask<?> question;
    private volatile @Nullable String failure;
    private @Nullable ScheduledFuture<?> retry;

    SourceFeed(AccessSource source, Waits waits) {
        this.source = source;
        this.waits = waits;
        this.changes = new ScheduledThreadPoolExecutor(1, work -> daemon("outloop-access-changes", work));
    }

    /**
     * Has the source say what changes, and then what it has: nothing that changes in between is missed.
     *
     * @throws IOException as {@link #read}
     */
    AccessSource.Definitions open() throws IOException {
        ask(() -> {
            source.onChange(this::changed);
            return true;
        });
        return read();
    }

    /** From here on changes are taken over, those since {@link #open} included. */
    void follow(Takeover next) {
        takeover = next;
        if (pending.get()) {
            schedule();
        }
    }

    /**
     * What the source has. One thread at a time.
     *
     * @throws IOException if it fails, does not answer in time, or is closed
     */
    AccessSource.Definitions read() throws IOException {
        AccessSource.Definitions read = ask(source::read);
        return read;
    }

    /** Why the last change could not be taken over; empty if it was. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** A takeover went well, whoever asked for it. */
    void succeeded() {
        failure = null;
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        changes.shutdownNow();
        FutureTask<?> open = question;
        if (open != null) {
            open.cancel(true);
        }
        Thread closing = daemon("outloop-access-close", this::closeSource);
        closing.start();
        if (!ended(closing, waits.close())) {
            closing.interrupt();
            LOG.warn("the access source is not closed after {}; its thread is left to it", waits.close());
        }
    }

    private void closeSource() {
        try {
            source.close();
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            LOG.warn("the access source could not be closed: {}", e.getClass().getName());
        }
    }

    private void changed() {
        if (!pending.getAndSet(true) && takeover != null) {
            schedule();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is scheduled says by itself how it went
    private void schedule() {
        try {
            changes.schedule(this::takeOver, waits.gather().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // It is closed.
        }
    }

    private void takeOver() {
        pending.set(false);
        Takeover next = takeover;
        if (retry != null) {
            retry.cancel(false);
        }
        try {
            if (next != null) {
                next.run();
            }
            return;
        } catch (IOException | ConfigException e) {
            failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            failed("a defect: " + e.getClass().getName());
        }
        try {
            retry = changes.schedule(this::takeOver, waits.retry().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // It is closed.
        }
    }

    private void failed(String reason) {
        if (!closed.get() && !reason.equals(failure)) {
            LOG.warn("what the access source has is not used, and what was in force stays: {}", reason);
            failure = reason;
        }
    }

    /** On a thread of its own, which is given up when it does not come back. */
    @SuppressWarnings("ConstantValue") // a foreign source may return null all the same
    private <T> T ask(Callable<T> work) throws IOException {
        Thread before = asked;
        if (before != null && !ended(before, waits.answer())) {
            throw new IOException("The access source has not come back since it was read the last time.");
        }
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = daemon("outloop-access-source", task);
        asked = thread;
        question = task;
        thread.start();
        try {
            if (closed.get()) {
                throw new CancellationException();
            }
            T answer = task.get(waits.answer().toNanos(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                throw new IOException("The access source broke its contract: it returned nothing.");
            }
            return answer;
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            String kind = cause.getClass().getName();
            throw new IOException("The access source cannot be read: " + kind, cause);
        } catch (TimeoutException e) {
            throw new IOException("The access source did not answer within " + waits.answer() + ".");
        } catch (CancellationException e) {
            throw new IOException("The access source is closed.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The thread was interrupted while it waited for the access source.");
        } finally {
            task.cancel(true);
        }
    }

    private static boolean ended(Thread thread, Duration atMost) {
        try {
            thread.join(atMost.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
