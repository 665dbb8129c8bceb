package dev.outloop.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The one encoding of a record: a JSON object of printable ASCII (RFC 8259) on one line, fields in their order. Collects
 * one object. Not thread-safe.
 */
final class JsonLine {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final int ESCAPED_BYTES = 6;
    private static final int MAX_DIGITS = 20;

    private byte[] out = new byte[512];
    private int size;

    static byte[] encode(Map<String, Object> fields) {
        JsonLine line = new JsonLine();
        fields.forEach(line::put);
        return line.end();
    }

    /** @throws IllegalArgumentException if it is not what {@link #encode} makes */
    static Map<String, Object> decode(byte[] json) {
        return new JsonLineReader(json).read();
    }

    /** Adds a field: text or a whole number. */
    void put(String name, Object value) {
        quote(size == 0 ? '{' : ',', name);
        if (value instanceof Long number) {
            write(number);
        } else {
            quote(':', value.toString());
        }
    }

    /** How many bytes the object would have with this text in it. */
    int sizeWith(String name, String text) {
        return size + quotedBytes(name) + quotedBytes(text) + 3;
    }

    /** Ends the object; nothing is added after it. */
    byte[] end() {
        byte[] bytes = Arrays.copyOf(out, size + 1);
        bytes[size] = '}';
        return bytes;
    }

    private void write(long number) {
        require(MAX_DIGITS + 1);
        out[size++] = ':';
        String digits = Long.toString(number);
        for (int i = 0; i < digits.length(); i++) {
            out[size++] = (byte) digits.charAt(i);
        }
    }

    private void quote(char before, String text) {
        int length = text.length();
        require(length * ESCAPED_BYTES + 3);
        byte[] to = out;
        int at = size;
        to[at++] = (byte) before;
        to[at++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f) {
                to[at++] = '\\';
                to[at++] = 'u';
                to[at++] = HEX[c >> 12];
                to[at++] = HEX[c >> 8 & 0xf];
                to[at++] = HEX[c >> 4 & 0xf];
                to[at++] = HEX[c & 0xf];
            } else {
                if (c == '"' || c == '\\') {
                    to[at++] = '\\';
                }
                to[at++] = (byte) c;
            }
        }
        to[at++] = '"';
        size = at;
    }

    private void require(int more) {
        if (out.length - size < more) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, size + more));
        }
    }

    private static int quotedBytes(String text) {
        int bytes = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < ' ' || c >= 0x7f ? ESCAPED_BYTES : c == '"' || c == '\\' ? 2 : 1;
        }
        return bytes;
    }
}
