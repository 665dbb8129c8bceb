package dev.outloop.core.internal.limit;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/** Sums of units and nanoseconds that neither overflow nor lose anything. */
final class Units {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private Units() {}

    /**
     * What a time brings.
     *
     * @param units whole ones
     * @param parts of the next one
     */
    record Filled(long units, long parts) {}

    /** How many units a time brings at so many units each {@code every} nanoseconds, with what there was of the next. */
    static Filled filled(long units, long nanos, long every, long rest) {
        if (nanos <= (Long.MAX_VALUE - rest) / units) {
            long parts = nanos * units + rest;
            return new Filled(parts / every, parts % every);
        }
        BigInteger[] parts = BigInteger.valueOf(nanos)
                .multiply(BigInteger.valueOf(units))
                .add(BigInteger.valueOf(rest))
                .divideAndRemainder(BigInteger.valueOf(every));
        return new Filled(clamp(parts[0]), parts[1].longValueExact());
    }

    /** How many nanoseconds bring so many units, with what there is of the next. */
    static long nanosFor(long wanted, long units, long every, long rest) {
        if (wanted <= 0) {
            return 0;
        }
        BigInteger per = BigInteger.valueOf(units);
        BigInteger parts =
                BigInteger.valueOf(wanted).multiply(BigInteger.valueOf(every)).subtract(BigInteger.valueOf(rest));
        return clamp(parts.add(per).subtract(BigInteger.ONE).divide(per));
    }

    /** The sum, or the greatest number if it is greater. */
    static long plus(long one, long other) {
        long sum = one + other;
        return sum < 0 && one >= 0 && other >= 0 ? Long.MAX_VALUE : sum;
    }

    /** The product of two that are not negative, or the greatest number if it is greater. */
    static long times(long one, long other) {
        return one != 0 && other > Long.MAX_VALUE / one ? Long.MAX_VALUE : one * other;
    }

    /** Nanoseconds since 1970, or the nearest number that there is. */
    static long nanos(Instant time) {
        return clamp(BigInteger.valueOf(time.getEpochSecond())
                .multiply(BigInteger.valueOf(NANOS_PER_SECOND))
                .add(BigInteger.valueOf(time.getNano())));
    }

    /** Nanoseconds, or the greatest number of them. */
    static long nanos(Duration time) {
        return time.toSeconds() >= Long.MAX_VALUE / NANOS_PER_SECOND ? Long.MAX_VALUE - 1 : time.toNanos();
    }

    private static long clamp(BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        return number.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
