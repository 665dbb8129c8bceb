package dev.outloop.core.internal.dispatch;

import java.util.regex.Pattern;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolException;

/** Where a response ends: RFC 9112, section 6.3, with every ambiguity refused that it allows a client to repair. */
final class ResponseFraming implements ContentLengthStrategy {

    static final ResponseFraming STRICT = new ResponseFraming();

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private ResponseFraming() {}

    @Override
    public long determineLength(HttpMessage response) throws ProtocolException {
        requireOneFraming(response);
        if (response.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            requireChunked(response);
            return CHUNKED;
        }
        Header[] lengths = response.getHeaders(HttpHeaders.CONTENT_LENGTH);
        if (lengths.length == 0) {
            return UNDEFINED;
        }
        requireOneLength(lengths);
        return Long.parseLong(lengths[0].getValue());
    }

    /** Section 6.1: both fields may be an attempt at response splitting; nor had HTTP/1.0 transfer codings. */
    static void requireOneFraming(HttpMessage response) throws ProtocolException {
        if (response.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                && (response.containsHeader(HttpHeaders.CONTENT_LENGTH)
                        || HttpVersion.HTTP_1_0.equals(response.getVersion()))) {
            throw new ProtocolException("two framings");
        }
    }

    private static void requireChunked(HttpMessage response) throws ProtocolException {
        Header[] codings = response.getHeaders(HttpHeaders.TRANSFER_ENCODING);
        if (codings.length != 1 || !codings[0].getValue().equalsIgnoreCase("chunked")) {
            throw new ProtocolException("transfer coding");
        }
    }

    private static void requireOneLength(Header[] lengths) throws ProtocolException {
        for (Header length : lengths) {
            if (!LENGTH.matcher(length.getValue()).matches()
                    || !length.getValue().equals(lengths[0].getValue())) {
                throw new ProtocolException("content length");
            }
        }
    }
}
