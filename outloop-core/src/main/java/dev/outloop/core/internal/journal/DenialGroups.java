package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditEvent;
import dev.outloop.error.ErrorCode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Refusals beyond a caller's quota, recorded together: one record a second for what the same caller was refused for the
 * same cause, under the id of the first, with what they have in common and how many they were. Each call waits for its
 * record, so that nothing is answered unrecorded; only threads of that caller wait. Thread-safe.
 */
final class DenialGroups {

    /** Long enough that a flood of any size makes few records, short enough that a call still ends in its time. */
    static final long OPEN_NANOS = 1_000_000_000L;

    /** What is kept for groups stays small; who opens one more waits until another one is recorded. */
    static final int MOST_GROUPS = 256;

    /** Makes a record durable. */
    @FunctionalInterface
    interface Recorder {
        void record(Entry entry) throws IOException;
    }

    /** What a group has in common. */
    record Key(String caller, AuditEvent event, ErrorCode cause) {}

    private final Recorder recorder;
    private final Clock clock;
    private final Pause pause;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Group> open = new HashMap<>();
    private final Semaphore places = new Semaphore(MOST_GROUPS);

    private static final class Group {
        private final CompletableFuture<Boolean> recorded = new CompletableFuture<>();
        private final Instant since;
        private Subject subject;
        private long count = 1;

        Group(Subject subject, Instant since) {
            this.subject = subject;
            this.since = since;
        }

        void add(Subject other) {
            subject = subject.common(other);
            count++;
        }
    }

    DenialGroups(Recorder recorder, Clock clock, Pause pause) {
        this.recorder = recorder;
        this.clock = clock;
        this.pause = pause;
    }

    /** Returns once the record that stands for this call too is durable. */
    void record(Key key, Subject subject) throws IOException {
        Group joined = join(key, subject);
        if (joined == null) {
            places.acquireUninterruptibly();
            try {
                joined = lead(key, subject);
            } finally {
                places.release();
            }
        }
        awaitRecord(joined);
    }

    /** How many calls are in the group that is open under the key. */
    long waiting(Key key) {
        lock.lock();
        try {
            Group group = open.get(key);
            return group == null ? 0 : group.count;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Group join(Key key, Subject subject) {
        lock.lock();
        try {
            Group group = open.get(key);
            if (group != null) {
                group.add(subject);
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    /** Opens a group, or joins the one that was opened since, and records what it opened. */
    private Group lead(Key key, Subject subject) {
        Group group;
        lock.lock();
        try {
            group = open.get(key);
            if (group != null) {
                group.add(subject);
                return group;
            }
            group = new Group(subject, clock.instant());
            open.put(key, group);
        } finally {
            lock.unlock();
        }
        try {
            pause.forNanos(OPEN_NANOS);
        } finally {
            close(key);
            settle(key, group);
        }
        return group;
    }

    private void close(Key key) {
        lock.lock();
        try {
            open.remove(key);
        } finally {
            lock.unlock();
        }
    }

    private void settle(Key key, Group group) {
        @Nullable Throwable failure = new IOException("the audit trail could not be written");
        try {
            recorder.record(entry(key, group));
            failure = null;
        } catch (IOException e) {
            failure = e;
        } finally {
            if (failure == null) {
                group.recorded.complete(true);
            } else {
                group.recorded.completeExceptionally(failure);
            }
        }
    }

    private static Entry entry(Key key, Group group) {
        return new Entry(key.event(), group.subject.actionId(), record -> {
            group.subject.writeTo(record);
            record.code(key.cause());
            if (group.count > 1) {
                record.repeated(group.count, group.since);
            }
        });
    }

    private static void awaitRecord(Group group) throws IOException {
        try {
            group.recorded.join();
        } catch (CompletionException e) {
            throw new IOException("the audit trail could not be written", e);
        }
    }
}
