package dev.outloop.action;

import java.util.ArrayList;
import java.util.List;

/**
 * A place in a JSON answer: an RFC 6901 pointer in which a segment {@code *} stands for any member or element at its
 * level. Immutable.
 *
 * <p>There is no {@code **}: a pointer says how deep it reaches. A number is an element of an array, or the member of an
 * object that has that name. A member whose own name is {@code *} is reached by the wildcard alone.
 */
public final class FieldPointer {

    /** The segment that stands for any member or element. */
    public static final String ANY = "*";

    private static final int MAX_CHARS = 1024;
    private static final int MAX_SEGMENTS = 32;

    private final String text;
    private final List<String> segments;

    private FieldPointer(String text, List<String> segments) {
        this.text = text;
        this.segments = segments;
    }

    /**
     * Reads a pointer such as {@code /records/*}{@code /id}.
     *
     * @throws IllegalArgumentException if it is empty, does not begin with a slash, has an escape other than {@code ~0}
     *     and {@code ~1} or a segment {@code **}, or is longer than 1024 characters or deeper than 32 segments; the
     *     message does not quote it
     */
    public static FieldPointer parse(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("a field's pointer begins with '/', such as /records/*/id");
        }
        if (text.length() > MAX_CHARS) {
            throw new IllegalArgumentException("a field's pointer has at most " + MAX_CHARS + " characters");
        }
        String[] raw = text.substring(1).split("/", -1);
        if (raw.length > MAX_SEGMENTS) {
            throw new IllegalArgumentException("a field's pointer has at most " + MAX_SEGMENTS + " segments");
        }
        List<String> segments = new ArrayList<>(raw.length);
        for (String segment : raw) {
            segments.add(decode(segment));
        }
        return new FieldPointer(text, List.copyOf(segments));
    }

    private static String decode(String segment) {
        if (segment.equals("**")) {
            throw new IllegalArgumentException("a field's pointer has no '**'; '*' stands for one level");
        }
        for (int at = segment.indexOf('~'); at >= 0; at = segment.indexOf('~', at + 1)) {
            if (!segment.startsWith("~0", at) && !segment.startsWith("~1", at)) {
                throw new IllegalArgumentException("in a field's pointer '~' is written ~0, and '/' in a name ~1");
            }
        }
        return segment.replace("~1", "/").replace("~0", "~");
    }

    /** The names from the outermost to the innermost, unescaped; {@link #ANY} is the wildcard. */
    public List<String> segments() {
        return segments;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldPointer pointer && text.equals(pointer.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The pointer as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
