package dev.outloop.backend.onepassword.internal;

import dev.outloop.backend.onepassword.internal.Part.Attachment;
import dev.outloop.backend.onepassword.internal.Part.Field;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import dev.outloop.spi.VaultHttpResponse;
import dev.outloop.spi.VaultJson;
import dev.outloop.spi.VaultRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lends fields, one-time codes and files of the items that a Connect server has. It remembers ids and no value.
 * Thread-safe.
 */
public final class OnePasswordBackend implements VaultBackend.Checking {

    /** The setting that is the server's access token. */
    public static final String TOKEN = "token";

    private static final int MAX_VALUE_BYTES = 65_536;

    private final VaultContext context;
    private final VaultHttp http;
    private final Failures failures;
    private final ItemFinder items;
    private final PartChoice parts;
    private volatile boolean closed;

    /** @throws VaultException if the URL or the vault's network rule cannot be used */
    public OnePasswordBackend(VaultContext context, String url) throws VaultException {
        this.context = context;
        this.http = context.http(url);
        this.failures = new Failures(context.vaultName());
        this.items = new ItemFinder(failures, new RememberedIds(context.clock()));
        this.parts = new PartChoice(failures);
    }

    @Override
    public Lease lease(VaultRequest request) throws VaultException {
        requireOpen();
        Reference reference = Reference.of(request.ref())
                .orElseThrow(() ->
                        failures.missing("has no such secret; a reference to it is vault/item, vault/item/field or"
                                + " vault/item/section/field."));
        try (Exchange exchange = new Exchange(context, http, failures, request.deadline());
                Item item = items.find(exchange, reference)) {
            Part part = parts.of(item, reference);
            return part instanceof Field field ? lease(item, field) : lease(exchange, item, (Attachment) part);
        }
    }

    /** Asks for what costs the least that needs the token: the vaults that it may see. */
    @Override
    public void check(Instant deadline) throws VaultException {
        requireOpen();
        try (Exchange exchange = new Exchange(context, http, failures, deadline)) {
            exchange.heartbeat();
            if (exchange.vaults().isEmpty()) {
                throw failures.denied("has a token that may see no 1Password vault; give it read access to one.");
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        http.close();
    }

    @Override
    public String toString() {
        return "OnePasswordBackend[" + context.vaultName() + "]";
    }

    private void requireOpen() throws VaultException {
        if (closed) {
            throw failures.closed();
        }
    }

    private Lease lease(Item item, Field field) throws VaultException {
        if (!field.isOneTime()) {
            return lease(item, secret(field, "value"));
        }
        if (field.json().find("totp").isEmpty()) {
            throw failures.withheld("gives no code for that one-time password; look at the field in 1Password.");
        }
        try (Secret seed = secret(field, "value")) {
            // The item's version says nothing of the code.
            return Lease.builder(requireUsable(secret(field, "totp")))
                    .expiresAt(OneTimeCode.expiry(item.askedAt(), seed))
                    .build();
        }
    }

    private Lease lease(Exchange exchange, Item item, Attachment file) throws VaultException {
        if (file.sizeBytes() > MAX_VALUE_BYTES) {
            throw tooLong();
        }
        try (VaultHttpResponse response = exchange.content(item, file.id(), MAX_VALUE_BYTES)) {
            Secret content = response.body().copy();
            requireLength(content, file.sizeBytes());
            return lease(item, content);
        }
    }

    private Lease lease(Item item, Secret value) throws VaultException {
        Lease.Builder lease = Lease.builder(requireUsable(value));
        item.version().ifPresent(version -> lease.version(Long.toString(version)));
        return lease.build();
    }

    /** Empty without a value, which the server leaves out. */
    private static Secret secret(Field field, String member) throws VaultException {
        Optional<VaultJson> value = field.json().find(member);
        return value.isPresent() ? value.get().secret() : Secret.copyOf(new byte[0]);
    }

    /** An empty value is a removed one: it fails as one that is not there, so that what was lent before goes too. */
    private Secret requireUsable(Secret value) throws VaultException {
        long length = length(value);
        if (length == 0 || length > MAX_VALUE_BYTES) {
            value.close();
            throw length == 0 ? failures.missing("has that field or file, but it is empty; fill it in.") : tooLong();
        }
        return value;
    }

    /** A page that something between us and the server answered with in its place is not the file. */
    private void requireLength(Secret content, long sizeBytes) throws VaultException {
        if (length(content) != sizeBytes) {
            content.close();
            throw failures.drift("answered with another length than that of the file; see what its url leads to.");
        }
    }

    private VaultException tooLong() {
        return failures.unfit("has that field or file, but it is longer than 64 KiB, which is no credential.");
    }

    private static long length(Secret secret) {
        byte[] bytes = secret.toByteArray(InsecureSecretAccess.get());
        Arrays.fill(bytes, (byte) 0);
        return bytes.length;
    }
}
