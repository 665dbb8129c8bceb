package dev.outloop.core.internal.lease;

import dev.outloop.core.internal.lease.Times.Point;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a vault lent, kept to lend copies of it. Its bytes are overwritten when the last of cache and flight lets go of it;
 * the vault is told when the last copy is back, because what it lent may end with that. Guarded by the lock of its vault,
 * but for {@link #giveBack}.
 */
final class KeptLease {

    private static final Logger LOG = LoggerFactory.getLogger(KeptLease.class);

    private final Lease lease;
    private final Times times;
    private final Point since;
    private final int sizeBytes;
    private final AtomicInteger users = new AtomicInteger(1);
    private Duration life;
    private int holds;

    /** Takes over a lease that is open. */
    KeptLease(Lease lease, Duration life, Times times) {
        this.lease = lease;
        this.times = times;
        this.life = lease.expiresAt().map(end -> upTo(end, life)).orElse(life);
        this.since = times.now();
        this.sizeBytes = Fit.sizeBytes(lease.secret());
    }

    int sizeBytes() {
        return sizeBytes;
    }

    /** Also false once its vault, which should not, has closed the secret. */
    boolean isGood() {
        return !lease.secret().isClosed()
                && !times.isOver(since, life)
                && lease.expiresAt()
                        .filter(end -> !times.instant().isBefore(end))
                        .isEmpty();
    }

    /** Measured once, because a clock that is set back later must not move the end. */
    private Duration upTo(Instant end, Duration most) {
        Duration left = Duration.between(times.instant(), end);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(most) < 0 ? left : most;
    }

    /** Whether that is the value; also true if the other is closed, so that nothing is done for it. */
    boolean isSameAs(Secret value) {
        return isSame(lease.secret(), value);
    }

    static boolean isSame(Secret one, Secret other) {
        try {
            return one.hasSameValueAs(other);
        } catch (IllegalStateException closed) {
            return true;
        }
    }

    /** It is not good for longer than that since it came. */
    void shorten(Duration most) {
        if (most.compareTo(life) < 0) {
            life = most;
        }
    }

    /** A copy, which is closed by whoever it is given to. */
    Lease lend() {
        Lease copy = copy(lease, lease.secret().copy(), this::giveBack);
        users.incrementAndGet();
        return copy;
    }

    /** The same lease, whose closing does not throw, whatever its vault does then. */
    static Lease quiet(Lease lease) {
        return copy(lease, lease.secret(), () -> giveBack(lease));
    }

    private static Lease copy(Lease lease, Secret secret, Runnable onRelease) {
        Lease.Builder copy = Lease.builder(secret).onRelease(onRelease);
        lease.version().ifPresent(copy::version);
        lease.expiresAt().ifPresent(copy::expiresAt);
        return copy.build();
    }

    void hold() {
        holds++;
    }

    /** Overwrites the bytes once nobody holds it; then true, and {@link #giveBack} is due, outside the lock. */
    boolean letGo() {
        holds--;
        if (holds == 0) {
            lease.secret().close();
        }
        return holds == 0;
    }

    /** One user less; with the last one, the vault is told. */
    void giveBack() {
        if (users.decrementAndGet() == 0) {
            giveBack(lease);
        }
    }

    /** Closes a lease, whatever its vault does then. */
    static void giveBack(Lease lease) {
        try {
            lease.close();
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // Must not throw, says its contract; the call that gives it back has nothing to do with it.
            LOG.warn(
                    "a vault threw {} when a lease was given back", e.getClass().getName());
        }
    }
}
