package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.journal.GroupMember.Taken;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a group took and has not made durable yet, from one failure of the group to the next. Thread-safe.
 *
 * <p>A record is durable when every must sink has it so, and one required sink if there are any. Several required sinks
 * may have taken different records, so that each record is looked at by itself.
 */
final class GroupRun {

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Entry> pending = new ArrayDeque<>();
    private @Nullable String failure;

    AuditSink.Ticket add(List<Taken> taken) {
        Entry entry = new Entry(taken);
        lock.lock();
        try {
            pending.add(entry);
        } finally {
            lock.unlock();
        }
        return entry;
    }

    int pending() {
        lock.lock();
        try {
            return pending.size();
        } finally {
            lock.unlock();
        }
    }

    void awaitAll() throws IOException {
        Entry newest;
        lock.lock();
        try {
            newest = pending.peekLast();
        } finally {
            lock.unlock();
        }
        if (newest != null) {
            newest.await();
        }
    }

    boolean failed() {
        lock.lock();
        try {
            return failure != null;
        } finally {
            lock.unlock();
        }
    }

    void requireUnfailed() throws IOException {
        lock.lock();
        try {
            if (failure != null) {
                throw new IOException(failure);
            }
        } finally {
            lock.unlock();
        }
    }

    private void fail(String reason) {
        lock.lock();
        try {
            failure = failure == null ? reason : failure;
        } finally {
            lock.unlock();
        }
    }

    /** A record that was taken. */
    private final class Entry implements AuditSink.Ticket {
        private final List<Taken> taken;
        private boolean durable;

        Entry(List<Taken> taken) {
            this.taken = taken;
        }

        @Override
        public void await() throws IOException {
            List<Entry> entries = upToHere();
            if (entries.isEmpty()) {
                return;
            }
            Set<Object> synced = sync(entries);
            for (Entry entry : entries) {
                if (!entry.isDurable(synced)) {
                    fail("a record was lost: not all audit sinks that have to could make it durable");
                    requireUnfailed();
                }
            }
            settle(entries);
        }

        private List<Entry> upToHere() throws IOException {
            lock.lock();
            try {
                if (durable) {
                    return List.of();
                }
                requireUnfailed();
                List<Entry> entries = new ArrayList<>();
                for (Entry entry : pending) {
                    entries.add(entry);
                    if (entry == this) {
                        break;
                    }
                }
                return entries;
            } finally {
                lock.unlock();
            }
        }

        private boolean isDurable(Set<Object> synced) {
            boolean required = false;
            boolean any = false;
            for (Taken each : taken) {
                boolean here = synced.contains(each.key());
                if (each.member().must() && !here) {
                    return false;
                }
                required |= !each.member().must();
                any |= !each.member().must() && here;
            }
            return any || !required;
        }

        private void settle(List<Entry> entries) {
            lock.lock();
            try {
                entries.forEach(entry -> entry.durable = true);
                while (!pending.isEmpty() && pending.getFirst().durable) {
                    pending.removeFirst();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Which members have these durable now: per member and renewal the newest record stands for those before it. */
    private static Set<Object> sync(List<Entry> entries) {
        Map<Object, Taken> newest = new LinkedHashMap<>();
        entries.forEach(entry -> entry.taken.forEach(each -> newest.put(each.key(), each)));
        for (Taken each : newest.values()) {
            if (each.ticket() instanceof EarlyTicket early) {
                early.start();
            }
        }
        Set<Object> synced = new HashSet<>();
        newest.forEach((key, each) -> {
            if (each.member().await(each)) {
                synced.add(key);
            }
        });
        return synced;
    }
}
