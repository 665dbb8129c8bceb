package dev.outloop.core.internal.lease;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.secret.VaultLimits;
import dev.outloop.spi.VaultException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The questions that one vault is asked now: at most one for each reference, begun only while the vault is not left
 * alone. What an answer means for the cache and for further questions is decided here. Guarded by the lock of the vault.
 */
final class Flights {

    /** What is wrong with one reference, and what a person may change at any moment: not asked again at once, but soon. */
    private static final Set<ErrorCode> MISSING = Set.of(
            ErrorCode.SECRET_NOT_FOUND, ErrorCode.SECRET_WITHHELD, ErrorCode.SECRET_AMBIGUOUS, ErrorCode.VAULT_FAILED);

    /** After these the broker may not have the value (any more). */
    private static final Set<ErrorCode> DROPPING =
            Set.of(ErrorCode.SECRET_NOT_FOUND, ErrorCode.SECRET_WITHHELD, ErrorCode.VAULT_DENIED);

    /** These say nothing but that the vault did not answer. */
    private static final Set<ErrorCode> FAILING = Set.of(ErrorCode.VAULT_UNAVAILABLE, ErrorCode.VAULT_TIMEOUT);

    private final VaultLimits limits;
    private final Times times;
    private final LeaseCache cache;
    private final Condition condition;
    private final Breaker breaker;
    private final Pace pace;
    private final Map<SecretRef, Flight> underWay = new HashMap<>();

    /** Those with an answer that not all who waited have taken yet. */
    private final Set<Flight> landed = new HashSet<>();

    private boolean closed;

    Flights(String vault, VaultLimits limits, Times times, LeaseCache cache, Condition condition) {
        this.limits = limits;
        this.times = times;
        this.cache = cache;
        this.condition = condition;
        this.breaker = new Breaker(vault, limits, times);
        this.pace = new Pace(vault, limits.ratePerMinute(), times);
    }

    boolean isUnderWay(SecretRef ref) {
        return underWay(ref) != null;
    }

    /** The flight for the reference; one whose time is over is given up. */
    @Nullable
    Flight underWay(SecretRef ref) {
        Flight flight = underWay.get(ref);
        if (flight != null && isOver(flight)) {
            giveUp(flight);
            return null;
        }
        return flight;
    }

    /** A flight that may ask the vault. */
    Flight begin(SecretRef ref) throws VaultException {
        if (closed) {
            throw VaultSentence.closed();
        }
        pace.requireNoPause();
        boolean isProbe = breaker.enter();
        boolean isPaced = false;
        try {
            pace.take();
            isPaced = true;
        } finally {
            if (!isPaced) {
                breaker.left(isProbe);
            }
        }
        Flight flight = new Flight(ref, times.now(), isProbe);
        underWay.put(ref, flight);
        return flight;
    }

    /** Whether the vault would be asked now. */
    boolean mayBegin() {
        return !closed && pace.mayTake() && breaker.mayEnter();
    }

    void requireNoPause() throws VaultException {
        pace.requireNoPause();
    }

    /** Whether anybody could still use the answer. */
    boolean isWanted(Flight flight) {
        return isCurrent(flight) && !isOver(flight);
    }

    /** Whether the vault may be asked once more after the pause; the question is then used up. */
    boolean mayGoOn(Flight flight, Duration pause) {
        if (!isWanted(flight) || times.left(flight.begun, limits.deadline()).compareTo(pause) <= 0) {
            return false;
        }
        try {
            pace.take();
            return true;
        } catch (VaultException e) {
            return false;
        }
    }

    /**
     * The vault answered, or failed.
     *
     * @return whether the lease was taken over; if not, it came too late
     */
    boolean land(Flight flight, @Nullable Lease lease, @Nullable VaultException failure) {
        if (isCurrent(flight) && isOver(flight)) {
            giveUp(flight);
        }
        boolean isCurrent = isCurrent(flight);
        VaultException told = isCurrent || flight.isStale ? judge(failure, flight.isProbe) : failure;
        if (!isCurrent) {
            return false;
        }
        if (told != null) {
            missing(flight.ref, told);
            fail(flight, told);
            return false;
        }
        return lease != null && keep(flight, lease);
    }

    /** What an answer says of the vault as a whole; gives back what is told of a failure. */
    @Nullable
    VaultException judge(@Nullable VaultException failure, boolean isProbe) {
        if (failure == null) {
            breaker.answered();
            condition.answered();
            return null;
        }
        if (FAILING.contains(failure.code())) {
            breaker.failed(isProbe);
        } else {
            breaker.answered();
        }
        VaultException told = failure;
        if (failure.code().equals(ErrorCode.VAULT_RATE_LIMITED)) {
            pace.pause(failure.retryAfter());
            told = pace.leftAlone();
        }
        condition.failed(told);
        return told;
    }

    /** The flight's time is over; what comes later is given back. */
    void giveUp(Flight flight) {
        if (isCurrent(flight)) {
            VaultException late = VaultSentence.late();
            judge(late, flight.isProbe);
            fail(flight, late);
        }
    }

    /** One who waited is gone. */
    void leave(Flight flight) {
        flight.waiters--;
        if (flight.waiters == 0 && landed.remove(flight)) {
            letGo(flight);
        }
    }

    /** Whoever waits for the reference has to ask again, and what was answered meanwhile is not given any more. */
    void end(SecretRef ref) {
        all().filter(flight -> flight.ref.equals(ref)).toList().forEach(this::end);
    }

    void endAll() {
        all().toList().forEach(this::end);
    }

    void end(Flight flight) {
        flight.isStale = true;
        breaker.left(flight.isProbe);
        flight.isProbe = false;
        underWay.remove(flight.ref, flight);
        if (landed.remove(flight)) {
            letGo(flight);
        }
        flight.done.complete(null);
    }

    /** The next question is asked, whatever failed before; but a vault that wants to be left alone is. */
    void forgetFailures() {
        breaker.answered();
    }

    void close() {
        closed = true;
        endAll();
    }

    private Stream<Flight> all() {
        return Stream.concat(underWay.values().stream(), landed.stream());
    }

    private boolean isCurrent(Flight flight) {
        return underWay.get(flight.ref) == flight;
    }

    private boolean isOver(Flight flight) {
        return times.isOver(flight.begun, limits.deadline());
    }

    private boolean keep(Flight flight, Lease lease) {
        KeptLease kept = new KeptLease(lease, limits.ttl(), times);
        kept.hold();
        flight.value = kept;
        cache.put(flight.ref, kept);
        underWay.remove(flight.ref);
        if (flight.waiters > 0) {
            landed.add(flight);
        } else {
            letGo(flight);
        }
        flight.done.complete(null);
        return true;
    }

    private void missing(SecretRef ref, VaultException failure) {
        if (DROPPING.contains(failure.code())) {
            cache.drop(ref);
        }
        if (MISSING.contains(failure.code())) {
            cache.putMissing(ref, failure);
        }
    }

    private void fail(Flight flight, VaultException failure) {
        flight.failure = failure;
        underWay.remove(flight.ref);
        flight.done.complete(null);
    }

    private void letGo(Flight flight) {
        KeptLease value = flight.value;
        if (value != null) {
            flight.value = null;
            cache.release(value);
        }
    }
}
