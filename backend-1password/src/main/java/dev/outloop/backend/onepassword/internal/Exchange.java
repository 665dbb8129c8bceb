package dev.outloop.backend.onepassword.internal;

import dev.outloop.secret.Lease;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import dev.outloop.spi.VaultHttpRequest;
import dev.outloop.spi.VaultHttpResponse;
import dev.outloop.spi.VaultJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The requests that answer one question, with the token that was lent for it. Operations and ids of the Connect API 1.7.1.
 * Not thread-safe.
 */
final class Exchange implements AutoCloseable {

    /** What vaults and items are called by the vendor. */
    static final Pattern ID = Pattern.compile("[0-9a-z]{26}");

    private static final int MAX_LIST_BYTES = 8 * 1024 * 1024;

    private final VaultContext context;
    private final VaultHttp http;
    private final Failures failures;
    private final Instant deadline;
    private @Nullable Lease token;

    Exchange(VaultContext context, VaultHttp http, Failures failures, Instant deadline) {
        this.context = context;
        this.http = http;
        this.failures = failures;
        this.deadline = deadline;
    }

    /** Asks whether a Connect server is there at all, which takes no token and counts towards no limit. */
    void heartbeat() throws VaultException {
        try (VaultHttpResponse response =
                http.send(VaultHttpRequest.get("heartbeat").deadline(deadline).build())) {
            requireServer(response);
        }
    }

    /** All vaults that the token may see. They are few, so no filter has to be trusted to find one. */
    List<Entry> vaults() throws VaultException {
        try (VaultHttpResponse response = get(MAX_LIST_BYTES, "v1", "vaults")) {
            requireServer(response);
            return entries(response, "name");
        }
    }

    /** The items that the server finds for that title, and maybe others; empty if there is no such vault. */
    Optional<List<Entry>> items(String vaultId, String title) throws VaultException {
        VaultHttpRequest.Builder request = VaultHttpRequest.get("v1", "vaults", id(vaultId), "items");
        // How the server's filter takes a quote is not documented, so a title with one is looked for in the whole list.
        if (title.indexOf('"') < 0 && title.indexOf('\\') < 0) {
            request.query("filter", "title eq \"" + title + "\"");
        }
        try (VaultHttpResponse response = send(request, MAX_LIST_BYTES)) {
            if (response.status() == 404) {
                return Optional.empty();
            }
            requireSuccess(response);
            return Optional.of(entries(response, "title"));
        }
    }

    /** The item, which the caller closes; empty if there is none. */
    Optional<Item> item(String vaultId, String itemId) throws VaultException {
        Instant askedAt = context.clock().instant();
        VaultHttpResponse response =
                get(VaultHttpRequest.DEFAULT_MAX_RESPONSE_BYTES, "v1", "vaults", id(vaultId), "items", id(itemId));
        boolean isHandedOut = false;
        try {
            if (response.status() == 404) {
                return Optional.empty();
            }
            requireSuccess(response);
            Item item = requireAskedFor(new Item(response, askedAt), vaultId, itemId);
            isHandedOut = true;
            return Optional.of(item);
        } finally {
            if (!isHandedOut) {
                response.close();
            }
        }
    }

    /** The content of a file, which the caller closes. */
    VaultHttpResponse content(Item item, String fileId, int maxBytes) throws VaultException {
        VaultHttpResponse response = get(
                maxBytes, "v1", "vaults", id(item.vaultId()), "items", id(item.id()), "files", id(fileId), "content");
        if (response.status() != 200) {
            try (response) {
                throw failures.refusal(response);
            }
        }
        return response;
    }

    /** Gives the token back. */
    @Override
    public void close() {
        if (token != null) {
            token.close();
        }
    }

    private VaultHttpResponse get(int maxBytes, String... path) throws VaultException {
        return send(VaultHttpRequest.get(path), maxBytes);
    }

    private VaultHttpResponse send(VaultHttpRequest.Builder request, int maxBytes) throws VaultException {
        return http.send(request.bearer(token().secret())
                .deadline(deadline)
                .maxResponseBytes(maxBytes)
                .build());
    }

    /** Lent when it is first needed: what is remembered needs none. */
    private Lease token() throws VaultException {
        Lease lent = token;
        if (lent == null) {
            try {
                lent = context.secret(OnePasswordBackend.TOKEN);
            } catch (VaultException e) {
                throw failures.ofToken(e);
            }
            token = lent;
        }
        return lent;
    }

    private void requireServer(VaultHttpResponse response) throws VaultException {
        if (response.status() == 404) {
            throw failures.drift("has no Connect server at its url; write it without /v1.");
        }
        requireSuccess(response);
    }

    private void requireSuccess(VaultHttpResponse response) throws VaultException {
        if (response.status() != 200) {
            throw failures.refusal(response);
        }
    }

    private Item requireAskedFor(Item item, String vaultId, String itemId) throws VaultException {
        if (!item.id().equals(itemId) || !item.vaultId().equals(vaultId)) {
            throw failures.drift("answered with another item than it was asked for; see what its url leads to.");
        }
        return item;
    }

    private String id(String id) throws VaultException {
        if (!ID.matcher(id).matches()) {
            throw failures.drift("answered with an id that is none; see whether its version is supported.");
        }
        return id;
    }

    /** Those in use: an archived item is not lent, so it does not make a name ambiguous either. */
    private static List<Entry> entries(VaultHttpResponse response, String nameMember) throws VaultException {
        List<Entry> entries = new ArrayList<>();
        for (VaultJson entry : response.json().items()) {
            if (entry.find("state").isEmpty()) {
                Optional<VaultJson> name = entry.find(nameMember);
                entries.add(new Entry(
                        entry.member("id").text(), name.isPresent() ? name.get().text() : ""));
            }
        }
        return entries;
    }
}
