package dev.outloop.core.internal.vault;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.HttpField;
import dev.outloop.action.ServiceUrl;
import dev.outloop.core.internal.admit.CanonicalRequest;
import dev.outloop.core.internal.admit.PercentCode;
import dev.outloop.core.internal.admit.QueryPair;
import dev.outloop.core.internal.dispatch.VaultServer;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttpRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request in the form in which it is sent. What HTTP would carry otherwise than it was given is refused, as references
 * and settings come in here: nothing is sent then. Its body is overwritten when it is closed.
 */
final class PortRequest implements AutoCloseable {

    private final VaultHttpRequest request;
    private final ServiceUrl url;
    private final byte @Nullable [] body;

    private PortRequest(VaultHttpRequest request, ServiceUrl url, byte @Nullable [] body) {
        this.request = request;
        this.url = url;
        this.body = body;
    }

    /**
     * Takes it over.
     *
     * @throws VaultException {@code VAULT_FAILED} if it cannot be sent as it is, {@code SECRET_UNFIT} if a secret cannot
     */
    static PortRequest of(String vaultName, VaultHttpRequest request, ServiceUrl url) throws VaultException {
        requireFaithful(vaultName, request);
        try {
            return new PortRequest(request, url, JsonBody.of(vaultName, request.members()));
        } catch (IllegalStateException e) {
            throw unfit(vaultName); // A secret that was closed.
        }
    }

    static VaultException unfit(String vaultName) {
        return new VaultException(
                ErrorCode.VAULT_FAILED,
                "The vault " + vaultName
                        + " cannot be asked this: a name or a setting has characters that HTTP does not"
                        + " carry there, or a part of the request is there twice; look at the reference and at the"
                        + " vault's settings.");
    }

    CanonicalRequest canonical() {
        StringBuilder path = new StringBuilder(url.basePath());
        for (String segment : request.segments()) {
            path.append('/');
            PercentCode.encode(path, segment);
        }
        List<QueryPair> query = new ArrayList<>();
        request.query().forEach((name, value) -> query.add(new QueryPair(name, value)));
        List<HttpField> headers = new ArrayList<>();
        request.headers().forEach((name, value) -> headers.add(new HttpField(name, value)));
        return new CanonicalRequest(
                request.method(),
                url,
                path.isEmpty() ? "/" : path.toString(),
                query,
                headers,
                body == null ? null : "application/json",
                body);
    }

    List<CredentialPlacement> placements() {
        List<CredentialPlacement> placements = new ArrayList<>();
        request.secretHeaders()
                .forEach((name, header) -> placements.add(CredentialPlacement.header(name, header.prefix(), name)));
        return placements;
    }

    /** The secret of a placement. */
    Secret secret(String part) {
        VaultHttpRequest.SecretHeader header = request.secretHeaders().get(part);
        if (header == null) {
            throw new IllegalStateException("a header without its secret");
        }
        return header.secret();
    }

    @Override
    public void close() {
        if (body != null) {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static void requireFaithful(String vaultName, VaultHttpRequest request) throws VaultException {
        boolean faithful = request.segments().stream().allMatch(PortRequest::isSegment)
                && request.query().keySet().stream().allMatch(Utf8::isPlain)
                && request.query().values().stream().allMatch(Utf8::isPlain)
                && areOnce(request)
                && request.headers().values().stream().allMatch(PortRequest::isFieldValue)
                && request.secretHeaders().values().stream().allMatch(header -> isFieldValue(header.prefix()));
        if (!faithful) {
            throw unfit(vaultName);
        }
    }

    /** Servers that decode before they route would see a slash as one, so no part between slashes may be a step either. */
    private static boolean isSegment(String segment) {
        return !segment.isEmpty()
                && Utf8.isPlain(segment)
                && Arrays.stream(segment.split("[/\\\\]", -1)).noneMatch(part -> part.equals(".") || part.equals(".."));
    }

    private static boolean areOnce(VaultHttpRequest request) {
        Set<String> names = new HashSet<>();
        return request.headers().keySet().stream().allMatch(name -> isNew(names, name))
                && request.secretHeaders().keySet().stream().allMatch(name -> isNew(names, name));
    }

    private static boolean isNew(Set<String> names, String name) {
        return VaultServer.isFieldToSet(name) && names.add(name.toLowerCase(Locale.ROOT));
    }

    /** RFC 9110, section 5.5, without the obsolete octets. */
    private static boolean isFieldValue(String value) {
        return value.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\t');
    }
}
