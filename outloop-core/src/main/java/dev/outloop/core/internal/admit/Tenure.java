package dev.outloop.core.internal.admit;

import dev.outloop.error.ErrorCode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The time for which one workspace has one access unchanged, over every snapshot that has it so. What lives as long as
 * the grant does, its running calls and its connections, belongs to this and not to one snapshot. Thread-safe.
 *
 * <p>When the access changes or is revoked, the tenure ends for good, and with it every call that entered it. An ended one
 * lets no call in, so no call can miss the change.
 */
public final class Tenure {

    private final Set<CallScope> running = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;
    private volatile boolean over;

    Tenure() {}

    /** Whether it lets no call in any more. */
    public boolean hasEnded() {
        return ended;
    }

    /** Whether, on top of that, every call that was in it knows why it has to end. */
    public boolean isOver() {
        return over;
    }

    void enter(CallScope scope) {
        running.add(scope);
        stopIfEnded(scope);
    }

    /** Looked at after the call is among the running ones: either this or the end sees the other. */
    private void stopIfEnded(CallScope scope) {
        if (ended) {
            scope.stop(ErrorCode.ACCESS_CHANGED);
        }
    }

    void leave(CallScope scope) {
        running.remove(scope);
    }

    void end(ErrorCode reason) {
        ended = true;
        running.forEach(scope -> scope.stop(reason));
        over = true;
    }
}
