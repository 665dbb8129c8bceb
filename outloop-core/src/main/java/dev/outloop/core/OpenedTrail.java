package dev.outloop.core;

import dev.outloop.core.internal.journal.AuditSecret;
import dev.outloop.core.internal.journal.FingerprintKey;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.AuditSink;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A trail with the key of its fingerprints: derived from the configured secret, or from the file beside the trail; a
 * host's own sink without a configured secret has a random one for this process.
 *
 * @param sink the trail; whoever opened it closes it
 * @param fingerprints the key
 */
record OpenedTrail(AuditSink sink, FingerprintKey fingerprints) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Opens the trail.
     *
     * @param given the host's own sink, or null for the configured trail
     * @param vaults opened, by name
     * @param lent is told the secret before its keys are used
     * @throws StartException if that is not possible; the given sink stays open
     */
    static OpenedTrail open(
            BrokerConfig config,
            @Nullable AuditSink given,
            Clock clock,
            Map<String, VaultBackend> vaults,
            BiConsumer<String, Secret> lent)
            throws StartException {
        AuditSettings settings = config.audit().orElse(null);
        if (settings == null) {
            if (given == null) {
                throw new StartException(
                        "No trail to write to: set audit.path in the configuration, or give an AuditSink.");
            }
            return new OpenedTrail(given, FingerprintKey.random());
        }
        SecretRef ref = settings.key().orElse(null);
        if (ref == null) {
            return given == null ? withKeyFile(settings, clock) : new OpenedTrail(given, FingerprintKey.random());
        }
        try (Lease lease = lease(ref, vaults, clock)) {
            lent.accept("audit/key", lease.secret());
            FingerprintKey key = AuditSecret.fingerprintKey(lease.secret());
            return new OpenedTrail(given == null ? openConfigured(settings, clock, lease.secret()) : given, key);
        } catch (IllegalArgumentException e) {
            throw new StartException("The audit key cannot be used: " + e.getMessage());
        }
    }

    private static OpenedTrail withKeyFile(AuditSettings settings, Clock clock) throws StartException {
        AuditSink sink = openConfigured(settings, clock, null);
        boolean complete = false;
        try {
            OpenedTrail opened = new OpenedTrail(sink, AuditSecret.fingerprintKey(settings.path()));
            complete = true;
            return opened;
        } catch (IOException e) {
            throw new StartException("The key of the audit trail cannot be read or made: " + e.getMessage());
        } finally {
            if (!complete) {
                closeQuietly(sink);
            }
        }
    }

    private static AuditSink openConfigured(AuditSettings settings, Clock clock, @Nullable Secret key)
            throws StartException {
        AuditTrail.Builder trail = AuditTrail.builder(settings.path())
                .clock(clock)
                .checkpointEvery(settings.checkpointEvery())
                .checkpointInterval(settings.checkpointInterval())
                .segmentBytes(settings.segmentBytes())
                .daily(settings.daily());
        settings.exports().forEach(file -> trail.exportTo(CheckpointExport.file(file)));
        if (settings.exportsToStdout()) {
            trail.exportTo(CheckpointExport.stream(System.out));
        }
        settings.keep().ifPresent(trail::keep);
        if (key != null) {
            trail.key(key);
        }
        try {
            return trail.open();
        } catch (IOException e) {
            throw new StartException("The audit trail cannot be opened: " + e.getMessage());
        }
    }

    @SuppressWarnings("ConstantValue") // a foreign backend may return null all the same
    private static Lease lease(SecretRef ref, Map<String, VaultBackend> vaults, Clock clock) throws StartException {
        VaultBackend vault = vaults.get(ref.vault());
        if (vault == null) {
            throw new StartException("The vault of the audit key is not configured.");
        }
        try {
            Lease lease = vault.lease(VaultRequest.of(ref, clock.instant().plus(PATIENCE)));
            if (lease != null) {
                return lease;
            }
        } catch (VaultException e) {
            throw new StartException("The audit key cannot be leased: " + e.getMessage());
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // What it says may quote the secret.
        }
        throw new StartException("The vault of the audit key failed in a way that it should not; see its own log.");
    }

    static void closeQuietly(AuditSink trail) {
        try {
            trail.close();
        } catch (IOException | RuntimeException e) {
            // The broker does not start anyway, and why is on its way to the host.
        }
    }
}
