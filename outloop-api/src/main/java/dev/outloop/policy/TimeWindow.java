package dev.outloop.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hours of certain days in one time zone, from the first instant up to, and not including, the last. Immutable.
 *
 * <p>A window whose end is not after its start runs over midnight and belongs to the day on which it starts.
 */
public final class TimeWindow {

    private final Set<DayOfWeek> days;
    private final LocalTime from;
    private final LocalTime to;
    private final ZoneId zone;

    private TimeWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
        this.days = Set.copyOf(days);
        this.from = Objects.requireNonNull(from, "from");
        this.to = Objects.requireNonNull(to, "to");
        this.zone = Objects.requireNonNull(zone, "zone");
    }

    /**
     * A window.
     *
     * @param days the days on which it starts; empty for all
     * @param from when it starts
     * @param to when it has ended; the same as {@code from} for a whole day
     */
    public static TimeWindow of(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
        return new TimeWindow(days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days, from, to, zone);
    }

    /** The days on which it starts. */
    public Set<DayOfWeek> days() {
        return days;
    }

    /** When it starts. */
    public LocalTime from() {
        return from;
    }

    /** When it has ended. */
    public LocalTime to() {
        return to;
    }

    /** The zone that days and times are meant in. */
    public ZoneId zone() {
        return zone;
    }

    /** Whether the instant lies in it. */
    public boolean contains(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean overMidnight = !from.isBefore(to);
        if (!time.isBefore(from) && (overMidnight || time.isBefore(to))) {
            return days.contains(local.getDayOfWeek());
        }
        return overMidnight
                && time.isBefore(to)
                && days.contains(local.getDayOfWeek().minus(1));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TimeWindow that
                && days.equals(that.days)
                && from.equals(that.from)
                && to.equals(that.to)
                && zone.equals(that.zone);
    }

    @Override
    public int hashCode() {
        return Objects.hash(days, from, to, zone);
    }

    @Override
    public String toString() {
        return from + " to " + to + " " + zone;
    }
}
