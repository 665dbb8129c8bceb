package dev.outloop.core.internal.limit;

import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Kind;
import dev.outloop.spi.LimitStore.Charge;
import dev.outloop.spi.LimitStore.Reservation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits from the whole history of what was charged, worked out anew for each question. Slow, exact and without any state
 * that could be wrong.
 */
final class ReferenceLimits {

    private final List<Event> events = new ArrayList<>();
    private final Map<String, List<Event>> underWay = new HashMap<>();
    private Instant highest = Instant.MIN;

    /** So much was taken at a time, or given back; what is given back belongs to the charge that it is of. */
    private static final class Event {
        final LimitDefinition limit;
        final String subject;
        final Instant time;
        final BigDecimal units;
        final Event of;
        boolean ended;

        Event(LimitDefinition limit, String subject, Instant time, long units, Event of) {
            this.limit = limit;
            this.subject = subject;
            this.time = time;
            this.units = BigDecimal.valueOf(units);
            this.of = of == null ? this : of;
        }
    }

    Instant highest(Instant time) {
        return time.isAfter(highest) ? time : highest;
    }

    boolean reserve(Reservation reservation) {
        highest = highest(reservation.time());
        List<Event> taken = new ArrayList<>();
        for (Charge charge : reservation.charges()) {
            if (left(charge.limit(), charge.subject(), highest) < charge.units()) {
                events.removeAll(taken);
                return false;
            }
            Event event = new Event(charge.limit(), charge.subject(), highest, charge.units(), null);
            taken.add(event);
            events.add(event);
        }
        underWay.put(reservation.id(), taken);
        return true;
    }

    void settle(Reservation reservation, List<Long> used, Instant time) {
        highest = highest(time);
        List<Event> taken = underWay.remove(reservation.id());
        for (int i = 0; i < taken.size(); i++) {
            Event event = taken.get(i);
            event.ended = true;
            long back = event.units.longValueExact() - used.get(i);
            events.add(new Event(event.limit, event.subject, highest, -back, event));
        }
    }

    void restart() {
        events.forEach(event -> event.ended = true);
        underWay.clear();
    }

    void clear() {
        events.clear();
        highest = Instant.MIN;
    }

    long left(LimitDefinition limit, String subject, Instant asked) {
        Instant time = highest(asked);
        List<Event> its = events.stream()
                .filter(event -> event.limit == limit && event.subject.equals(subject))
                .toList();
        if (limit.kind() == Kind.CONCURRENCY) {
            BigDecimal now = its.stream()
                    .filter(event -> event.of == event && !event.ended)
                    .map(event -> event.units)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            return left(limit.units(), now);
        }
        return limit.kind() == Kind.RATE
                ? left(limit.burstUnits(), owed(limit, its, time))
                : left(limit.units(), spent(limit, its, time));
    }

    private static long left(long most, BigDecimal used) {
        return BigDecimal.valueOf(most).subtract(used).max(BigDecimal.ZERO).longValueExact();
    }

    /** What is owed to the bucket after it was paid off from event to event. */
    private static BigDecimal owed(LimitDefinition limit, List<Event> events, Instant time) {
        BigDecimal every = BigDecimal.valueOf(limit.every().orElseThrow().toNanos());
        BigDecimal parts = BigDecimal.ZERO;
        Instant since = time;
        for (Event event : events) {
            parts = paid(limit, parts, since, event.time)
                    .add(event.units.multiply(every))
                    .max(BigDecimal.ZERO);
            since = event.time;
        }
        return paid(limit, parts, since, time).divide(every, 0, RoundingMode.CEILING);
    }

    private static BigDecimal paid(LimitDefinition limit, BigDecimal parts, Instant from, Instant to) {
        if (to.isBefore(from)) {
            return parts;
        }
        BigDecimal nanos = BigDecimal.valueOf(Duration.between(from, to).toNanos());
        return parts.subtract(nanos.multiply(BigDecimal.valueOf(limit.units()))).max(BigDecimal.ZERO);
    }

    /** What was charged in the time that runs, which the first charge after the one before has begun. */
    private static BigDecimal spent(LimitDefinition limit, List<Event> events, Instant time) {
        BigDecimal spent = BigDecimal.ZERO;
        List<Event> current = new ArrayList<>();
        Instant begin = null;
        for (Event event : events) {
            boolean over = begin == null
                    || spent.signum() == 0
                    || limit.every()
                            .filter(every -> !event.time.isBefore(begin(current).plus(every)))
                            .isPresent();
            if (event.of == event) {
                if (over) {
                    current.clear();
                    spent = BigDecimal.ZERO;
                    begin = event.time;
                }
                current.add(event);
                spent = spent.add(event.units);
            } else if (current.contains(event.of)) {
                spent = spent.add(event.units);
            }
        }
        boolean over = begin == null
                || limit.every()
                        .filter(every -> !time.isBefore(begin(current).plus(every)))
                        .isPresent();
        return over ? BigDecimal.ZERO : spent;
    }

    private static Instant begin(List<Event> current) {
        return current.get(0).time;
    }
}
