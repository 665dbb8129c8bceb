package dev.outloop.audit;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The one encoding of a record: a JSON object of printable ASCII (RFC 8259) on one line, fields in their order. */
final class JsonLine {

    private static final int MAX_CHARS = 256;
    private static final String HEX = "0123456789abcdef";

    private JsonLine() {}

    static byte[] encode(Map<String, Object> fields) {
        StringBuilder out = new StringBuilder(384);
        char separator = '{';
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            out.append(separator).append('"').append(field.getKey()).append("\":");
            if (field.getValue() instanceof Long number) {
                out.append(number.longValue());
            } else {
                quote(out, field.getValue().toString());
            }
            separator = ',';
        }
        return out.append('}').toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** @throws IllegalArgumentException if it is not what {@link #encode} makes */
    static Map<String, Object> decode(byte[] json) {
        return new JsonLineReader(json).read();
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        int end = Math.min(text.length(), MAX_CHARS);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7f) {
                out.append(c);
            } else {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt(c >> shift & 0xf));
                }
            }
        }
        out.append('"');
    }
}
