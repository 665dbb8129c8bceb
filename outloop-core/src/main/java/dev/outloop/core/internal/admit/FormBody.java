package dev.outloop.core.internal.admit;

import dev.outloop.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A form in the format of the URL Standard, section 5, read in the one way that all servers read it: ASCII, {@code &} and
 * {@code =} as the only separators, percent-escapes decoded once as UTF-8, each name once.
 */
final class FormBody {

    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    private static final int MAX_FIELDS = 256;
    private static final Pattern TYPE =
            Pattern.compile(MEDIA_TYPE + "( *; *charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);

    private FormBody() {}

    static boolean isType(String mediaType) {
        return TYPE.matcher(mediaType).matches();
    }

    /** The fields by name, decoded. */
    static Map<String, String> read(byte[] body) throws Refused {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        requireVisibleAscii(text);
        refuseSecondSeparator(text);
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            requirePair(equals > 0);
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            refuseRepeated(fields.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1))) == null);
            requireBounded(fields.size());
        }
        return fields;
    }

    static byte[] write(Map<String, String> fields) {
        StringBuilder out = new StringBuilder();
        fields.forEach((name, value) -> {
            out.append(out.isEmpty() ? "" : "&");
            PercentCode.encode(out, name);
            out.append('=');
            PercentCode.encode(out, value);
        });
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static void requireVisibleAscii(String text) throws Refused {
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw refused("is a form of visible ASCII; percent-encode the rest as UTF-8");
        }
    }

    /** Some servers part pairs there too. */
    static void refuseSecondSeparator(String text) throws Refused {
        if (text.indexOf(';') >= 0) {
            throw refused("has fields separated by '&' alone");
        }
    }

    static void requirePair(boolean named) throws Refused {
        if (!named) {
            throw refused("has fields of a name, '=' and a value");
        }
    }

    static void refuseRepeated(boolean first) throws Refused {
        if (!first) {
            throw refused("has each field once");
        }
    }

    static void requireBounded(int fields) throws Refused {
        if (fields > MAX_FIELDS) {
            throw Refused.of(ErrorCode.REQUEST_TOO_LARGE, "The body has more than 256 fields.");
        }
    }

    static void requireEscapes(boolean wellFormed) throws Refused {
        if (!wellFormed) {
            throw refused("has '%' only before two hex digits, and escapes that are well-formed UTF-8");
        }
    }

    private static String decode(String raw) throws Refused {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            boolean escape = c == '%'
                    && i + 2 < raw.length()
                    && HexFormat.isHexDigit(raw.charAt(i + 1))
                    && HexFormat.isHexDigit(raw.charAt(i + 2));
            requireEscapes(c != '%' || escape);
            out.write(escape ? HexFormat.fromHexDigits(raw, i + 1, i + 3) : c == '+' ? ' ' : c);
            i += escape ? 2 : 0;
        }
        byte[] bytes = out.toByteArray();
        requireEscapes(isUtf8(bytes));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Refused refused(String rule) {
        return Refused.of(ErrorCode.BODY_REFUSED, "Mend the body: an accepted one " + rule + ".");
    }
}
