package dev.outloop.core.internal.detect;

import java.util.ArrayList;
import java.util.List;

/** Reads the language of {@link TokenPattern}. One use. */
final class PatternParser {

    static final int MAX_CHARS = 512;
    static final int MAX_REPEATS = 4096;
    static final int MAX_WINDOW_BYTES = 8192;

    private static final String SPECIAL = "[]{}()?\\|*+^$";

    private final String source;
    private final List<Element> elements = new ArrayList<>();
    private int at;
    private int cutFrom = -1;
    private int cutTo = -1;

    PatternParser(String source) {
        this.source = source;
    }

    TokenPattern parse() {
        require(source.length() <= MAX_CHARS, "expected a pattern of at most " + MAX_CHARS + " characters");
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '(' && cutFrom < 0) {
                cutFrom = elements.size();
                at++;
            } else if (c == ')' && cutFrom >= 0 && cutTo < 0) {
                cutTo = elements.size();
                at++;
            } else {
                elements.add(element());
            }
        }
        require(cutFrom < 0 || cutTo > cutFrom, "expected one pair of parentheses around what is cut");
        require(elements.stream().anyMatch(element -> element.min() > 0), "expected at least one byte");
        for (Element element : elements.subList(0, elements.size() - 1)) {
            require(!element.isEndless(), "expected {n,} at the end of the pattern alone");
        }
        TokenPattern pattern = new TokenPattern(elements, cutFrom, cutTo < 0 ? elements.size() : cutTo);
        require(
                !pattern.lastElement().isEndless() || pattern.cutTo() == elements.size(),
                "expected {n,} within the parentheses");
        require(
                pattern.window() <= MAX_WINDOW_BYTES,
                "expected a pattern that takes at most " + MAX_WINDOW_BYTES + " bytes");
        return pattern;
    }

    private Element element() {
        ByteClass bytes = source.charAt(at) == '[' ? byteClass() : ByteClass.of(character());
        if (at == source.length()) {
            return new Element(bytes, 1, 1);
        }
        if (source.charAt(at) == '?') {
            at++;
            return new Element(bytes, 0, 1);
        }
        return source.charAt(at) == '{' ? repeated(bytes) : new Element(bytes, 1, 1);
    }

    private Element repeated(ByteClass bytes) {
        at++;
        int min = number();
        int max = min;
        if (next(',')) {
            max = next('}') ? Element.ENDLESS : closed(number());
        } else {
            closed(0);
        }
        require(min <= max && max > 0, "expected the smaller number of repeats first, and not {0}");
        return new Element(bytes, min, max);
    }

    private ByteClass byteClass() {
        at++;
        boolean negated = next('^');
        ByteClass bytes = null;
        while (!next(']')) {
            require(at < source.length(), "expected ] at the end of each class");
            int first = classCharacter();
            int last = first;
            if (at + 1 < source.length() && source.charAt(at) == '-' && source.charAt(at + 1) != ']') {
                at++;
                last = classCharacter();
            }
            require(first <= last, "expected the smaller end of a range first");
            ByteClass range = ByteClass.range(first, last);
            bytes = bytes == null ? range : bytes.or(range);
        }
        if (bytes == null) {
            throw new IllegalArgumentException("expected something in each class");
        }
        return negated ? bytes.not() : bytes;
    }

    private int character() {
        char c = source.charAt(at);
        require(c == '\\' || SPECIAL.indexOf(c) < 0, "expected \\ before each special character");
        return classCharacter();
    }

    private int classCharacter() {
        char c = source.charAt(at++);
        if (c == '\\') {
            require(at < source.length(), "expected a character after \\");
            c = source.charAt(at++);
            int control = "nrt".indexOf(c);
            if (control >= 0) {
                return "\n\r\t".charAt(control);
            }
            require(!Character.isLetterOrDigit(c), "expected \\ before n, r, t or a special character");
        }
        require(c >= ' ' && c <= '~', "expected characters of ASCII");
        return c;
    }

    private int number() {
        int from = at;
        while (at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9' && at - from < 4) {
            at++;
        }
        require(at > from, "expected {n}, {n,m} or {n,}");
        int number = Integer.parseInt(source.substring(from, at));
        require(number <= MAX_REPEATS, "expected at most " + MAX_REPEATS + " repeats");
        return number;
    }

    private int closed(int number) {
        require(next('}'), "expected {n}, {n,m} or {n,}");
        return number;
    }

    private boolean next(char c) {
        boolean isNext = at < source.length() && source.charAt(at) == c;
        at += isNext ? 1 : 0;
        return isNext;
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
