package dev.outloop.core.internal.detect;

import java.util.List;

/**
 * What follows a keyword: a row of byte classes with bounded repeats, matched from left to right without ever going back,
 * so that a match looks at each byte once.
 *
 * <p>Written as characters, {@code \} before a special one ({@code \n \r \t} for control characters), classes such as
 * {@code [A-Za-z0-9_-]} or {@code [^"]}, and behind either {@code {n}}, {@code {n,m}} or {@code ?}; {@code {n,}} at the end
 * alone. One pair of parentheses around whole elements says what is cut; without it, everything from the keyword on is.
 * Immutable.
 */
public final class TokenPattern {

    private final List<Element> elements;
    private final int cutFrom;
    private final int cutTo;

    TokenPattern(List<Element> elements, int cutFrom, int cutTo) {
        this.elements = List.copyOf(elements);
        this.cutFrom = cutFrom;
        this.cutTo = cutTo;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException with a sentence that says what was expected and does not repeat the pattern
     */
    public static TokenPattern parse(String pattern) {
        return new PatternParser(pattern).parse();
    }

    /**
     * Reads one class or character without repeats, or {@code any}.
     *
     * @throws IllegalArgumentException as for a pattern
     */
    public static ByteClass parseClass(String text) {
        if (text.equals("any")) {
            return ByteClass.ANY;
        }
        List<Element> elements = parse(text).elements();
        if (elements.size() != 1
                || elements.get(0).max() != 1
                || elements.get(0).min() != 1) {
            throw new IllegalArgumentException("expected one class such as [0-9], or any");
        }
        return elements.get(0).bytes();
    }

    List<Element> elements() {
        return elements;
    }

    /** The first element that is cut, or -1 where the keyword is cut too. */
    int cutFrom() {
        return cutFrom;
    }

    /** The element behind the last one that is cut. */
    int cutTo() {
        return cutTo;
    }

    /** What can stand right behind the keyword. */
    ByteClass first() {
        ByteClass bytes = ByteClass.NONE;
        for (Element element : elements) {
            bytes = bytes.or(element.bytes());
            if (element.min() > 0) {
                break;
            }
        }
        return bytes;
    }

    Element lastElement() {
        return elements.get(elements.size() - 1);
    }

    /** The most bytes that are looked at before a match is decided. */
    int window() {
        return elements.stream().mapToInt(Element::window).sum();
    }
}
