package dev.outloop.backend.infisical.internal;

import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
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

/** A client secret in another vault that a person may renew, and that knows what was lent of it. Thread-safe. */
final class RenewableSecret {

    final List<Lease> lent = new CopyOnWriteArrayList<>();
    private volatile byte[] value;
    volatile @Nullable VaultException failure;

    RenewableSecret(byte[] value) {
        this.value = value;
    }

    void renew(byte[] other) {
        value = other;
    }

    boolean isAllReturned() {
        return lent.stream().allMatch(lease -> lease.secret().isClosed());
    }

    VaultContext in(VaultContext context) {
        return new VaultContext() {
            @Override
            public String vaultName() {
                return context.vaultName();
            }

            @Override
            public Map<String, String> settings() {
                return context.settings();
            }

            @Override
            public Set<String> secretSettings() {
                return Set.of("client-secret");
            }

            @Override
            public Path directory() {
                return context.directory();
            }

            @Override
            public Clock clock() {
                return context.clock();
            }

            @Override
            public Lease secret(String setting) throws VaultException {
                VaultException broken = failure;
                if (broken != null) {
                    throw broken;
                }
                Lease lease = Lease.of(Secret.copyOf(value));
                lent.add(lease);
                return lease;
            }

            @Override
            public VaultHttp http(String url) throws VaultException {
                return context.http(url);
            }
        };
    }
}
