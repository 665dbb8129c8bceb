package dev.outloop.action;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The path of an action: literal segments, and segments with one slot, such as {@code /v1/act_{account}/insights}.
 * Immutable.
 */
public final class PathTemplate {

    private static final String LITERAL = "!$&'()*+,=:@-._~";

    private final List<Segment> segments;
    private final String text;

    private PathTemplate(List<Segment> segments) {
        this.segments = List.copyOf(segments);
        this.text = segments.stream().map(Segment::toString).collect(Collectors.joining("/", "/", ""));
    }

    /**
     * One segment: a literal, or text before and after a slot.
     *
     * @param prefix the whole literal where there is no slot, else what stands before it
     * @param slot the slot's name, or null
     * @param suffix what stands behind the slot; empty where there is none
     */
    public record Segment(String prefix, @Nullable String slot, String suffix) {

        /** The slot's name, if the segment has one. */
        public Optional<String> slotName() {
            return Optional.ofNullable(slot);
        }

        @Override
        public String toString() {
            return slot == null ? prefix : prefix + '{' + slot + '}' + suffix;
        }
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if it does not start with {@code /}, has an empty, {@code .} or {@code ..}
     *     segment, a character that would need escaping, two slots in a segment, or a slot twice
     */
    public static PathTemplate parse(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("a path template starts with '/'");
        }
        List<Segment> segments = new ArrayList<>();
        if (text.length() > 1) {
            for (String part : text.substring(1).split("/", -1)) {
                segments.add(segment(part));
            }
        }
        Set<String> seen = new HashSet<>();
        for (Segment segment : segments) {
            if (segment.slot() != null && !seen.add(segment.slot())) {
                throw new IllegalArgumentException("a path template has the slot {" + segment.slot() + "} twice");
            }
        }
        return new PathTemplate(segments);
    }

    /** The segments in order; none for {@code /}. */
    public List<Segment> segments() {
        return segments;
    }

    /** The slots' names in order. */
    public List<String> slots() {
        return segments.stream().flatMap(segment -> segment.slotName().stream()).toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathTemplate that && segments.equals(that.segments);
    }

    @Override
    public int hashCode() {
        return segments.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static Segment segment(String part) {
        int open = part.indexOf('{');
        int close = part.indexOf('}');
        if (open < 0 && close < 0) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new IllegalArgumentException("a path template has an empty, '.' or '..' segment");
            }
            return new Segment(literal(part), null, "");
        }
        if (open < 0 || close < open || part.indexOf('{', open + 1) >= 0 || part.indexOf('}', close + 1) >= 0) {
            throw new IllegalArgumentException("a path segment has at most one slot, written {name}");
        }
        String slot = part.substring(open + 1, close);
        if (slot.isEmpty() || !slot.chars().allMatch(PathTemplate::isWord)) {
            throw new IllegalArgumentException("a slot's name has letters, digits, '_' and '-'");
        }
        return new Segment(literal(part.substring(0, open)), slot, literal(part.substring(close + 1)));
    }

    private static String literal(String text) {
        if (!text.chars().allMatch(c -> isWord(c) || LITERAL.indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "a path template has a character other than letters, digits, '_' and " + LITERAL);
        }
        return text;
    }

    private static boolean isWord(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
