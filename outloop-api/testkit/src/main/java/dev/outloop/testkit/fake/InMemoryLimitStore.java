package dev.outloop.testkit.fake;

import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Kind;
import dev.outloop.spi.LimitStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts of limits in memory, for tests. Thread-safe. Keeps every subject that it ever saw. */
public final class InMemoryLimitStore implements LimitStore {

    private final Map<String, Count> counts = new HashMap<>();
    private final Map<String, List<Taken>> underWay = new HashMap<>();
    private Instant now = Instant.MIN;
    private boolean closed;

    /** What is used, and since when, or up to when a bucket was filled. */
    private record Count(BigDecimal used, Instant since) {}

    private record Taken(Charge charge, Instant since) {}

    private InMemoryLimitStore() {}

    /** One in which nothing is used. */
    public static InMemoryLimitStore create() {
        return new InMemoryLimitStore();
    }

    /** What is left of it after a restart: everything but what was under way. This one is closed. */
    public synchronized InMemoryLimitStore reopen() {
        closed = true;
        InMemoryLimitStore next = new InMemoryLimitStore();
        counts.forEach((key, count) -> {
            if (!key.startsWith(Kind.CONCURRENCY.toString())) {
                next.counts.put(key, count);
            }
        });
        next.now = now;
        return next;
    }

    @Override
    public synchronized Answer reserve(Reservation reservation) throws IOException {
        requireOpen();
        now = later(reservation.time());
        Map<String, Count> before = new HashMap<>(counts);
        List<Taken> taken = new ArrayList<>();
        for (Charge charge : reservation.charges()) {
            LimitDefinition limit = charge.limit();
            Count count = count(limit, charge.subject(), now);
            BigDecimal sum = count.used().add(BigDecimal.valueOf(charge.units()));
            if (sum.compareTo(BigDecimal.valueOf(most(limit))) > 0) {
                counts.clear();
                counts.putAll(before);
                return Answer.refused(limit, wait(limit, charge.units(), count, sum));
            }
            counts.put(key(limit, charge.subject()), new Count(sum, count.since()));
            taken.add(new Taken(charge, count.since()));
        }
        underWay.put(reservation.id(), taken);
        return Answer.taken();
    }

    private @Nullable Duration wait(LimitDefinition limit, long units, Count count, BigDecimal sum) {
        Duration every = limit.every().orElse(null);
        if (every == null || units > most(limit)) {
            return null;
        }
        if (limit.kind() == Kind.BUDGET) {
            return Duration.between(now, count.since().plus(every));
        }
        BigDecimal tooMuch = sum.subtract(BigDecimal.valueOf(most(limit)));
        return Duration.ofNanos(tooMuch.multiply(BigDecimal.valueOf(every.toNanos()))
                .divide(BigDecimal.valueOf(limit.units()), 0, RoundingMode.CEILING)
                .longValueExact());
    }

    @Override
    public synchronized void settle(String id, List<Long> usedUnits, Instant time) throws IOException {
        requireOpen();
        List<Taken> taken = underWay.remove(id);
        if (taken == null) {
            return;
        }
        now = later(time);
        for (int i = 0; i < taken.size(); i++) {
            Charge charge = taken.get(i).charge();
            Count count = count(charge.limit(), charge.subject(), now);
            boolean concurrency = charge.limit().kind() == Kind.CONCURRENCY;
            long back = concurrency ? charge.units() : charge.units() - usedUnits.get(i);
            if (charge.limit().kind() != Kind.BUDGET
                    || count.since().equals(taken.get(i).since())) {
                BigDecimal left =
                        count.used().subtract(BigDecimal.valueOf(back)).max(BigDecimal.ZERO);
                counts.put(key(charge.limit(), charge.subject()), new Count(left, count.since()));
            }
        }
    }

    @Override
    public synchronized long left(LimitDefinition limit, String subject, Instant time) throws IOException {
        requireOpen();
        return BigDecimal.valueOf(most(limit))
                .subtract(count(limit, subject, later(time)).used())
                .max(BigDecimal.ZERO)
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
    }

    /** What is used at that moment. */
    private Count count(LimitDefinition limit, String subject, Instant time) {
        Count count = counts.getOrDefault(key(limit, subject), new Count(BigDecimal.ZERO, time));
        Duration every = limit.every().orElse(null);
        if (limit.kind() == Kind.RATE && every != null) {
            BigDecimal given = BigDecimal.valueOf(
                            Duration.between(count.since(), time).toNanos())
                    .multiply(BigDecimal.valueOf(limit.units()))
                    .divide(BigDecimal.valueOf(every.toNanos()), 18, RoundingMode.FLOOR);
            return new Count(count.used().subtract(given).max(BigDecimal.ZERO), time);
        }
        boolean over = every != null && !time.isBefore(count.since().plus(every));
        return over || count.used().signum() == 0 ? new Count(BigDecimal.ZERO, time) : count;
    }

    private Instant later(Instant time) {
        return time.isAfter(now) ? time : now;
    }

    private static long most(LimitDefinition limit) {
        return limit.kind() == Kind.RATE ? limit.burstUnits() : limit.units();
    }

    private static String key(LimitDefinition limit, String subject) {
        return String.join(
                " ",
                limit.kind().toString(),
                limit.name(),
                limit.per().toString(),
                limit.measure().toString(),
                subject);
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the counts are closed");
        }
    }

    @Override
    public synchronized void close() {
        underWay.clear();
    }
}
