package dev.outloop.backend.doppler.internal;

import dev.outloop.secret.Lease;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A context that remembers what it lent, and whose other vault can fail. */
final class WatchedContext implements VaultContext {

    final List<Lease> lent = new CopyOnWriteArrayList<>();
    volatile @Nullable VaultException failure;
    private final VaultContext inner;

    WatchedContext(VaultContext inner) {
        this.inner = inner;
    }

    @Override
    public String vaultName() {
        return inner.vaultName();
    }

    @Override
    public Map<String, String> settings() {
        return inner.settings();
    }

    @Override
    public Set<String> secretSettings() {
        return inner.secretSettings();
    }

    @Override
    public Path directory() {
        return inner.directory();
    }

    @Override
    public Clock clock() {
        return inner.clock();
    }

    @Override
    public Lease secret(String setting) throws VaultException {
        VaultException failing = failure;
        if (failing != null) {
            throw failing;
        }
        Lease lease = inner.secret(setting);
        lent.add(lease);
        return lease;
    }

    @Override
    public VaultHttp http(String url) throws VaultException {
        return inner.http(url);
    }
}
