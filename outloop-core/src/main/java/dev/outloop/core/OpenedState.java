package dev.outloop.core;

import dev.outloop.core.internal.admit.Callers;
import dev.outloop.core.internal.admit.Origins;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.admit.Tokens;
import dev.outloop.core.internal.authorize.ApprovalGate;
import dev.outloop.core.internal.authorize.LimitGate;
import dev.outloop.core.internal.authorize.NoState;
import dev.outloop.core.internal.state.MemoryLog;
import dev.outloop.core.internal.state.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a broker has to know from earlier runs, as it begins with it. The engine closes the parts, but for the folder. */
final class OpenedState implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenedState.class);

    private final @Nullable StateFolder folder;
    private final OpenedCallers callers;
    private final Origins origins;
    private final LimitGate limits;
    private final ApprovalGate approvals;

    private OpenedState(
            @Nullable StateFolder folder,
            OpenedCallers callers,
            Origins origins,
            LimitGate limits,
            ApprovalGate approvals) {
        this.folder = folder;
        this.callers = callers;
        this.origins = origins;
        this.limits = limits;
        this.approvals = approvals;
    }

    static OpenedState open(BrokerConfig config, Clock clock, Snapshot snapshot) throws StartException {
        Path path = config.statePath().orElse(null);
        StateFolder folder = path == null ? null : openFolder(path);
        boolean opened = false;
        try {
            OpenedCallers.Logs logs = folder == null ? null : folder::log;
            OpenedState state = new OpenedState(
                    folder,
                    OpenedCallers.open(path, logs, clock, snapshot),
                    openOrigins(logs),
                    NoState.limits(),
                    NoState.approvals());
            opened = true;
            return state;
        } finally {
            if (!opened && folder != null) {
                closeFolder(folder);
            }
        }
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

    private static StateFolder openFolder(Path path) throws StartException {
        try {
            return StateFolder.open(path);
        } catch (IOException e) {
            throw new StartException("The folder for state cannot be opened: " + e.getMessage());
        }
    }

    private static Origins openOrigins(OpenedCallers.@Nullable Logs logs) throws StartException {
        try {
            return Origins.open(logs == null ? new MemoryLog() : logs.open("origins"));
        } catch (IOException e) {
            throw new StartException("What is known of secrets' origins cannot be read: " + e.getMessage());
        }
    }

    /** Lets others have the folder, once the engine has closed the parts. */
    void closeFolder() {
        if (folder != null) {
            closeFolder(folder);
        }
    }

    private static void closeFolder(StateFolder folder) {
        try {
            folder.close();
        } catch (IOException e) {
            LOG.warn("the folder for state could not be closed in order");
        }
    }

    @Override
    public void close() {
        callers.close();
        origins.close();
        limits.close();
        approvals.close();
        closeFolder();
    }
}
