package dev.outloop.testkit.net;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One HTTP/1.1 request as it came over the wire. Immutable. */
public final class ReceivedRequest {

    private final int connection;
    private final byte[] raw;
    private final int headLength;

    ReceivedRequest(int connection, byte[] raw, int headLength) {
        this.connection = connection;
        this.raw = raw;
        this.headLength = headLength;
    }

    /** The number of the connection that it came on, counted from one. */
    public int connection() {
        return connection;
    }

    /** Every byte of it, a copy. */
    public byte[] raw() {
        return raw.clone();
    }

    /** Request line and header fields, as ISO 8859-1 text. */
    public String head() {
        return new String(raw, 0, headLength, StandardCharsets.ISO_8859_1);
    }

    /** The body's bytes as sent, chunk framing included. */
    public byte[] body() {
        return Arrays.copyOfRange(raw, headLength, raw.length);
    }

    /** The body's bytes as UTF-8 text. */
    public String bodyAsUtf8() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    /** The method. */
    public String method() {
        return requestLine()[0];
    }

    /** The request target, exactly as sent. */
    public String target() {
        return requestLine()[1];
    }

    /** The values of all fields of that name, in any case, in order. */
    public List<String> headers(String name) {
        return head().lines()
                .skip(1)
                .filter(line -> line.length() > name.length()
                        && line.charAt(name.length()) == ':'
                        && line.regionMatches(true, 0, name, 0, name.length()))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    /** The value of the first field of that name. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    @Override
    public String toString() {
        return "ReceivedRequest[" + method() + " " + target() + "]";
    }

    private String[] requestLine() {
        String[] words = head().lines().findFirst().orElse("").split(" ", 3);
        return Arrays.copyOf(Arrays.stream(words).map(String::strip).toArray(String[]::new), 3);
    }
}
