package dev.outloop.core.internal.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The members of the trail's own objects: flat JSON of numbers and of texts that need no escape, in one fixed spelling.
 * Not thread-safe.
 */
final class TrailObject {

    private static final Pattern MEMBER =
            Pattern.compile("\\G[{,]\"([a-z_]{1,20})\":(?:\"([ !#-\\[\\]-~]{0,256})\"|(0|[1-9][0-9]{0,17}))");

    private final Map<String, Object> members = new LinkedHashMap<>();

    /** An object of this version without further members. */
    static TrailObject create() {
        return new TrailObject().with("v", TrailFormat.VERSION);
    }

    /**
     * What the reader makes of an object, if it is one that encodes to the same bytes again.
     *
     * @param reader throws {@link IllegalArgumentException} on members that are missing or not as they must be
     */
    static <T> Optional<T> parse(ByteBuffer object, Function<TrailObject, T> reader, Function<T, byte[]> encoder) {
        try {
            T read = reader.apply(members(object));
            return ByteBuffer.wrap(encoder.apply(read)).equals(object) ? Optional.of(read) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static TrailObject members(ByteBuffer object) {
        if (object.remaining() > TrailFormat.MAX_LINE_BYTES) {
            throw new IllegalArgumentException("too long");
        }
        String text = StandardCharsets.ISO_8859_1.decode(object.duplicate()).toString();
        TrailObject read = new TrailObject();
        Matcher member = MEMBER.matcher(text);
        while (member.find()) {
            String value = member.group(2);
            read.members.put(member.group(1), value != null ? value : Long.valueOf(member.group(3)));
        }
        return read;
    }

    TrailObject with(String name, String text) {
        members.put(name, text);
        return this;
    }

    TrailObject with(String name, long number) {
        members.put(name, number);
        return this;
    }

    /** In microseconds, as in records. */
    TrailObject with(String name, Instant time) {
        return with(name, time.truncatedTo(ChronoUnit.MICROS).toString());
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder(512);
        members.forEach((name, value) -> {
            text.append(text.isEmpty() ? '{' : ',').append('"').append(name).append("\":");
            if (value instanceof String) {
                text.append('"').append(value).append('"');
            } else {
                text.append(value);
            }
        });
        return TrailFormat.ascii(text.append('}').toString());
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    String text(String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no text " + name);
    }

    long number(String name) {
        if (members.get(name) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("no number " + name);
    }

    /** Digits for so many bytes. */
    String hex(String name, int bytes) {
        String text = text(name);
        if (text.length() != 2 * bytes || !text.chars().allMatch(TrailObject::isDigit)) {
            throw new IllegalArgumentException("no digits " + name);
        }
        return text;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }

    Instant time(String name) {
        return Instant.parse(text(name));
    }
}
