package dev.outloop.core.internal.limit;

import dev.outloop.core.internal.state.StateLog;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Kind;
import dev.outloop.spi.LimitStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts in memory, and in a log what has to survive a restart: budgets before anything is done under them, rates from time
 * to time. What is under way is under way no longer after a restart.
 *
 * <p>A budget's charge is on the log in full before it is known what is used, and what comes back is written later; so a
 * crash between leaves the whole of it charged. A log that fails refuses every charge until it is opened anew.
 */
public final class EmbeddedLimitStore implements LimitStore {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedLimitStore.class);

    /** What a bucket gives in this time may be given once more after a crash. */
    private static final long WRITE_RATES_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    /** Two of all are looked at with each call, so that what is idle goes while others are added one by one. */
    private static final int LOOKED_AT_PER_CALL = 2;

    private static final int LINES_PER_COUNT = 4;
    private static final int LEAST_LINES = 4096;

    private final StateLog log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<CounterKey, Counter> counters = new HashMap<>();
    private final ArrayDeque<Counter> looking = new ArrayDeque<>();
    private final Map<String, List<Taken>> underWay = new HashMap<>();
    private long now = Long.MIN_VALUE;
    private boolean closed;

    /** A charge that was taken; of a budget, in the time that began then. */
    private record Taken(Charge charge, Counter counter, long since) {}

    private EmbeddedLimitStore(StateLog log) {
        this.log = log;
    }

    /**
     * Reads what earlier runs have counted.
     *
     * @param log which the store closes, also if this fails
     */
    public static EmbeddedLimitStore open(StateLog log) throws IOException {
        boolean opened = false;
        try {
            EmbeddedLimitStore store = new EmbeddedLimitStore(log);
            store.readAll();
            opened = true;
            return store;
        } finally {
            if (!opened) {
                log.close();
            }
        }
    }

    private void readAll() throws IOException {
        for (String line : log.read()) {
            CounterLine.Read read = CounterLine.read(line);
            now = Math.max(now, read.time());
            for (Counter counter : read.counters()) {
                counters.put(counter.key(), counter);
            }
        }
        looking.addAll(counters.values());
    }

    @Override
    public Answer reserve(Reservation reservation) throws IOException {
        boolean done = false;
        try {
            Answer answer = reserveAll(reservation);
            done = true;
            return answer;
        } finally {
            if (!done) {
                abandon(reservation.id());
            }
        }
    }

    private Answer reserveAll(Reservation reservation) throws IOException {
        lock.lock();
        try {
            requireOpen();
            long time = goOn(reservation.time());
            List<Taken> taken = new ArrayList<>();
            for (Charge charge : reservation.charges()) {
                Answer refusal = take(charge, time, taken);
                if (refusal != null) {
                    taken.forEach(one -> one.counter().giveBack(one.charge().units()));
                    return refusal;
                }
            }
            if (underWay.putIfAbsent(reservation.id(), taken) != null) {
                throw new IllegalStateException("a reservation of that id is under way");
            }
            boolean durably = write(taken, time);
            dropIdle(time);
            compact(time);
            if (!durably) {
                return Answer.taken();
            }
        } finally {
            lock.unlock();
        }
        log.force();
        return Answer.taken();
    }

    /** Nothing is done under what could not be made durable; it stays charged, as it may be on the log all the same. */
    private void abandon(String id) {
        lock.lock();
        try {
            List<Taken> taken = underWay.remove(id);
            if (taken != null) {
                taken.stream()
                        .filter(one -> !one.counter().key().isKept())
                        .forEach(one -> one.counter().giveBack(one.charge().units()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes one, or says what stands against it. */
    private @Nullable Answer take(Charge charge, long time, List<Taken> taken) {
        LimitDefinition limit = charge.limit();
        Counter counter = counters.computeIfAbsent(CounterKey.of(charge), key -> {
            Counter added = new Counter(key, time);
            looking.add(added);
            return added;
        });
        counter.advance(limit, time);
        if (charge.units() > counter.left(limit)) {
            Long wait = counter.nanosUntil(limit, charge.units(), time);
            return Answer.refused(limit, wait == null ? null : Duration.ofNanos(wait));
        }
        counter.add(limit, charge.units());
        taken.add(new Taken(charge, counter, counter.since()));
        return null;
    }

    /** Writes what has to be written, and says whether it has to be durable. */
    private boolean write(List<Taken> taken, long time) throws IOException {
        List<Counter> unwritten = new ArrayList<>();
        boolean durably = false;
        for (Taken one : taken) {
            Counter counter = one.counter();
            boolean budget = counter.key().isBudget();
            if (budget || (counter.key().isKept() && counter.isUnwritten(time, WRITE_RATES_EVERY_NANOS))) {
                unwritten.add(counter);
                durably |= budget;
            }
        }
        if (!unwritten.isEmpty()) {
            log.write(CounterLine.write(time, unwritten));
            unwritten.forEach(counter -> counter.written(time));
        }
        return durably;
    }

    @Override
    public void settle(String id, List<Long> usedUnits, Instant time) throws IOException {
        lock.lock();
        try {
            List<Taken> taken = underWay.get(id);
            if (taken == null) {
                return;
            }
            if (usedUnits.size() != taken.size()) {
                throw new IllegalArgumentException("a reservation is settled with as many amounts as it has charges");
            }
            underWay.remove(id);
            requireOpen();
            long moment = goOn(time);
            List<Counter> changed = new ArrayList<>();
            for (int i = 0; i < taken.size(); i++) {
                Counter counter = taken.get(i).counter();
                settle(taken.get(i), usedUnits.get(i), moment);
                // One that was dropped meanwhile is not written in place of the one that counts now.
                if (counter.key().isBudget() && counters.get(counter.key()) == counter) {
                    changed.add(counter);
                }
            }
            if (!changed.isEmpty()) {
                log.write(CounterLine.write(moment, changed));
            }
        } finally {
            lock.unlock();
        }
    }

    private static void settle(Taken taken, long used, long moment) {
        LimitDefinition limit = taken.charge().limit();
        Counter counter = taken.counter();
        long reserved = taken.charge().units();
        if (limit.kind() == Kind.CONCURRENCY) {
            counter.giveBack(reserved);
            return;
        }
        if (limit.kind() == Kind.RATE) {
            counter.advance(limit, moment);
        } else if (counter.since() != taken.since()) {
            return; // It started anew meanwhile, without this charge.
        }
        if (used < reserved) {
            counter.giveBack(reserved - used);
        } else {
            counter.add(limit, used - reserved);
        }
    }

    @Override
    public long left(LimitDefinition limit, String subject, Instant time) throws IOException {
        lock.lock();
        try {
            requireOpen();
            long moment = Math.max(now, Units.nanos(time));
            Counter kept = counters.get(CounterKey.of(limit, subject));
            Counter counter = kept == null ? new Counter(CounterKey.of(limit, subject), moment) : kept.copy();
            counter.advance(limit, moment);
            return counter.left(limit);
        } finally {
            lock.unlock();
        }
    }

    /** How many subjects are counted now. */
    int size() {
        lock.lock();
        try {
            return counters.size();
        } finally {
            lock.unlock();
        }
    }

    /** Time never goes back: what a clock has said once has been. */
    private long goOn(Instant time) {
        now = Math.max(now, Units.nanos(time));
        return now;
    }

    private void dropIdle(long time) {
        for (int i = 0; i < LOOKED_AT_PER_CALL && !looking.isEmpty(); i++) {
            Counter counter = looking.remove();
            if (counter.isIdle(time)) {
                counters.remove(counter.key());
            } else {
                looking.add(counter);
            }
        }
    }

    /** Replaces the log's lines by one for each count, once that makes it much shorter. */
    private void compact(long time) throws IOException {
        if (log.size() > LEAST_LINES && log.size() > (long) LINES_PER_COUNT * counters.size()) {
            log.replace(lines(time));
        }
    }

    private List<String> lines(long time) {
        List<String> lines = new ArrayList<>();
        lines.add(CounterLine.write(time, List.of()));
        for (Counter counter : counters.values()) {
            if (counter.key().isKept()) {
                lines.add(CounterLine.write(time, List.of(counter)));
                counter.written(time);
            }
        }
        return lines;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the counts of limits are closed");
        }
    }

    /** Writes the rates too, so that an orderly restart knows them. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                if (!counters.isEmpty()) {
                    log.replace(lines(now));
                }
            }
        } catch (IOException e) {
            LOG.warn("the rates of limits could not be kept; budgets are: {}", e.getMessage());
        } finally {
            log.close();
            lock.unlock();
        }
    }
}
