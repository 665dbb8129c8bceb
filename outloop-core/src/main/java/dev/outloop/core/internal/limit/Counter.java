package dev.outloop.core.internal.limit;

import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Kind;
import org.jspecify.annotations.Nullable;

/**
 * How much of one limit one subject has used. Guarded by its store.
 *
 * <p>Times are nanoseconds since 1970 that never go back. A rate is what is owed to its bucket, which time pays off; a
 * budget starts anew when its time, which begins with its first charge, is over.
 */
final class Counter {

    /** The end of what has none. */
    static final long NEVER = Long.MAX_VALUE;

    private final CounterKey key;
    private long used;
    /** When a budget's time began, or up to when a bucket was filled. */
    private long since;
    /** When it is as if nothing had been used, by the definition that it was last counted by. */
    private long until;
    /** What the bucket has of its next unit, in parts of which a unit has as many as its time has nanoseconds. */
    private long parts;

    private long writtenAt = Long.MIN_VALUE;

    Counter(CounterKey key, long now) {
        this(key, 0, now, NEVER);
    }

    /** One as it was written. */
    Counter(CounterKey key, long used, long since, long until) {
        this.key = key;
        this.used = used;
        this.since = since;
        this.until = until;
    }

    /** The same counts, to try something. */
    Counter copy() {
        Counter copy = new Counter(key, used, since, until);
        copy.parts = parts;
        return copy;
    }

    CounterKey key() {
        return key;
    }

    long used() {
        return used;
    }

    long since() {
        return since;
    }

    long until() {
        return until;
    }

    /** Goes on to a moment: fills the bucket, or starts a budget anew if its time is over. */
    void advance(LimitDefinition limit, long now) {
        if (limit.kind() == Kind.RATE) {
            fill(limit, now);
        } else if (limit.kind() == Kind.BUDGET) {
            long every = every(limit);
            if (used == 0 || now >= end(since, every)) {
                used = 0;
                since = now;
            }
            until = end(since, every);
        }
    }

    private void fill(LimitDefinition limit, long now) {
        long every = every(limit);
        Units.Filled filled = Units.filled(limit.units(), Math.max(0, now - since), every, Math.min(parts, every - 1));
        used = Math.max(0, used - filled.units());
        parts = used == 0 ? 0 : filled.parts();
        since = now;
        until = end(now, Units.nanosFor(used, limit.units(), every, parts));
    }

    /** What is left, once it was advanced. */
    long left(LimitDefinition limit) {
        return Math.max(0, most(limit) - used);
    }

    /** How long until so much may be left, once it was advanced to now; null if that is not known or never so. */
    @Nullable
    Long nanosUntil(LimitDefinition limit, long units, long now) {
        if (limit.kind() == Kind.CONCURRENCY || units > most(limit)) {
            return null;
        }
        if (limit.kind() == Kind.RATE) {
            return Units.nanosFor(Units.plus(used, units) - most(limit), limit.units(), every(limit), parts);
        }
        return until == NEVER ? null : until - now;
    }

    /** Takes some, once it was advanced. */
    void add(LimitDefinition limit, long units) {
        used = Units.plus(used, units);
        if (limit.kind() == Kind.RATE) {
            until = end(since, Units.nanosFor(used, limit.units(), every(limit), parts));
        }
    }

    /** Gives some back. */
    void giveBack(long units) {
        used = Math.max(0, used - units);
    }

    /** Whether it is as if it had never been used. */
    boolean isIdle(long now) {
        return used == 0 || (key.isKept() && now >= until);
    }

    /** Whether it was not written for so long. */
    boolean isUnwritten(long now, long nanos) {
        return writtenAt == Long.MIN_VALUE || now - writtenAt >= nanos;
    }

    void written(long now) {
        writtenAt = now;
    }

    private static long most(LimitDefinition limit) {
        return limit.kind() == Kind.RATE ? limit.burstUnits() : limit.units();
    }

    private static long every(LimitDefinition limit) {
        return limit.every().map(Units::nanos).orElse(NEVER);
    }

    private static long end(long begin, long nanos) {
        return nanos == NEVER ? NEVER : Units.plus(begin, nanos);
    }
}
