package dev.outloop.backend.doppler.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import dev.outloop.spi.VaultHttpRequest;
import dev.outloop.spi.VaultHttpResponse;
import dev.outloop.spi.VaultJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The four requests of Doppler's API that lending secrets takes (its OpenAPI document, version 4). The token is lent
 * anew for each of them. Thread-safe.
 */
final class DopplerApi implements AutoCloseable {

    /** How long a config's download may be, uncompressed: 8 MiB. */
    static final int MAX_DOWNLOAD_BYTES = 8 * 1024 * 1024;

    private static final int MAX_TAG_LENGTH = 256;

    private static final Set<ErrorCode> SAID_OF_SECRETS = Set.of(
            ErrorCode.SECRET_NOT_FOUND, ErrorCode.SECRET_AMBIGUOUS, ErrorCode.SECRET_WITHHELD, ErrorCode.SECRET_UNFIT);

    private final VaultContext context;
    private final VaultHttp http;
    private final Optional<ConfigName> configured;
    private final Refusals refusals;

    /** @param configured what the settings say that the token reads; empty where it implies that */
    DopplerApi(VaultContext context, VaultHttp http, Optional<ConfigName> configured) {
        this.context = context;
        this.http = http;
        this.configured = configured;
        this.refusals = new Refusals(context.vaultName());
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(VaultHttpResponse response) throws VaultException;
    }

    @FunctionalInterface
    private interface TokenRule {
        void require(TokenKind kind) throws VaultException;
    }

    /** The value of one secret with its references resolved, which the caller closes. */
    Secret secret(SecretPlace place, Instant deadline) throws VaultException {
        VaultHttpRequest.Builder request = of(place.config(), "secret").query("name", place.name());
        return ask(request, kind -> requireReach(kind, place.config()), deadline, response -> {
            requireStatus(response, 200);
            return value(response.json(), place.name());
        });
    }

    /**
     * Brings the snapshot up to what the server has now, and says whether that is something else than before: if not, the
     * server sends no values. Where it fails, the snapshot stays as it is.
     */
    boolean download(Optional<ConfigName> config, Snapshot snapshot, Instant deadline) throws VaultException {
        VaultHttpRequest.Builder request = withoutDynamicSecrets(of(config, "secrets", "download"))
                .query("format", "json")
                .maxResponseBytes(MAX_DOWNLOAD_BYTES);
        Optional<String> tag = snapshot.tag();
        tag.ifPresent(known -> request.header("If-None-Match", known));
        return ask(request, kind -> requireReach(kind, config), deadline, response -> {
            if (tag.isPresent() && response.status() == 304) {
                return false;
            }
            requireStatus(response, 200);
            snapshot.replace(tag(response).orElse(null), values(response.json()));
            return true;
        });
    }

    /** The names of the secrets of a config. */
    List<String> names(Optional<ConfigName> config, Instant deadline) throws VaultException {
        VaultHttpRequest.Builder request = withoutDynamicSecrets(of(config, "secrets", "names"));
        return ask(request, kind -> requireReach(kind, config), deadline, response -> {
            requireStatus(response, 200);
            List<String> names = new ArrayList<>();
            for (VaultJson name : response.json().member("names").items()) {
                names.add(name.text());
            }
            return names;
        });
    }

    /** Asks what token this is, which every kind of token may. */
    void requireToken(Instant deadline) throws VaultException {
        ask(VaultHttpRequest.get("v3", "me"), kind -> {}, deadline, response -> {
            requireStatus(response, 200);
            return response.json().member("type").text();
        });
    }

    @Override
    public void close() {
        http.close();
    }

    private static VaultHttpRequest.Builder of(Optional<ConfigName> config, String... below) {
        List<String> segments = new ArrayList<>(List.of("v3", "configs", "config"));
        segments.addAll(List.of(below));
        VaultHttpRequest.Builder request = VaultHttpRequest.get(segments.toArray(String[]::new));
        config.ifPresent(name -> request.query("project", name.project()).query("config", name.config()));
        return request;
    }

    /** With {@code true} Doppler would create an account somewhere for every dynamic secret of the config. */
    private static VaultHttpRequest.Builder withoutDynamicSecrets(VaultHttpRequest.Builder request) {
        return request.query("include_dynamic_secrets", "false");
    }

