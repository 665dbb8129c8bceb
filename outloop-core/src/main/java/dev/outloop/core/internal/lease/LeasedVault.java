package dev.outloop.core.internal.lease;

import dev.outloop.VaultHealth;
import dev.outloop.core.internal.lease.Times.Point;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.secret.VaultLimits;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One opened vault as calls see it. It is asked on threads of its share, because it is a stranger's code: it may hang, and
 * then calls end in time all the same. One that says that it answers at once is taken at its word, and nothing of it is
 * kept. Thread-safe.
 */
final class LeasedVault {

    private final VaultBackend backend;
    private final VaultLimits limits;
    private final Times times;
    private final Runnable onDenied;
    private final boolean atOnce;
    private final Asking asking;
    private final Condition condition;
    private final Share share;
    private final Flights flights;
    private final LeaseCache cache;
    private final ReentrantLock lock = new ReentrantLock();
    private CompletableFuture<@Nullable Void> lastCheck = CompletableFuture.completedFuture(null);
    private Point lastChecked;

    LeasedVault(String name, VaultBackend backend, VaultLimits limits, Times times, Pause pause, Runnable onDenied) {
        this.backend = backend;
        this.limits = limits;
        this.times = times;
        this.lastChecked = times.now();
        this.onDenied = onDenied;
        this.atOnce = answersAtOnce(backend);
        this.asking = new Asking(backend, limits, times, pause);
        this.condition = new Condition(name, times);
        this.share = new Share(name, limits, times);
        this.cache = new LeaseCache(limits, times);
        this.flights = new Flights(name, limits, times, cache, condition);
    }

    private static boolean answersAtOnce(VaultBackend backend) {
        try {
            return backend.answersAtOnce();
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return false; // asked on a thread of its own, it fails as any other broken vault
        }
    }

    /** A copy of the value, which the caller closes. */
    Lease lease(SecretRef ref, Wait wait) throws VaultException, InterruptedException {
        if (atOnce) {
            return here(ref, wait);
        }
        while (true) {
            Flight flight;
            lock.lock();
            try {
                KeptLease kept = cache.get(ref);
                if (kept != null) {
                    return kept.lend();
                }
                flight = join(ref);
            } finally {
                unlock();
            }
            Lease answer = answer(flight, wait);
            if (answer != null) {
                return answer;
            }
        }
    }

    /**
     * The value that there is now, after a service has refused one; empty if it is the same, or if the vault was asked for
     * that reason lately.
     */
    Optional<Lease> renewed(SecretRef ref, Secret refused, Wait wait) throws VaultException, InterruptedException {
        Flight flight = null;
        lock.lock();
        try {
            KeptLease kept = cache.get(ref);
            if (kept != null && !kept.isSameAs(refused)) {
                return Optional.of(kept.lend());
            }
            boolean isLate = !refuse(ref);
            if (isLate && !flights.isUnderWay(ref)) {
                return Optional.empty();
            }
            if (!atOnce) {
                flight = join(ref);
            }
        } finally {
            unlock();
        }
        Lease lease = flight == null ? null : answer(flight, wait);
        if (lease == null) {
            lease = lease(ref, wait);
        }
        if (KeptLease.isSame(lease.secret(), refused)) {
            lease.close();
            return Optional.empty();
        }
        return Optional.of(lease);
    }

    /** A service has refused the value, and it is not asked again now. */
    void refused(SecretRef ref, Secret value) {
        lock.lock();
        try {
            KeptLease kept = cache.get(ref);
            if (kept != null && kept.isSameAs(value)) {
                refuse(ref);
            }
        } finally {
            unlock();
        }
    }

    /** A vault that was given the value refuses the broker's credential. */
    void suspect(SecretRef ref) {
        lock.lock();
        try {
            refuse(ref);
        } finally {
            unlock();
        }
    }

    /** The value does not fit its place, and a person may be about to store another. */
    void unfit(SecretRef ref) {
        lock.lock();
        try {
            cache.shorten(ref);
        } finally {
            unlock();
        }
    }

    void invalidate(SecretRef ref) {
        lock.lock();
        try {
            forget(ref);
        } finally {
            unlock();
        }
    }

    void invalidate() {
        lock.lock();
        try {
            flights.endAll();
            cache.clear();
            flights.forgetFailures();
        } finally {
            unlock();
        }
    }

    VaultHealth health() {
        return condition.health();
    }

    /** Asks how it is, if it can be asked that, unless that is asked now; completed when it is known. */
    CompletableFuture<@Nullable Void> check() {
        CompletableFuture<@Nullable Void> known = new CompletableFuture<>();
        if (!(backend instanceof VaultBackend.Checking checking)) {
            known.complete(null);
            return known;
        }
        lock.lock();
        try {
            if (!lastCheck.isDone() && !times.isOver(lastChecked, limits.deadline())) {
                return lastCheck;
            }
            flights.requireNoPause();
            share.execute(() -> {
                check(checking);
                known.complete(null);
            });
            lastCheck.complete(null);
            lastCheck = known;
            lastChecked = times.now();
        } catch (VaultException refused) {
            known.complete(null);
        } finally {
            unlock();
        }
        return known;
    }

