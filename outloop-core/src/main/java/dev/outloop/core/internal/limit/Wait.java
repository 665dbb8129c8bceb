package dev.outloop.core.internal.limit;

import java.time.Duration;

/** A time to wait, for people and agents: never shorter than it is. */
final class Wait {

    private Wait() {}

    static String inWords(Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            return Math.max(1, up(time, Duration.ofMillis(1))) + " ms";
        }
        if (time.compareTo(Duration.ofMinutes(3)) < 0) {
            return up(time, Duration.ofSeconds(1)) + " seconds";
        }
        if (time.compareTo(Duration.ofHours(3)) < 0) {
            return up(time, Duration.ofMinutes(1)) + " minutes";
        }
        if (time.compareTo(Duration.ofDays(3)) < 0) {
            return up(time, Duration.ofHours(1)) + " hours";
        }
        return up(time, Duration.ofDays(1)) + " days";
    }

    private static long up(Duration time, Duration unit) {
        long whole = time.dividedBy(unit);
        return unit.multipliedBy(whole).equals(time) ? whole : whole + 1;
    }
}
