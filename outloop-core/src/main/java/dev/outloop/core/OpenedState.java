package dev.outloop.core;

import dev.outloop.core.internal.approve.LoggedApprovals;
import dev.outloop.core.internal.approve.UnkeptLog;
import dev.outloop.core.internal.limit.EmbeddedLimitStore;
import dev.outloop.core.internal.limit.StoredLimits;
import dev.outloop.core.internal.state.StateFolder;
import dev.outloop.spi.ApprovalStore;
import dev.outloop.spi.LimitStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What survives a restart, opened when a configuration first needs it. Thread-safe. */
final class OpenedState implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenedState.class);

    private final ReentrantLock opening = new ReentrantLock();
    private final StoredLimits limits;
    private @Nullable StateFolder folder;
    private @Nullable Path path;

    /** One with nothing open but the host's own store, if there is one. */
    OpenedState(@Nullable LimitStore given, Clock clock) {
        this.limits = new StoredLimits(clock);
        if (given != null) {
            limits.use(given);
        }
    }

    /** Where calls get their share of limits; whoever takes it closes it, before this. */
    StoredLimits limits() {
        return limits;
    }

    /**
     * Opens what the configuration needs and is not open yet; what is open stays.
     *
     * @throws IOException if that is not possible, with what to do
     */
    void openFor(BrokerConfig config) throws IOException {
        opening.lock();
        try {
            if (!config.policy().limits().isEmpty() && !limits.hasStore()) {
                limits.use(EmbeddedLimitStore.open(folder(config).log("limits")));
            }
            requireSamePath(config);
        } finally {
            opening.unlock();
        }
    }

    /**
     * What was approved: in the configured folder, or in memory where there is none; whoever takes it closes it, before
     * this.
     *
     * @throws IOException if that is not possible, with what to do
     */
    ApprovalStore approvals(BrokerConfig config) throws IOException {
        opening.lock();
        try {
            return LoggedApprovals.open(
                    config.statePath().isPresent() ? folder(config).log("approvals") : new UnkeptLog());
        } finally {
            opening.unlock();
        }
    }

    private StateFolder folder(BrokerConfig config) throws IOException {
        StateFolder opened = folder;
        if (opened == null) {
            path = config.statePath()
                    .orElseThrow(
                            () -> new IOException(
                                    "limits are counted in a folder: set state.path in the configuration, or give a LimitStore"));
            opened = StateFolder.open(path);
            folder = opened;
        }
        return opened;
    }

    /** Counts in another folder would begin anew. */
    private void requireSamePath(BrokerConfig config) throws IOException {
        if (path != null && !path.equals(config.statePath().orElse(path))) {
            throw new IOException("state.path cannot change while the broker runs; start it anew");
        }
    }

    @Override
    public void close() {
        opening.lock();
        try {
            if (folder != null) {
                folder.close();
            }
        } catch (IOException e) {
            LOG.warn("the folder of the state could not be closed in order");
        } finally {
            opening.unlock();
        }
    }
}
