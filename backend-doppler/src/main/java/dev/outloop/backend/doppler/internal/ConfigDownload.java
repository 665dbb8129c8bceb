package dev.outloop.backend.doppler.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One config, downloaded by one thread at a time whatever the number of those that ask.
 *
 * <p>Every answer comes from a download that began after it was asked for, so that a value is never older than the
 * question: whoever asks while one is under way waits for the next, which all who wait share. What is kept from the
 * last one saves its transfer (the server answers 304), never the question. Thread-safe.
 */
final class ConfigDownload implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final DopplerApi api;
    private final Optional<ConfigName> config;
    private final Clock clock;
    private final Snapshot snapshot = new Snapshot();
    private final ReentrantLock turn = new ReentrantLock(true);
    private final AtomicLong begun = new AtomicLong();
    private Attempt last = new Attempt(0, null);

    ConfigDownload(DopplerApi api, Optional<ConfigName> config, Clock clock) {
        this.api = api;
        this.config = config;
        this.clock = clock;
    }

    /**
     * How a download went.
     *
     * @param number counted from one in the order in which they began
     */
    private record Attempt(long number, @Nullable VaultException failure) {}

    /** A copy of the value of that name, which the caller closes; empty if the config shows none. */
    Optional<Secret> value(String name, Instant deadline) throws VaultException {
        long before = begun.get();
        awaitTurn(deadline);
        try {
            if (last.number() <= before) {
                last = attempt(deadline);
            }
            VaultException failure = last.failure();
            if (failure != null) {
                throw copyOf(failure);
            }
            return snapshot.copyOf(name);
        } finally {
            turn.unlock();
        }
    }

    /** How many threads wait for a download to end. */
    int waiting() {
        return turn.getQueueLength();
    }

    /** Overwrites what is kept. */
    @Override
    public void close() {
        snapshot.close();
    }

    private Attempt attempt(Instant deadline) throws VaultException {
        long number = begun.incrementAndGet();
        try {
            api.download(config, snapshot, deadline);
            return new Attempt(number, null);
        } catch (VaultException failure) {
            if (failure.code().equals(ErrorCode.VAULT_TIMEOUT)
                    || Thread.currentThread().isInterrupted()) {
                // It was this thread that ran out of time or was to give up; those that wait have their own.
                throw failure;
            }
            if (mayNotBeKept(failure.code())) {
                snapshot.clear();
            }
            return new Attempt(number, failure);
        }
    }

    private static boolean mayNotBeKept(ErrorCode code) {
        return code.equals(ErrorCode.VAULT_DENIED) || code.equals(ErrorCode.SECRET_NOT_FOUND);
    }

    /** Each thread throws an exception of its own. */
    private static VaultException copyOf(VaultException failure) {
        VaultException copy = new VaultException(failure.code(), failure.getMessage());
        return failure.retryAfter().map(copy::retryAfter).orElse(copy);
    }

    private void awaitTurn(Instant deadline) throws VaultException {
        Duration left = Duration.between(clock.instant(), deadline);
        // A far deadline would not fit into a number of nanoseconds.
        Duration wait = left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : left;
        try {
            if (turn.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new VaultException(ErrorCode.VAULT_TIMEOUT, "Doppler's download did not end in time.");
    }
}
