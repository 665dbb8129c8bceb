package dev.outloop.core.internal.dispatch;

import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.error.ErrorCode;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connections of one access for one workspace; they serve nobody else. Bounded, thread-safe, without a thread. */
final class Connections {

    static final int MAX_OPEN = 32;
    private static final long MAX_IDLE_MILLIS = 30_000;
    private static final long TRUSTED_IDLE_MILLIS = 1_000;

    /** For {@link #trustedIdleMillis}: a connection is looked at each time. */
    static final long NEVER_TRUSTED = -1;

    private final Supplier<ServiceConnection> unconnected;
    private final Clock clock;
    private final long trustedIdleMillis;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ServiceConnection> idle = new ArrayDeque<>();
    private final Set<ServiceConnection> lent = new HashSet<>();
    private @Nullable ErrorCode closedFor;
    private boolean retired;

    Connections(Supplier<ServiceConnection> unconnected, Clock clock) {
        this(unconnected, clock, TRUSTED_IDLE_MILLIS);
    }

    /** @param trustedIdleMillis how long a connection may idle and be used without a look at its far end */
    Connections(Supplier<ServiceConnection> unconnected, Clock clock, long trustedIdleMillis) {
        this.unconnected = unconnected;
        this.clock = clock;
        this.trustedIdleMillis = trustedIdleMillis;
    }

    /** An idle connection that is still good, or one to be connected; waits while all are lent and the call runs. */
    ServiceConnection borrow(CallScope scope) throws IOException {
        while (true) {
            ServiceConnection connection = next(scope);
            if (!connection.isOpen() || isReusable(connection)) {
                return connection;
            }
            discard(connection);
            connection.wipe();
        }
    }

    /** Takes a connection back whose response was read to its end; closes it unless it is silent. */
    void giveBack(ServiceConnection connection) {
        connection.idleSince(clock.millis());
        if (!isReusable(connection)) {
            discard(connection);
            connection.wipe();
            return;
        }
        lock.lock();
        try {
            lent.remove(connection);
            if (closedFor == null && !retired) {
                idle.push(connection);
            } else {
                connection.hangUp();
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a connection that was lent. */
    void discard(ServiceConnection connection) {
        connection.hangUp();
        lock.lock();
        try {
            lent.remove(connection);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes those who wait, so that they see that their call is over. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends connections that idled for too long. */
    void closeIdle() {
        lock.lock();
        try {
            Iterator<ServiceConnection> each = idle.iterator();
            while (each.hasNext()) {
                ServiceConnection connection = each.next();
                if (!isFresh(connection, MAX_IDLE_MILLIS)) {
                    connection.hangUp();
                    each.remove();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Keeps no connection for later: idle ones end now, lent ones when their exchange is over. */
    void retire() {
        lock.lock();
        try {
            retired = true;
            idle.forEach(ServiceConnection::hangUp);
            idle.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all connections, lent ones too, and lends none any more. */
    void close(ErrorCode reason) {
        lock.lock();
        try {
            if (closedFor == null) {
                closedFor = reason;
            }
            idle.forEach(ServiceConnection::hangUp);
            idle.clear();
            lent.forEach(ServiceConnection::hangUp);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Why nothing is lent any more, if that is so. */
    Optional<ErrorCode> closedFor() {
        lock.lock();
        try {
            return Optional.ofNullable(closedFor);
        } finally {
            lock.unlock();
        }
    }

    /** How many connections are lent or idle. */
    int open() {
        lock.lock();
        try {
            return idle.size() + lent.size();
        } finally {
            lock.unlock();
        }
    }

    private ServiceConnection next(CallScope scope) throws IOException {
        lock.lock();
        try {
            while (true) {
                if (closedFor != null || scope.stopCode().isPresent()) {
                    throw new IOException("nothing is lent");
                }
                ServiceConnection connection = idle.poll();
                if (connection == null && lent.size() < MAX_OPEN) {
                    connection = unconnected.get();
                }
                if (connection != null) {
                    lent.add(connection);
                    return connection;
                }
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isReusable(ServiceConnection connection) {
        try {
            return isFresh(connection, MAX_IDLE_MILLIS)
                    // A look at the far end takes a blocking read of a millisecond; a busy connection is spared it.
                    && (isFresh(connection, trustedIdleMillis) || !connection.isStale())
                    && !connection.hasSurplus();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isFresh(ServiceConnection connection, long maxMillis) {
        long idleMillis = clock.millis() - connection.idleSinceMillis();
        return idleMillis >= 0 && idleMillis <= maxMillis;
    }
}
