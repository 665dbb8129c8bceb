package dev.outloop.core.internal.keystore;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;

/** A context at a fixed time. */
record FixedContext(Path directory, Map<String, String> settings, Map<String, Secret> secrets) implements VaultContext {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public String vaultName() {
        return "local";
    }

    @Override
    public Set<String> secretSettings() {
        return secrets.keySet();
    }

    @Override
    public Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Override
    public Lease secret(String setting) throws VaultException {
        Secret secret = secrets.get(setting);
        if (secret == null) {
            throw new VaultException(ErrorCode.SECRET_NOT_FOUND, "no such setting");
        }
        return Lease.of(secret.copy());
    }

    @Override
    public VaultHttp http(String url) {
        throw new UnsupportedOperationException("the keystore asks no server");
    }
}
