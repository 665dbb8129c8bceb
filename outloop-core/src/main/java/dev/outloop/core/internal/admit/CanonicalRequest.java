package dev.outloop.core.internal.admit;

import dev.outloop.action.HttpField;
import dev.outloop.action.ServiceUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one request that policy judges and transport sends. It has no credential; dispatch adds that and nothing else.
 *
 * @param method upper-case HTTP method
 * @param url the approved origin, with its base path
 * @param path the path to send, base path included, encoded; starts with {@code /}
 * @param query the pairs to send, decoded
 * @param headers the fields to send, names as declared or as given; none that transport or credentials own
 * @param mediaType the body's {@code Content-Type}, or null without a body
 * @param body the exact bytes to send, or null; nobody changes the array
 */
@SuppressWarnings("ArrayRecordComponent") // identity of a request is never asked for
public record CanonicalRequest(
        String method,
        ServiceUrl url,
        String path,
        List<QueryPair> query,
        List<HttpField> headers,
        @Nullable String mediaType,
        byte @Nullable [] body) {

    /** Copies the lists. */
    public CanonicalRequest {
        query = List.copyOf(query);
        headers = List.copyOf(headers);
    }

    /** The query to send, encoded, without the question mark; empty if there is none. */
    public String encodedQuery() {
        StringBuilder out = new StringBuilder();
        for (QueryPair pair : query) {
            if (!out.isEmpty()) {
                out.append('&');
            }
            PercentCode.encode(out, pair.name());
            out.append('=');
            PercentCode.encode(out, pair.value());
        }
        return out.toString();
    }

    /** Adds every part, so that no other request gives the same bytes. */
    public Framed frame(Framed content) {
        content.text(method).text(url.toString()).text(path);
        content.number((long) query.size());
        for (QueryPair pair : query) {
            content.text(pair.name()).text(pair.value());
        }
        content.number((long) headers.size());
        for (HttpField field : headers) {
            content.text(field.name()).text(field.value());
        }
        return content.text(mediaType).bytes(body);
    }

    /** Method and origin only. */
    @Override
    public String toString() {
        return method + " " + url;
    }
}
