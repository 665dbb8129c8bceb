package dev.outloop.core.internal.admit;

import dev.outloop.error.ErrorCode;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What callers rest on: a token, or the host's word. Once it has ended, none of them is recognised and none of their calls
 * goes on. Thread-safe.
 */
final class Standing {

    private final Set<CallScope> running = ConcurrentHashMap.newKeySet();
    private volatile Instant until;
    private volatile boolean ended;

    private Standing(Instant until) {
        this.until = until;
    }

    /** One that ends with the time, or before. */
    static Standing until(Instant end) {
        return new Standing(end);
    }

    /** One that ends only if somebody ends it. */
    static Standing unlimited() {
        return new Standing(Instant.MAX);
    }

    boolean holds(Instant now) {
        return !ended && now.isBefore(until);
    }

    Instant end() {
        return until;
    }

    /** Has it end at that time already; a later one changes nothing. */
    void shorten(Instant end) {
        if (end.isBefore(until)) {
            until = end;
        }
    }

    /** Ends it now, and with it every call under way. */
    void revoke() {
        ended = true;
        running.forEach(scope -> scope.stop(ErrorCode.CALLER_NOT_RECOGNISED));
    }

    /** Lets a call in, stopped if it has been revoked; a call that is over is let go. */
    CallScope.Handle enter(CallScope scope) {
        running.add(scope);
        if (ended) {
            scope.stop(ErrorCode.CALLER_NOT_RECOGNISED);
        }
        return () -> running.remove(scope);
    }
}
