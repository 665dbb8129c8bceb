package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditEvent;
import dev.outloop.error.ErrorCode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Refusals beyond a caller's quota, recorded together: one record a second for what the same caller was refused for the
 * same cause, under the id of the first, with what they have in common and how many they were. Each call waits for its
 * record, so that nothing is answered unrecorded; only threads of that caller wait. Calls wait together by what they are
 * told, and not by the true cause, which could else be told from the time that they take. Thread-safe.
 */
final class DenialGroups {

    /** Long enough that a flood of any size makes few records, short enough that a call still ends in its time. */
    static final long OPEN_NANOS = 1_000_000_000L;

    /** What is kept for groups stays small; who opens one more waits until another one is recorded. */
    static final int MOST_GROUPS = 256;

    /** Makes records durable. */
    @FunctionalInterface
    interface Recorder {
        void record(List<Entry> entries) throws IOException;
    }

    /** What a group has in common: who asked, and what the caller is told. */
    record Key(String caller, AuditEvent event, ErrorCode shown) {}

    private final Recorder recorder;
    private final Clock clock;
    private final Pause pause;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Group> open = new HashMap<>();
    private final Semaphore places = new Semaphore(MOST_GROUPS);

    private static final class Group {
        private final CompletableFuture<Boolean> recorded = new CompletableFuture<>();
        private final Map<ErrorCode, Part> parts = new LinkedHashMap<>();

        void add(ErrorCode cause, Subject subject, Instant now) {
            Part part = parts.get(cause);
            if (part == null) {
                parts.put(cause, new Part(subject, now));
            } else {
                part.add(subject);
            }
        }

        long count() {
            return parts.values().stream().mapToLong(part -> part.count).sum();
        }

        List<Entry> entries(AuditEvent event) {
            return parts.entrySet().stream()
                    .map(each -> each.getValue().entry(event, each.getKey()))
                    .toList();
        }
    }

    /** The refusals of a group that have the same cause. */
    private static final class Part {
        private final Instant since;
        private Subject subject;
        private long count = 1;

        Part(Subject subject, Instant since) {
            this.subject = subject;
            this.since = since;
        }

        void add(Subject other) {
            subject = subject.common(other);
            count++;
        }

        Entry entry(AuditEvent event, ErrorCode cause) {
            return new Entry(event, subject.actionId(), record -> {
                subject.writeTo(record);
                record.code(cause);
                if (count > 1) {
                    record.repeated(count, since);
                }
            });
        }
    }

    DenialGroups(Recorder recorder, Clock clock, Pause pause) {
        this.recorder = recorder;
        this.clock = clock;
        this.pause = pause;
    }

    /** Returns once the record that stands for this call too is durable. */
    void record(Key key, ErrorCode cause, Subject subject) throws IOException {
        Group joined = join(key, cause, subject);
        if (joined == null) {
            places.acquireUninterruptibly();
            try {
                joined = lead(key, cause, subject);
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
            return group == null ? 0 : group.count();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Group join(Key key, ErrorCode cause, Subject subject) {
        lock.lock();
        try {
            Group group = open.get(key);
            if (group != null) {
                group.add(cause, subject, clock.instant());
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    /** Opens a group, or joins the one that was opened since, and records what it opened. */
    private Group lead(Key key, ErrorCode cause, Subject subject) {
        Group group;
        lock.lock();
        try {
            group = open.get(key);
            if (group != null) {
                group.add(cause, subject, clock.instant());
                return group;
            }
            group = new Group();
            group.add(cause, subject, clock.instant());
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
            recorder.record(group.entries(key.event()));
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

    private static void awaitRecord(Group group) throws IOException {
        try {
            group.recorded.join();
        } catch (CompletionException e) {
            throw new IOException("the audit trail could not be written", e);
        }
    }
}
