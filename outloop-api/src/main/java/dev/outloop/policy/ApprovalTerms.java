package dev.outloop.policy;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long a request waits for a person, and what their yes is good for. Immutable.
 *
 * <p>A yes is for that very request: its values, its definitions, its workspace and runtime. With {@link #firstUse()} it
 * also covers what comes later under the same access for the same action, as long as none of the definitions changes.
 */
public final class ApprovalTerms {

    /** How long a request waits if nothing is said. */
    public static final Duration DEFAULT_WAIT = Duration.ofHours(24);

    /** How long a yes can be used if nothing is said. */
    public static final Duration DEFAULT_WITHIN = Duration.ofHours(1);

    /** The most often that one yes can be used. */
    public static final int MAX_TIMES = 1_000_000;

    private static final ApprovalTerms ONCE = new ApprovalTerms(1, DEFAULT_WITHIN, DEFAULT_WAIT, false);

    private final int times;
    private final Duration within;
    private final Duration wait;
    private final boolean firstUse;

    private ApprovalTerms(int times, Duration within, Duration wait, boolean firstUse) {
        if (times < 1 || times > MAX_TIMES) {
            throw new IllegalArgumentException("an approval is used 1 to " + MAX_TIMES + " times");
        }
        this.times = times;
        this.within = requirePositive("within", within);
        this.wait = requirePositive("wait", wait);
        this.firstUse = firstUse;
    }

    /** A yes is good for one use within an hour; the request waits for a day. */
    public static ApprovalTerms once() {
        return ONCE;
    }

    /** A yes is good for that many uses of the same request, within that time. */
    public ApprovalTerms times(int times, Duration within) {
        return new ApprovalTerms(times, within, wait, firstUse);
    }

    /** The request waits so long for an answer. */
    public ApprovalTerms waiting(Duration wait) {
        return new ApprovalTerms(times, within, wait, firstUse);
    }

    /** Only the first use of the action under the access is asked for. */
    public ApprovalTerms forFirstUse() {
        return new ApprovalTerms(times, within, wait, true);
    }

    /** How often a yes can be used. */
    public int times() {
        return times;
    }

    /** How long after the yes it can be used. */
    public Duration within() {
        return within;
    }

    /** How long a request waits for an answer. */
    public Duration waiting() {
        return wait;
    }

    /** Whether, once a yes was used, the action is free under this access for this workspace and runtime. */
    public boolean firstUse() {
        return firstUse;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ApprovalTerms that
                && times == that.times
                && within.equals(that.within)
                && wait.equals(that.wait)
                && firstUse == that.firstUse;
    }

    @Override
    public int hashCode() {
        return Objects.hash(times, within, wait, firstUse);
    }

    @Override
    public String toString() {
        return times + " times within " + within + (firstUse ? ", for the first use" : "");
    }

    private static Duration requirePositive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " is longer than no time");
        }
        return duration;
    }
}
