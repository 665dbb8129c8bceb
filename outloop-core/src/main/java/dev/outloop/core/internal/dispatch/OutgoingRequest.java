package dev.outloop.core.internal.dispatch;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.HttpField;
import dev.outloop.action.ServiceUrl;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.admit.CanonicalRequest;
import dev.outloop.core.internal.admit.QueryPair;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * A canonical request on its way out. What HttpClient sees of it is the method and the path; the credential joins it in
 * the bytes that go to the socket and nowhere before.
 */
final class OutgoingRequest extends BasicClassicHttpRequest {

    /** The content codings of a response that may be streamed. */
    static final String COMPRESSED = "gzip, deflate";

    /** Nothing but the bytes themselves. */
    static final String IDENTITY = "identity";

    private static final long serialVersionUID = 1L;
    private static final int ONE_WRITE_BYTES = 16 * 1024;
    private static final Set<String> USUALLY_WITH_CONTENT = Set.of("POST", "PUT", "PATCH");
    private static final Set<String> OWN_AND_REPLACED = Set.of("accept-encoding", "user-agent");
    private static final Set<String> OWN_AND_REFUSED = Set.of(
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final transient CanonicalRequest request;
    private final transient Credentials credentials;
    private final transient String encodings;
    private final transient CallScope scope;
    private transient boolean begun;

    OutgoingRequest(CanonicalRequest request, Credentials credentials, String encodings, CallScope scope) {
        super(request.method(), request.path());
        this.request = request;
        this.credentials = credentials;
        this.encodings = encodings;
        this.scope = scope;
    }

    /** Whether a byte of it may have reached the socket. */
    boolean hasBegun() {
        return begun;
    }

    /** Refuses a request for another origin than the service's. */
    void requireOrigin(ServiceUrl approved) {
        if (!request.url().equals(approved)) {
            throw new IllegalStateException("the request is for another origin than the service's");
        }
    }

    /** Refuses a request that already has a field or a pair where a credential goes: exactly one value, ours. */
    void requireCredentialPlacesFree() {
        for (CredentialPlacement placement : credentials.placements()) {
            for (HttpField field : request.headers()) {
                if (field.name().equalsIgnoreCase(placement.header().orElse(null))) {
                    throw new IllegalStateException("a request has the header of a credential");
                }
            }
            for (QueryPair pair : request.query()) {
                if (pair.name().equalsIgnoreCase(placement.query().orElse(null))) {
                    throw new IllegalStateException("a request has the query name of a credential");
                }
            }
        }
    }

    /** Refuses what would not go out as it was judged: fields of the transport, and bytes that end a line. */
    void requireFaithful() {
        requireText(request.method(), false);
        requireText(request.path(), false);
        for (HttpField field : request.headers()) {
            if (!isFieldToSet(field.name())) {
                throw new IllegalStateException("a request has a header that is not its own to set");
            }
            requireText(field.value(), true);
        }
        if (request.mediaType() != null) {
            requireText(request.mediaType(), true);
        }
    }

    /** The last look before the first byte: whoever stopped the call by now has nothing sent. */
    void requireRunning() throws InterruptedIOException {
        if (scope.stopCode().isPresent()) {
            throw new InterruptedIOException("stopped");
        }
    }

    /** Whether a field of that name is not transport's own. */
    static boolean isFieldToSet(String name) {
        return isToken(name) && !OWN_AND_REFUSED.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Puts head, credential and body on the wire. */
    void writeTo(OutputStream out) throws IOException {
        byte[] body = request.body();
        byte[] content = body == null ? new byte[0] : body;
        try (WipedBuffer head = new WipedBuffer(1024)) {
            writeHead(head, content.length);
            boolean together = content.length <= ONE_WRITE_BYTES;
            if (together) {
                head.add(content);
            }
            requireRunning();
            begun = true;
            head.writeTo(out);
            if (!together) {
                out.write(content);
            }
            out.flush();
        }
    }

    private void writeHead(WipedBuffer head, int contentBytes) {
        String query = request.encodedQuery();
        head.ascii(request.method() + " " + request.path());
        if (!query.isEmpty()) {
            head.ascii("?" + query);
        }
        credentials.writeQuery(head, !query.isEmpty());
        head.ascii(" HTTP/1.1\r\nHost: " + request.url().authority() + "\r\nUser-Agent: Outloop\r\nAccept-Encoding: "
                + encodings + "\r\n");
        for (HttpField field : request.headers()) {
            if (!OWN_AND_REPLACED.contains(field.name().toLowerCase(Locale.ROOT))) {
                head.ascii(field.name() + ": " + field.value() + "\r\n");
            }
        }
        if (request.mediaType() != null) {
            head.ascii("Content-Type: " + request.mediaType() + "\r\n");
        }
        // RFC 9110, section 8.6: a method that usually has content says so even when it has none.
        if (request.body() != null || USUALLY_WITH_CONTENT.contains(request.method())) {
            head.ascii("Content-Length: " + contentBytes + "\r\n");
        }
        credentials.writeFields(head);
        head.ascii("\r\n");
    }

    private static boolean isToken(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }

    private static void requireText(String text, boolean blanks) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c <= ' ' || c >= 0x7f) && !(blanks && (c == ' ' || c == '\t'))) {
                throw new IllegalStateException("a request has a byte that HTTP cannot carry there");
            }
        }
    }
}
