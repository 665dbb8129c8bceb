package dev.outloop.core;

import dev.outloop.core.internal.admit.Callers;
import dev.outloop.core.internal.admit.Origins;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.admit.Tokens;
import dev.outloop.core.internal.authorize.ApprovalGate;
import dev.outloop.core.internal.authorize.LimitGate;
import dev.outloop.core.internal.authorize.NoState;
import dev.outloop.core.internal.state.MemoryLog;
import java.io.IOException;
import java.time.Clock;

/** What a broker has to know from earlier runs, as it begins with it. The engine closes the parts. */
final class OpenedState implements AutoCloseable {

    private final OpenedCallers callers;
    private final Origins origins;
    private final LimitGate limits;
    private final ApprovalGate approvals;

    private OpenedState(OpenedCallers callers, Origins origins, LimitGate limits, ApprovalGate approvals) {
        this.callers = callers;
        this.origins = origins;
        this.limits = limits;
        this.approvals = approvals;
    }

    static OpenedState open(BrokerConfig config, Clock clock, Snapshot snapshot) throws StartException {
        return new OpenedState(
                OpenedCallers.open(config.statePath().orElse(null), null, clock, snapshot),
                openOrigins(),
                NoState.limits(),
                NoState.approvals());
    }

    Callers callers() {
        return callers.callers();
    }

    Tokens tokens() {
        return callers.tokens();
    }

    Origins origins() {
        return origins;
    }

    LimitGate limits() {
        return limits;
    }

    ApprovalGate approvals() {
        return approvals;
    }

    private static Origins openOrigins() throws StartException {
        try {
            return Origins.open(new MemoryLog());
        } catch (IOException e) {
            throw new StartException("What is known of secrets' origins cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        callers.close();
        origins.close();
        limits.close();
        approvals.close();
    }
}
