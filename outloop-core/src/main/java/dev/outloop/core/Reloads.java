package dev.outloop.core;

import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.pipeline.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Puts other definitions into force, on the host's word or on that of its access source. What is read last is in force
 * last: reading and putting into force are one step, of one thread at a time. Thread-safe.
 */
final class Reloads implements AutoCloseable {

    private final Engine engine;
    private final @Nullable SourceFeed source;
    private final ReentrantLock lock = new ReentrantLock();
    private BrokerConfig config;

    Reloads(Engine engine, BrokerConfig config, @Nullable SourceFeed source) {
        this.engine = engine;
        this.config = config;
        this.source = source;
    }

    /** From here on what the source changes is put into force. */
    void start() {
        if (source != null) {
            source.follow(this::again);
        }
    }

    void use(BrokerConfig next) throws IOException, ConfigException {
        lock.lock();
        try {
            putIntoForce(next);
        } finally {
            lock.unlock();
        }
    }

    void readAnew() throws IOException, ConfigException {
        lock.lock();
        try {
            Optional<Path> file = config.file();
            if (file.isEmpty() && source == null) {
                throw new IllegalStateException("the configuration is from no file; call reload(BrokerConfig)");
            }
            putIntoForce(file.isPresent() ? BrokerConfig.load(file.get()) : config);
        } finally {
            lock.unlock();
        }
    }

    /** Why what the source has is not in force; empty if it is, or if there is none. */
    Optional<String> sourceFailure() {
        return source == null ? Optional.empty() : source.failure();
    }

    @Override
    public void close() {
        if (source != null) {
            source.close();
        }
    }

    static Snapshot snapshot(BrokerConfig config) {
        return new Snapshot(config.workspaces(), config.services(), config.accesses(), config.policy());
    }

    private void again() throws IOException, ConfigException {
        lock.lock();
        try {
            putIntoForce(config);
        } finally {
            lock.unlock();
        }
    }

    private void putIntoForce(BrokerConfig next) throws IOException, ConfigException {
        FixedParts.requireSame(config, next);
        BrokerConfig whole = source == null ? next : SourcedConfig.of(next, source.read());
        engine.replace(snapshot(whole), whole.redaction().detectors().orElse(null));
        config = next;
        if (source != null) {
            source.succeeded();
        }
    }
}
