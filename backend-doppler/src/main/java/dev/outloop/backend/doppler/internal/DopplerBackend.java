package dev.outloop.backend.doppler.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Configs of Doppler as a vault that can be read. Leases have no version, because Doppler gives values none, and an
 * {@code ETag} may be made of them. Thread-safe.
 */
public final class DopplerBackend implements VaultBackend.Listing, VaultBackend.Checking {

    /** How many configs are downloaded whole; secrets of further ones are asked for one by one. */
    static final int MAX_CONFIGS = 16;

    private final String vaultName;
    private final DopplerSettings settings;
    private final Clock clock;
    private final DopplerApi api;
    private final Map<Optional<ConfigName>, ConfigDownload> downloads = new HashMap<>();
    private boolean closed;

    private DopplerBackend(VaultContext context, DopplerSettings settings, DopplerApi api) {
        this.vaultName = context.vaultName();
        this.settings = settings;
        this.clock = context.clock();
        this.api = api;
    }

    /**
     * The vault that is configured like this.
     *
     * @throws VaultException {@code VAULT_FAILED} if a setting is missing, unknown or wrong
     */
    public static DopplerBackend open(VaultContext context) throws VaultException {
        DopplerSettings settings = DopplerSettings.of(context);
        return new DopplerBackend(
                context, settings, new DopplerApi(context, context.http(settings.url()), settings.config()));
    }

    @Override
    public Lease lease(VaultRequest request) throws VaultException {
        requireOpen();
        SecretPlace place = SecretPlace.of(request.ref(), settings.config());
        Secret value = value(place, request.deadline());
        try {
            requireNotEmpty(value);
        } catch (VaultException empty) {
            value.close();
            throw empty;
        }
        return Lease.of(value);
    }

    /** The names in the configured config; those of other configs are reachable and not listed. */
    @Override
    public List<SecretRef> list(Instant deadline) throws VaultException {
        requireOpen();
        List<SecretRef> refs = new ArrayList<>();
        for (String name : names(deadline)) {
            if (SecretPlace.isName(name)) {
                refs.add(new SecretRef(vaultName, List.of(name)));
            }
        }
        return List.copyOf(refs);
    }

    @Override
    public void check(Instant deadline) throws VaultException {
        requireOpen();
        api.requireToken(deadline);
    }

    @Override
    public void close() {
        List<ConfigDownload> open;
        synchronized (downloads) {
            closed = true;
            open = List.copyOf(downloads.values());
        }
        api.close();
        open.forEach(ConfigDownload::close);
    }

    @Override
    public String toString() {
        return "DopplerBackend[" + vaultName + "]";
    }

    /** What a download does not show is asked for by itself: only that answer tells a missing secret from a restricted. */
    private Secret value(SecretPlace place, Instant deadline) throws VaultException {
        Optional<ConfigDownload> download = settings.downloads() ? downloadOf(place.config()) : Optional.empty();
        Optional<Secret> value =
                download.isEmpty() ? Optional.empty() : download.get().value(place.name(), deadline);
        return value.isPresent() ? value.get() : api.secret(place, deadline);
    }

    private Optional<ConfigDownload> downloadOf(Optional<ConfigName> config) throws VaultException {
        synchronized (downloads) {
            requireOpen();
            if (!downloads.containsKey(config) && downloads.size() < MAX_CONFIGS) {
                downloads.put(config, new ConfigDownload(api, config, clock));
            }
            return Optional.ofNullable(downloads.get(config));
        }
    }

    private List<String> names(Instant deadline) throws VaultException {
        try {
            return api.names(settings.config(), deadline);
        } catch (VaultException e) {
            if (e.code().equals(ErrorCode.SECRET_NOT_FOUND)) {
                throw new VaultException(
                        ErrorCode.VAULT_MISSING,
                        "The vault " + vaultName + " has no such project or config; look at its settings.");
            }
            throw e;
        }
    }

    private void requireOpen() throws VaultException {
        synchronized (downloads) {
            if (closed) {
                throw new VaultException(ErrorCode.VAULT_UNAVAILABLE, "The vault " + vaultName + " is closed.");
            }
        }
    }

    private void requireNotEmpty(Secret value) throws VaultException {
        try (Secret empty = Secret.copyOf(new byte[0])) {
            if (value.hasSameValueAs(empty)) {
                throw new VaultException(
                        ErrorCode.SECRET_UNFIT,
                        "The secret in the vault " + vaultName + " is empty; the person who keeps it has to set it.");
            }
        }
    }
}
