package dev.outloop.core.internal.lease;

import dev.outloop.core.internal.lease.Times.Point;
import dev.outloop.secret.SecretRef;
import dev.outloop.secret.VaultLimits;
import dev.outloop.spi.VaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one vault's references: values, the least lately used going first; reasons why there is none; and
 * which values a service has refused. Guarded by the lock of its vault.
 */
final class LeaseCache {

    /** For how long a service's refusals of a credential lead to no further question about it. */
    static final Duration REFUSED = Duration.ofSeconds(60);

    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final VaultLimits limits;
    private final Times times;
    private final Map<SecretRef, KeptLease> values = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<SecretRef, Missing> missing;
    private final Map<SecretRef, Point> refused;
    private List<KeptLease> dropped = List.of();
    private Point swept;
    private long bytes;

    LeaseCache(VaultLimits limits, Times times) {
        this.limits = limits;
        this.times = times;
        this.missing = new Bounded<>(limits.maxEntries());
        this.refused = new Bounded<>(limits.maxEntries());
        this.swept = times.now();
    }

    private record Missing(VaultException failure, Point since) {}

    /** The value, if there is one that is still good. */
    @Nullable
    KeptLease get(SecretRef ref) {
        KeptLease kept = values.get(ref);
        if (kept != null && !kept.isGood()) {
            drop(ref);
            return null;
        }
        return kept;
    }

    /** Keeps the value, unless it is not to be kept or alone larger than all may be together. */
    void put(SecretRef ref, KeptLease kept) {
        drop(ref);
        missing.remove(ref);
        sweep();
        if (limits.ttl().isZero() || kept.sizeBytes() > limits.maxBytes()) {
            return;
        }
        kept.hold();
        values.put(ref, kept);
        bytes += kept.sizeBytes();
        Iterator<KeptLease> eldest = values.values().iterator();
        while (values.size() > limits.maxEntries() || bytes > limits.maxBytes()) {
            KeptLease evicted = eldest.next();
            eldest.remove();
            letGo(evicted);
        }
    }

    /** Why there is no value, if that was found out lately. */
    @Nullable
    VaultException missing(SecretRef ref) {
        Missing known = missing.get(ref);
        if (known != null && times.isOver(known.since(), limits.missing())) {
            missing.remove(ref);
            return null;
        }
        return known == null ? null : known.failure();
    }

    /** There is no value. */
    void putMissing(SecretRef ref, VaultException why) {
        if (!limits.missing().isZero()) {
            missing.put(ref, new Missing(why, times.now()));
        }
    }

    /** A value that does not fit its place is asked for again as soon as one that is missing. */
    void shorten(SecretRef ref) {
        KeptLease kept = values.get(ref);
        if (kept != null) {
            kept.shorten(limits.missing());
        }
    }

    /** Whether a service has lately refused the reference's value. */
    boolean isRefused(SecretRef ref) {
        Point since = refused.get(ref);
        return since != null && !times.isOver(since, REFUSED);
    }

    void refuse(SecretRef ref) {
        refused.put(ref, times.now());
    }

    /** Lets go of the value. */
    void drop(SecretRef ref) {
        KeptLease kept = values.remove(ref);
        if (kept != null) {
            letGo(kept);
        }
    }

    /** Forgets all about the reference. */
    void forget(SecretRef ref) {
        drop(ref);
        missing.remove(ref);
        refused.remove(ref);
    }

    /** Forgets everything. */
    void clear() {
        values.values().forEach(this::release);
        values.clear();
        bytes = 0;
        missing.clear();
        refused.clear();
    }

    /** Lets go of a value that is held, also by others than this cache. */
    void release(KeptLease kept) {
        if (kept.letGo()) {
            if (dropped.isEmpty()) {
                dropped = new ArrayList<>();
            }
            dropped.add(kept);
        }
    }

    /** What nobody holds any more since this was called last; to be given back outside the lock. */
    List<KeptLease> takeDropped() {
        List<KeptLease> taken = dropped;
        dropped = List.of();
        return taken;
    }

    /** What nobody asks for any more must not stay for that reason. */
    private void sweep() {
        if (!times.isOver(swept, SWEEP)) {
            return;
        }
        swept = times.now();
        values.values().removeIf(kept -> {
            boolean isOver = !kept.isGood();
            if (isOver) {
                letGo(kept);
            }
            return isOver;
        });
    }

    private void letGo(KeptLease kept) {
        bytes -= kept.sizeBytes();
        release(kept);
    }

    /** A map that loses its eldest entry before it grows too large. */
    @SuppressWarnings("serial") // never serialised
    private static final class Bounded<V> extends LinkedHashMap<SecretRef, V> {
        private final int most;

        Bounded(int most) {
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<SecretRef, V> eldest) {
            return size() > most;
        }
    }
}
