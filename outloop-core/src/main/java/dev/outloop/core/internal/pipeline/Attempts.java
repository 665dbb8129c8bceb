package dev.outloop.core.internal.pipeline;

import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.authorize.Authorize;
import dev.outloop.core.internal.authorize.AuthorizedAction;
import dev.outloop.error.ErrorCode;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rules in force, and the attempts under way, which each change of the rules meets: either the change finds the
 * attempt among those under way, or the attempt, once it is among them, finds the change. Thread-safe.
 */
final class Attempts {

    private record Standing(AuthorizedAction action, Rulebook judgedBy, Instant since) {}

    private final Authorize authorize;
    private final Clock clock;
    private final Map<CallScope, Standing> underWay = new ConcurrentHashMap<>();
    private volatile Rulebook current;

    Attempts(Authorize authorize, Rulebook first, Clock clock) {
        this.authorize = authorize;
        this.current = first;
        this.clock = clock;
    }

    /** What new calls are judged by. */
    Rulebook current() {
        return current;
    }

    /**
     * Begins an attempt. Whoever calls this ends it, also if this throws.
     *
     * @throws Refused with ACCESS_CHANGED if the rules in force do not allow it any more, or with why else it was stopped
     */
    void begin(AuthorizedAction action, Rulebook judgedBy) throws Refused {
        Standing standing = new Standing(action, judgedBy, clock.instant());
        underWay.put(action.admitted().scope(), standing);
        action.admitted().binding().enter(action.admitted().scope());
        judgeAnew(standing);
        Pipeline.requireRunning(action.admitted().scope());
    }

    void end(AuthorizedAction action) {
        action.admitted().binding().leave(action.admitted().scope());
        underWay.remove(action.admitted().scope());
    }

    /** Has new calls judged by other rules. {@link #judgeAnew()} has to follow. */
    void change(Rulebook next) {
        current = next;
    }

    /** Stops the attempts that the rules in force do not allow. */
    void judgeAnew() {
        underWay.values().forEach(this::judgeAnew);
    }

    private void judgeAnew(Standing standing) {
        Rulebook now = current;
        if (!now.equals(standing.judgedBy()) && !isStillAllowed(standing, now)) {
            standing.action().admitted().scope().stop(ErrorCode.ACCESS_CHANGED);
        }
    }

    /**
     * An attempt may go on for longer than it might begin, past the end of an access say, so of what denies it now only
     * what a change of the rules has brought counts.
     */
    private boolean isStillAllowed(Standing standing, Rulebook now) {
        Instant time = clock.instant();
        return authorize.allows(standing.action(), now.policy(), time)
                || (authorize.allows(standing.action(), now.policy(), standing.since())
                        && !authorize.allows(
                                standing.action(), standing.judgedBy().policy(), time));
    }
}