    /** Ends all waits and forgets everything; the backend stays open. */
    void close() {
        share.close();
        lock.lock();
        try {
            flights.close();
            cache.clear();
            lastCheck.complete(null);
        } finally {
            unlock();
        }
    }

    private Lease here(SecretRef ref, Wait wait) throws VaultException {
        try {
            Lease lease = KeptLease.quiet(asking.once(ref, wait.atMost()));
            condition.answered();
            return lease;
        } catch (VaultException e) {
            condition.failed(e);
            throw e;
        }
    }

    /** The flight that will have the answer, begun if there is none. */
    private Flight join(SecretRef ref) throws VaultException {
        VaultException missing = cache.missing(ref);
        if (missing != null) {
            throw missing;
        }
        Flight flight = flights.underWay(ref);
        if (flight == null) {
            Flight begun = flights.begin(ref);
            boolean isBegun = false;
            try {
                share.execute(() -> fly(begun));
                isBegun = true;
            } finally {
                if (!isBegun) {
                    flights.end(begun);
                }
            }
            flight = begun;
        }
        flight.waiters++;
        return flight;
    }

    private void fly(Flight flight) {
        if (!isWanted(flight)) {
            return;
        }
        Lease lease = null;
        VaultException failure = null;
        try {
            lease = asking.patiently(flight, pause -> mayGoOn(flight, pause));
        } catch (VaultException e) {
            failure = e;
        } catch (Throwable e) { // whatever a backend throws, nobody must wait for ever
            failure = VaultSentence.broken();
        }
        // Before anybody has the answer: whoever then asks again has to be asked with another credential.
        tellIfDenied(failure);
        boolean isTaken = false;
        boolean isLanded = false;
        lock.lock();
        try {
            isTaken = flights.land(flight, lease, failure);
            isLanded = true;
        } finally {
            if (!isLanded) {
                flights.end(flight);
            }
            unlock();
            if (lease != null && !isTaken) {
                KeptLease.giveBack(lease);
            }
        }
    }

    private boolean isWanted(Flight flight) {
        lock.lock();
        try {
            return flights.isWanted(flight);
        } finally {
            unlock();
        }
    }

    private boolean mayGoOn(Flight flight, Duration pause) {
        lock.lock();
        try {
            return flights.mayGoOn(flight, pause);
        } finally {
            unlock();
        }
    }

    /** A copy of the flight's answer; null if it is not to be given any more. */
    private @Nullable Lease answer(Flight flight, Wait wait) throws VaultException, InterruptedException {
        try {
            boolean landed = wait.forAnswer(flight.done, times.left(flight.begun, limits.deadline()));
            lock.lock();
            try {
                return requireAnswer(flight, landed);
            } finally {
                unlock();
            }
        } finally {
            lock.lock();
            try {
                flights.leave(flight);
            } finally {
                unlock();
            }
        }
    }

    private @Nullable Lease requireAnswer(Flight flight, boolean landed) throws VaultException {
        if (!landed) {
            flights.giveUp(flight);
        }
        if (flight.failure != null) {
            throw flight.failure;
        }
        return flight.isStale || flight.value == null ? null : flight.value.lend();
    }

    /**
     * Lets go of a refused value; false if another one of the reference was let go of lately for that reason, or if the
     * vault is left alone, because what it lent is then all that there is.
     */
    private boolean refuse(SecretRef ref) {
        if (cache.isRefused(ref) || !flights.mayBegin()) {
            return false;
        }
        forget(ref);
        cache.refuse(ref);
        return true;
    }

    private void forget(SecretRef ref) {
        flights.end(ref);
        cache.forget(ref);
    }

    private void check(VaultBackend.Checking checking) {
        VaultException failure = null;
        try {
            checking.check(times.instant().plus(limits.deadline()));
        } catch (VaultException e) {
            failure = e;
        } catch (Throwable e) { // as for a lease
            failure = VaultSentence.broken();
        }
        tellIfDenied(failure);
        lock.lock();
        try {
            flights.judge(failure, false);
            if (isDenied(failure)) {
                cache.clear();
            }
        } finally {
            unlock();
        }
    }

    private void tellIfDenied(@Nullable VaultException failure) {
        if (isDenied(failure)) {
            onDenied.run();
        }
    }

    private static boolean isDenied(@Nullable VaultException failure) {
        return failure != null && failure.code().equals(ErrorCode.VAULT_DENIED);
    }

    /** Vaults are told what came back only now, because what they do then is theirs. */
    private void unlock() {
        var dropped = cache.takeDropped();
        lock.unlock();
        dropped.forEach(KeptLease::giveBack);
    }
}
