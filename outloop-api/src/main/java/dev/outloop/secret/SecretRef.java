package dev.outloop.secret;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a secret lies: {@code VAULT ":" SEGMENT *("/" SEGMENT)}.
 *
 * @param vault the configured name of the vault, {@code [a-z][a-z0-9-]{0,31}}
 * @param segments the way to the secret inside the vault, at least one, none empty, decoded
 */
public record SecretRef(String vault, List<String> segments) {

    private static final Pattern VAULT = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final int MAX_LENGTH = 1024;
    private static final String UNESCAPED = "!$&'()*+,;=:@-._~ ";

    /** @throws IllegalArgumentException if vault or segments are not of the form above */
    public SecretRef {
        segments = List.copyOf(segments);
        if (!VAULT.matcher(vault).matches()) {
            throw new IllegalArgumentException("a vault's name is a lower-case letter, then up to 31 of a-z, 0-9, '-'");
        }
        if (segments.isEmpty() || segments.stream().anyMatch(SecretRef::isUnusable)) {
            throw new IllegalArgumentException(
                    "a secret's path has one or more segments, none empty, '.', '..' or with control characters");
        }
    }

    /**
     * Reads the written form; percent-escapes in segments are decoded once.
     *
     * @throws IllegalArgumentException if the text is not of that form; the message does not repeat it
     */
    public static SecretRef parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a secret reference is VAULT:PATH, at most 1024 characters");
        }
        List<String> segments = new ArrayList<>();
        for (String segment : text.substring(colon + 1).split("/", -1)) {
            segments.add(decode(segment));
        }
        return new SecretRef(text.substring(0, colon), segments);
    }

    /** The segments, encoded and joined by {@code /}. */
    public String path() {
        return segments.stream().map(SecretRef::encode).collect(Collectors.joining("/"));
    }

    /** The written form, which {@link #parse} reads back. */
    @Override
    public String toString() {
        return vault + ":" + path();
    }

    private static boolean isUnusable(String segment) {
        return segment.isEmpty()
                || segment.equals(".")
                || segment.equals("..")
                || segment.chars().anyMatch(Character::isISOControl);
    }

    private static String decode(String segment) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(segment.length());
        int from = 0;
        while (from < segment.length()) {
            if (segment.charAt(from) == '%') {
                if (from + 2 >= segment.length() || !isHex(segment, from + 1) || !isHex(segment, from + 2)) {
                    throw new IllegalArgumentException("a secret's path has a broken percent-escape");
                }
                out.write(HexFormat.fromHexDigits(segment, from + 1, from + 3));
                from += 3;
            } else {
                int to = segment.indexOf('%', from) < 0 ? segment.length() : segment.indexOf('%', from);
                out.writeBytes(segment.substring(from, to).getBytes(StandardCharsets.UTF_8));
                from = to;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a secret's path is not valid UTF-8");
        }
    }

    private static String encode(String segment) {
        StringBuilder out = new StringBuilder();
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || UNESCAPED.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return out.toString();
    }

    private static boolean isHex(String text, int index) {
        return HexFormat.isHexDigit(text.charAt(index));
    }
}
