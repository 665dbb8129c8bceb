package dev.outloop.core.internal.admit;

import dev.outloop.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A form of RFC 7578 with text in its parts, read in the one way that all servers read it: no preamble and no epilogue, the
 * boundary nowhere but between parts, each name once in plain quotes, nothing else in a part's head but that it is text.
 */
final class MultipartBody {

    static final String MEDIA_TYPE = "multipart/form-data";

    private static final int MAX_PIECES = 258;
    private static final String LINE = "\r\n";
    private static final Pattern TYPE = Pattern.compile(
            MEDIA_TYPE + " *; *boundary=(?:\"([0-9A-Za-z'()+_,./:=?-]{1,70})\"|([0-9A-Za-z'+_.-]{1,70}))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DISPOSITION = Pattern.compile(
            "Content-Disposition: *form-data; *name=\"([^\"\\\\%\\x00-\\x1f\\x7f]{1,256})\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern TEXT =
            Pattern.compile("Content-Type: *text/plain( *; *charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);

    private MultipartBody() {}

    static boolean isType(String mediaType) {
        return TYPE.matcher(mediaType).matches();
    }

    /** The fields by name. */
    static Map<String, String> read(byte[] body, String mediaType) throws Refused {
        Matcher type = TYPE.matcher(mediaType);
        requireUtf8(FormBody.isUtf8(body));
        String boundary = type.matches() ? (type.group(1) == null ? type.group(2) : type.group(1)) : "";
        String delimiter = "--" + boundary;
        String text = LINE + new String(body, StandardCharsets.UTF_8);
        String[] pieces = text.split(Pattern.quote(LINE + delimiter), -1);
        requireClosed(pieces.length > 1 && pieces[0].isEmpty() && pieces[pieces.length - 1].matches("--(\r\n)?"));
        requireBounded(pieces.length);
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 1; i < pieces.length - 1; i++) {
            requireClosed(pieces[i].startsWith(LINE));
            part(pieces[i].startsWith(LINE) ? pieces[i].substring(LINE.length()) : pieces[i], delimiter, fields);
        }
        return fields;
    }

    /** The parts behind a boundary that follows from them, and that none of them has in it. */
    static byte[] write(Map<String, String> fields, String boundary) {
        StringBuilder out = new StringBuilder();
        fields.forEach((name, value) -> out.append("--")
                .append(boundary)
                .append(LINE)
                .append("Content-Disposition: form-data; name=\"")
                .append(name)
                .append('"')
                .append(LINE)
                .append(LINE)
                .append(value)
                .append(LINE));
        out.append("--").append(boundary).append("--").append(LINE);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The same fields have the same boundary, so that a request is one and the same whoever writes it. */
    static String boundary(Map<String, String> fields) {
        Framed framed = new Framed();
        fields.forEach((name, value) -> framed.text(name).text(value));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(framed.toByteArray());
            String boundary = "outloop-" + HexFormat.of().formatHex(digest, 0, 16);
            if (fields.values().stream().anyMatch(value -> value.contains(boundary))) {
                throw new IllegalStateException("a value has the digest of all values in it");
            }
            return boundary;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static void requireUtf8(boolean wellFormed) throws Refused {
        if (!wellFormed) {
            throw refused("has parts of well-formed UTF-8");
        }
    }

    static void requireClosed(boolean closed) throws Refused {
        if (!closed) {
            throw refused("begins and ends with its boundary, and has parts and nothing else between");
        }
    }

    static void requireHead(boolean plain) throws Refused {
        if (!plain) {
            throw refused("has parts with a Content-Disposition of form-data and one name in plain quotes, and at most"
                    + " a Content-Type of text/plain; files and nested parts are not taken");
        }
    }

    /** A server that takes a bare line feed for the end of a line would find another part there. */
    static void refuseBoundaryInside(String value, String delimiter) throws Refused {
        if (value.contains(delimiter)) {
            throw refused("has its boundary nowhere but between parts");
        }
    }

    static void refuseRepeated(boolean first) throws Refused {
        if (!first) {
            throw refused("has each field once");
        }
    }

    static void requireBounded(int pieces) throws Refused {
        if (pieces > MAX_PIECES) {
            throw Refused.of(ErrorCode.REQUEST_TOO_LARGE, "The body has more than 256 parts.");
        }
    }

    private static void part(String part, String delimiter, Map<String, String> fields) throws Refused {
        int blank = part.indexOf(LINE + LINE);
        requireHead(blank > 0);
        String[] head = part.substring(0, blank < 0 ? part.length() : blank).split(LINE, -1);
        Matcher disposition = DISPOSITION.matcher(head[0]);
        boolean named = disposition.matches();
        requireHead(named
                && (head.length == 1
                        || (head.length == 2 && TEXT.matcher(head[1]).matches())));
        String value = blank < 0 ? "" : part.substring(blank + (LINE + LINE).length());
        refuseBoundaryInside(part, delimiter);
        String name = named ? disposition.group(1) : lenient(head[0]);
        refuseRepeated(fields.put(name, value) == null);
    }

    /** What a server that asks for less would take for the name. */
    private static String lenient(String line) {
        int quote = line.indexOf('"');
        int end = line.indexOf('"', quote + 1);
        return quote < 0 || end < 0 ? "" : line.substring(quote + 1, end);
    }

    private static Refused refused(String rule) {
        return Refused.of(ErrorCode.BODY_REFUSED, "Mend the body: an accepted one " + rule + ".");
    }
}
