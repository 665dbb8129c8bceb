package dev.outloop.core;

import dev.outloop.core.internal.admit.Callers;
import dev.outloop.core.internal.admit.Origins;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.admit.Tokens;
import dev.outloop.core.internal.approve.LoggedApprovals;
import dev.outloop.core.internal.authorize.LimitGate;
import dev.outloop.core.internal.limit.EmbeddedLimitStore;
import dev.outloop.core.internal.limit.StoredLimits;
import dev.outloop.core.internal.state.MemoryLog;
import dev.outloop.core.internal.state.StateFolder;
import dev.outloop.core.internal.state.StateLog;
import dev.outloop.spi.ApprovalStore;
import dev.outloop.spi.LimitStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a broker has to know from earlier runs, as it begins with it. The engine closes the parts, and the broker closes
 * this after it: the folder is another broker's only once nothing writes to it any more.
 */
final class OpenedState implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenedState.class);

    private final @Nullable StateFolder folder;
    private final OpenedCallers callers;
    private final Origins origins;
    private final LimitGate limits;
    private final ApprovalStore approvals;

    private OpenedState(
            @Nullable StateFolder folder,
            OpenedCallers callers,
            Origins origins,
            LimitGate limits,
            ApprovalStore approvals) {
        this.folder = folder;
        this.callers = callers;
        this.origins = origins;
        this.limits = limits;
        this.approvals = approvals;
    }

    /**
     * Opens everything in the configuration's folder; without one, what has to last lasts as long as the broker, and what
     * is limited is refused unless the host gives a store.
     *
     * @throws StartException if something cannot be opened, with what to do; nothing but what was given is then open
     */
    static OpenedState open(Composition composition, BrokerConfig config, Snapshot snapshot) throws StartException {
        try (Opening opening = new Opening()) {
            Path path = config.statePath().orElse(null);
            StateFolder folder = path == null ? null : opening.add(StateFolder.open(path));
            Clock clock = composition.clock();
            OpenedCallers callers = opening.add(OpenedCallers.open(folder, path, clock, snapshot));
            Origins origins = opening.add(Origins.open(log(folder, "origins")));
            LimitGate limits = limits(composition.limitStore(), folder, clock);
            if (composition.limitStore() == null) {
                opening.add(limits);
            }
            ApprovalStore approvals = approvals(composition.approvals(), folder);
            OpenedState state = new OpenedState(folder, callers, origins, limits, approvals);
            opening.done();
            return state;
        } catch (IOException e) {
            throw new StartException("The state of the broker cannot be opened: " + e.getMessage());
        }
    }

    private static StateLog log(@Nullable StateFolder folder, String name) throws IOException {
        return folder == null ? new MemoryLog() : folder.log(name);
    }

    private static LimitGate limits(@Nullable LimitStore given, @Nullable StateFolder folder, Clock clock)
            throws IOException {
        LimitStore store = given != null || folder == null ? given : EmbeddedLimitStore.open(folder.log("limits"));
        return new StoredLimits(store, clock);
    }

    private static ApprovalStore approvals(@Nullable ApprovalStore given, @Nullable StateFolder folder)
            throws IOException {
        return given != null ? given : LoggedApprovals.open(log(folder, "approvals"));
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

    ApprovalStore approvals() {
        return approvals;
    }

    /** Closes the parts too, of a broker that does not start; also if one of them throws. */
    void closeAll() {
        try (Opening parts = new Opening()) {
            parts.add(this);
            parts.add(approvals);
            parts.add(limits);
            parts.add(origins);
            parts.add(callers);
        }
    }

    @Override
    public void close() {
        try {
            if (folder != null) {
                folder.close();
            }
        } catch (IOException e) {
            LOG.warn("the folder of the state could not be closed in order");
        }
    }
}