    private <T> T ask(VaultHttpRequest.Builder request, TokenRule rule, Instant deadline, Reading<T> reading)
            throws VaultException {
        try (Lease token = token()) {
            TokenKind kind = TokenKind.of(token.secret());
            rule.require(kind);
            try (VaultHttpResponse response =
                    http.send(request.bearer(token.secret()).deadline(deadline).build())) {
                if (response.status() != 200 && response.status() != 304) {
                    throw refusals.of(response, kind);
                }
                return reading.read(response);
            }
        }
    }

    private void requireReach(TokenKind kind, Optional<ConfigName> config) throws VaultException {
        if (config.isEmpty() && kind.isOfManyConfigs()) {
            throw refusals.failure(
                    ErrorCode.VAULT_FAILED,
                    "needs the settings project and config, since its token is of no single config");
        }
        requireOwn(kind, config);
    }

    /**
     * By Doppler's documents a service token's config "always takes precedence" over one that is named, so the answer
     * would be a secret of that name from another config, and nothing in it would show that.
     */
    private void requireOwn(TokenKind kind, Optional<ConfigName> config) throws VaultException {
        if (kind == TokenKind.SERVICE && config.isPresent() && !config.equals(configured)) {
            throw refusals.failure(
                    ErrorCode.VAULT_DENIED,
                    "has a service token, which reads one config alone, whatever config is named: write the reference"
                            + " as NAME, or use a token of a service account");
        }
    }

    /** What is said of the token says nothing about the secret that is asked for. */
    private Lease token() throws VaultException {
        try {
            return context.secret(DopplerSettings.TOKEN);
        } catch (VaultException e) {
            if (SAID_OF_SECRETS.contains(e.code())) {
                throw refusals.failure(
                        ErrorCode.VAULT_DENIED,
                        "has no token (" + e.code() + "): look at where the reference in its setting token leads to");
            }
            throw e;
        }
    }

    private void requireStatus(VaultHttpResponse response, int status) throws VaultException {
        if (response.status() != status) {
            throw refusals.failure(
                    ErrorCode.VAULT_FAILED,
                    "answered with status " + response.status() + ", which it was not asked for");
        }
    }

    private Secret value(VaultJson answer, String name) throws VaultException {
        if (!answer.member("name").text().equals(name)) {
            throw refusals.failure(ErrorCode.VAULT_FAILED, "answered with another secret than it was asked for");
        }
        VaultJson value = answer.member("value");
        VaultJson computed = value.member("computed");
        requireShown(value, computed);
        return computed.secret();
    }

    /**
     * In place of a value Doppler gives null: with a visibility if it has the secret and does not show it to this token,
     * with nothing but nulls if it has none (as its own Terraform provider reads it, {@code doppler/api.go}).
     */
    private void requireShown(VaultJson value, VaultJson computed) throws VaultException {
        if (!computed.isNull()) {
            return;
        }
        boolean saysVisibility = value.members().containsKey("computedVisibility");
        if (saysVisibility
                && value.find("computedVisibility").isEmpty()
                && value.find("rawVisibility").isEmpty()) {
            throw refusals.failure(ErrorCode.SECRET_NOT_FOUND, "has no such secret");
        }
        throw refusals.failure(
                ErrorCode.SECRET_WITHHELD,
                "has the secret and does not show its value to this token: it is restricted; use a service token");
    }

    /** Those that are shown: of the rest {@link #secret} says more. */
    private static Map<String, Secret> values(VaultJson answer) throws VaultException {
        Map<String, Secret> values = new HashMap<>();
        boolean isWhole = false;
        try {
            for (Map.Entry<String, VaultJson> member : answer.members().entrySet()) {
                if (!member.getValue().isNull()) {
                    values.put(member.getKey(), member.getValue().secret());
                }
            }
            isWhole = true;
            return values;
        } finally {
            if (!isWhole) {
                values.values().forEach(Secret::close);
            }
        }
    }

    /** Sent back as it came, so it has to be of what a header carries. */
    private static Optional<String> tag(VaultHttpResponse response) {
        return response.header("ETag")
                .filter(tag -> tag.length() <= MAX_TAG_LENGTH
                        && tag.chars().allMatch(character -> character > ' ' && character < 0x7f));
    }
}
