package dev.outloop.backend.infisical.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import dev.outloop.spi.VaultHttpResponse;
import dev.outloop.spi.VaultRequest;
import java.time.Instant;
import java.util.List;

/** The secrets of one project and environment. Keeps an access token, and no secret. Thread-safe; blocking. */
public final class InfisicalBackend implements VaultBackend.Listing, VaultBackend.Checking {

    private final String vaultName;
    private final Settings settings;
    private final Server server;
    private volatile boolean closed;

    private InfisicalBackend(String vaultName, Settings settings, Server server) {
        this.vaultName = vaultName;
        this.settings = settings;
        this.server = server;
    }

    /**
     * Opens the configured vault without asking for anything.
     *
     * @throws VaultException if a setting is missing, unknown or wrong, by its name
     */
    public static InfisicalBackend open(VaultContext context) throws VaultException {
        Settings settings = Settings.of(context);
        VaultHttp http = context.http(settings.url());
        AccessTokens tokens = settings.clientId().isPresent()
                ? new UniversalAuth(context, settings.clientId().get(), http)
                : new FixedToken(context);
        return new InfisicalBackend(context.vaultName(), settings, new Server(context.vaultName(), http, tokens));
    }

    @Override
    public Lease lease(VaultRequest request) throws VaultException {
        requireOpen();
        Place place = Place.of(settings.folder(), request.ref().segments()).orElseThrow(this::impossible);
        // A service token may be answered from another place; with imports that could not be told.
        boolean byIdentity = settings.clientId().isPresent();
        try (VaultHttpResponse response =
                server.ask(api -> api.secret(settings, place, byIdentity), request.deadline())) {
            requireOk(response);
            SecretAnswer answer = SecretAnswer.of(vaultName, response.json());
            if (!byIdentity) {
                answer.requireThere(place, settings.environment());
            }
            return answer.lease(place);
        }
    }

    @Override
    public List<SecretRef> list(Instant deadline) throws VaultException {
        requireOpen();
        String root = Place.folder(settings.folder(), List.of());
        try (VaultHttpResponse response = server.ask(api -> api.list(settings, root, true), deadline)) {
            requireOk(response);
            return ListAnswer.references(vaultName, response.json(), root);
        }
    }

    /** Lists the folder without what is below; what an identity may read in there shows only when it is asked for. */
    @Override
    public void check(Instant deadline) throws VaultException {
        requireOpen();
        String root = Place.folder(settings.folder(), List.of());
        try (VaultHttpResponse response = server.ask(api -> api.list(settings, root, false), deadline)) {
            if (response.status() == 404) {
                throw Refusals.ofFolder(vaultName, response);
            }
            if (response.status() != 403 || Refusals.isTokenRefused(response)) {
                requireOk(response);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        server.close();
    }

    /** The vault's name alone. */
    @Override
    public String toString() {
        return "InfisicalBackend[" + vaultName + "]";
    }

    private void requireOpen() throws VaultException {
        if (closed) {
            throw new VaultException(ErrorCode.VAULT_UNAVAILABLE, "The vault " + vaultName + " is closed.");
        }
    }

    private void requireOk(VaultHttpResponse response) throws VaultException {
        if (response.status() != 200) {
            throw Refusals.of(vaultName, response);
        }
    }

    private VaultException impossible() {
        return new VaultException(
                ErrorCode.SECRET_NOT_FOUND,
                "The vault " + vaultName + " has no names with slashes, or with spaces around them.");
    }
}
