package dev.outloop.core.internal.admit;

import dev.outloop.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads the path of a raw request in the one way that leaves no second reading. Whatever two servers could read
 * differently is refused, not repaired; each refusal is a check of its own.
 */
final class PathRules {

    static final int MAX_TARGET_CHARS = 8 * 1024;

    private PathRules() {}

    /** The decoded segments of a path that starts with a slash. */
    static List<String> segments(String path) throws Refused {
        requireOriginForm(path);
        requireVisibleAscii(path);
        refuseBackslash(path);
        refuseFragment(path);
        refuseParameters(path);
        List<String> segments = new ArrayList<>();
        if (path.length() > 1) {
            for (String raw : path.substring(1).split("/", -1)) {
                String segment = decodeOnce(raw);
                requireSegment(segment);
                segments.add(segment);
            }
        }
        return segments;
    }

    /** Checks a decoded segment, from a raw path or from a parameter's value alike. */
    static void requireSegment(String segment) throws Refused {
        refuseEmptySegment(segment);
        refuseDotSegment(segment);
        refuseSeparatorInSegment(segment);
        refuseControlCharacters(segment);
        refuseParameters(segment);
        refuseSecondEncoding(segment);
        refuseCompatibilityForms(segment);
        refuseOuterBlanks(segment);
    }

    static void requireBoundedTarget(String target) throws Refused {
        if (target.length() > MAX_TARGET_CHARS) {
            throw Refused.of(ErrorCode.REQUEST_TOO_LARGE, "The path and query are longer than 8192 characters.");
        }
    }

    static void requireOriginForm(String path) throws Refused {
        if (!path.startsWith("/")) {
            throw refused("starts with '/': it is the path below the service's address, never a full URL");
        }
    }

    static void requireVisibleAscii(String path) throws Refused {
        if (!path.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw refused("has visible ASCII only; percent-encode the rest as UTF-8");
        }
    }

    static void refuseBackslash(String path) throws Refused {
        if (path.indexOf('\\') >= 0) {
            throw refused("has no backslash");
        }
    }

    static void refuseFragment(String path) throws Refused {
        if (path.indexOf('#') >= 0) {
            throw refused("has no fragment");
        }
    }

    static void refuseParameters(String text) throws Refused {
        if (text.indexOf(';') >= 0) {
            throw refused("has no ';'");
        }
    }

    static void refuseEmptySegment(String segment) throws Refused {
        if (segment.isEmpty()) {
            throw refused("has no empty segment, '//' or trailing '/'");
        }
    }

    static void refuseDotSegment(String segment) throws Refused {
        if (segment.equals(".") || segment.equals("..")) {
            throw refused("has no '.' or '..' segment, however it is encoded");
        }
    }

    static void refuseSeparatorInSegment(String segment) throws Refused {
        if (segment.indexOf('/') >= 0 || segment.indexOf('\\') >= 0) {
            throw refused("has no encoded slash or backslash");
        }
    }

    static void refuseControlCharacters(String segment) throws Refused {
        if (segment.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)) {
            throw refused("has no control or invisible characters, however they are encoded");
        }
    }

    /** Servers that normalise (NFKC) read U+FF0E and U+2024 as dots, and U+FF0F as a slash. */
    static void refuseCompatibilityForms(String segment) throws Refused {
        if (segment.chars().allMatch(c -> c < 0x80)) {
            return;
        }
        String normal = Normalizer.normalize(segment, Normalizer.Form.NFKC);
        boolean dots = normal.equals(".") || normal.equals("..");
        boolean marks = normal.chars().anyMatch(c -> "/\\;%?#".indexOf(c) >= 0 && segment.indexOf(c) < 0);
        if (dots || marks) {
            throw refused("has no compatibility forms of '.', '/' and their kind");
        }
    }

    /** A file system or server that strips blanks makes {@code ".. "} out of two dots. */
    static void refuseOuterBlanks(String segment) throws Refused {
        if (!segment.equals(segment.strip())) {
            throw refused("has no segment with blanks at either end");
        }
    }

    static void refuseSecondEncoding(String segment) throws Refused {
        for (int i = segment.indexOf('%'); i >= 0; i = segment.indexOf('%', i + 1)) {
            if (isEscape(segment, i)) {
                throw refused("is percent-encoded once, not twice");
            }
        }
    }

    /** Undoes percent-encoding once; the bytes have to be well-formed UTF-8. */
    static String decodeOnce(String raw) throws Refused {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '%') {
                out.write(c);
            } else {
                boolean escape = isEscape(raw, i);
                requireEscape(escape);
                out.write(escape ? HexFormat.fromHexDigits(raw, i + 1, i + 3) : c);
                i += escape ? 2 : 0;
            }
        }
        byte[] bytes = out.toByteArray();
        requireWellFormed(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void requireEscape(boolean escape) throws Refused {
        if (!escape) {
            throw refused("has '%' only before two hex digits");
        }
    }

    static void requireWellFormed(byte[] bytes) throws Refused {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw refused("has percent-escapes that are well-formed UTF-8");
        }
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }

    private static Refused refused(String rule) {
        return Refused.of(ErrorCode.PATH_REFUSED, "Mend the path or query: an accepted one " + rule + ".");
    }
}
