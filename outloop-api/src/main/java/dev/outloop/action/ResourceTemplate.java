package dev.outloop.action;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The form of a resource's name in which a tenant stands, such as {@code customers/{customer}/campaigns/{*}}. Immutable.
 *
 * <p>Segments are separated by {@code /}. A slot with the name of a pin stands for its value; {@code {*}} stands for 1 to
 * 128 letters, digits and {@code ._~:@-}, but not for {@code .} or {@code ..}; everything else stands for itself.
 */
public final class ResourceTemplate {

    /** The slot that stands for what the agent chooses. */
    public static final String ANY = "*";

    private static final int MAX_CHARS = 512;
    private static final String LITERAL = "_-.~:@=$";

    private final List<PathTemplate.Segment> segments;
    private final Set<String> pins;
    private final boolean complete;

    private ResourceTemplate(List<PathTemplate.Segment> segments) {
        this.segments = List.copyOf(segments);
        Set<String> slots = segments.stream()
                .flatMap(segment -> segment.slotName().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        this.complete = !slots.remove(ANY);
        this.pins = Set.copyOf(slots);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if it is longer than 512 characters, has an empty segment, a character other than
     *     letters, digits and {@code _-.~:@=$}, two slots in a segment, or no slot for a pin; the message does not quote it
     */
    public static ResourceTemplate parse(String text) {
        if (text.length() > MAX_CHARS) {
            throw new IllegalArgumentException("a resource template has at most " + MAX_CHARS + " characters");
        }
        List<PathTemplate.Segment> segments = new ArrayList<>();
        for (String part : text.split("/", -1)) {
            segments.add(segment(part));
        }
        ResourceTemplate template = new ResourceTemplate(segments);
        if (template.pins.isEmpty()) {
            throw new IllegalArgumentException("a resource template has a slot with the name of a pin");
        }
        return template;
    }

    /** The segments in order; the slot of one that the agent chooses is {@link #ANY}. */
    public List<PathTemplate.Segment> segments() {
        return segments;
    }

    /** The pins that stand in it. */
    public Set<String> pins() {
        return pins;
    }

    /** Whether it leaves nothing to the agent, so that a broker can fill it in. */
    public boolean isComplete() {
        return complete;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResourceTemplate that && segments.equals(that.segments);
    }

    @Override
    public int hashCode() {
        return segments.hashCode();
    }

    /** The template as it was written. */
    @Override
    public String toString() {
        return segments.stream().map(PathTemplate.Segment::toString).collect(Collectors.joining("/"));
    }

    private static PathTemplate.Segment segment(String part) {
        int open = part.indexOf('{');
        int close = part.indexOf('}');
        if (part.isEmpty() || part.equals(".") || part.equals("..")) {
            throw new IllegalArgumentException("a resource template has an empty, '.' or '..' segment");
        }
        if (open < 0 && close < 0) {
            return new PathTemplate.Segment(literal(part), null, "");
        }
        if (open < 0 || close < open || part.indexOf('{', open + 1) >= 0 || part.indexOf('}', close + 1) >= 0) {
            throw new IllegalArgumentException("a segment of a resource template has at most one slot");
        }
        String slot = part.substring(open + 1, close);
        if (!slot.equals(ANY) && (slot.isEmpty() || !slot.chars().allMatch(ResourceTemplate::isWord))) {
            throw new IllegalArgumentException("a slot of a resource template is {*} or the name of a pin");
        }
        return new PathTemplate.Segment(literal(part.substring(0, open)), slot, literal(part.substring(close + 1)));
    }

    private static String literal(String text) {
        if (!text.chars().allMatch(c -> isWord(c) || LITERAL.indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "a resource template has a character other than letters, digits and " + LITERAL);
        }
        return text;
    }

    private static boolean isWord(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
