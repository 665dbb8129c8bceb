package dev.outloop.core.internal.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a response's status line and fields (RFC 9112, sections 4 and 5), strictly and within bounds. Belongs to one
 * connection, as it knows that connection's input buffer.
 */
final class ResponseHead implements HttpMessageParser<ClassicHttpResponse> {

    private static final int MAX_FIELDS = 1000;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.([01]) ([1-9][0-9]{2})(?: (.*))?");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private final int maxBytes;
    private final CharArrayBuffer line = new CharArrayBuffer(128);
    private @Nullable SessionInputBuffer buffer;
    private int bytes;

    ResponseHead(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** How many bytes were received and not yet read. */
    int bufferedBytes() {
        SessionInputBuffer seen = buffer;
        return seen == null ? 0 : seen.length();
    }

    /** How many bytes the connection has received so far. */
    long receivedBytes() {
        SessionInputBuffer seen = buffer;
        return seen == null ? 0 : seen.getMetrics().getBytesTransferred();
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer in, InputStream stream) throws IOException {
        buffer = in;
        bytes = 0;
        Matcher status = STATUS_LINE.matcher(next(in, stream));
        if (!status.matches()) {
            throw new BrokenResponse("status line");
        }
        String reason = status.group(3);
        ClassicHttpResponse response =
                new BasicClassicHttpResponse(Integer.parseInt(status.group(2)), reason == null ? "" : reason);
        response.setVersion(status.group(1).equals("0") ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1);
        for (String field : fields(in, stream)) {
            response.addHeader(field(field));
        }
        return response;
    }

    private List<String> fields(SessionInputBuffer in, InputStream stream) throws IOException {
        List<String> fields = new ArrayList<>();
        for (String text = next(in, stream); !text.isEmpty(); text = next(in, stream)) {
            if (text.charAt(0) != ' ' && text.charAt(0) != '\t') {
                fields.add(text);
            } else if (fields.isEmpty()) {
                throw new BrokenResponse("folded first line");
            } else {
                // RFC 9112, section 5.2: a fold is replaced by a space.
                int last = fields.size() - 1;
                fields.set(last, fields.get(last).stripTrailing() + " " + text.strip());
            }
            requireFewFields(fields.size());
        }
        return fields;
    }

    private static Header field(String text) throws BrokenResponse {
        int colon = text.indexOf(':');
        String name = text.substring(0, Math.max(colon, 0));
        if (!NAME.matcher(name).matches()) {
            throw new BrokenResponse("field name");
        }
        return new BasicHeader(name, text.substring(colon + 1).strip());
    }

    private String next(SessionInputBuffer in, InputStream stream) throws IOException {
        line.clear();
        if (in.readLine(line, stream) < 0) {
            throw new BrokenResponse("end of stream within the head");
        }
        bytes += line.length() + 2;
        requireSmallHead(bytes);
        String text = line.toString();
        requirePlainText(text);
        return text;
    }

    private void requireSmallHead(int size) throws BrokenResponse {
        if (size > maxBytes) {
            throw new BrokenResponse("size of the head");
        }
    }

    private static void requireFewFields(int count) throws BrokenResponse {
        if (count > MAX_FIELDS) {
            throw new BrokenResponse("number of fields");
        }
    }

    /** RFC 9110, section 5.5: CR, LF, NUL and their kind are dangerous inside a field. */
    private static void requirePlainText(String text) throws BrokenResponse {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                throw new BrokenResponse("control character");
            }
        }
    }
}
