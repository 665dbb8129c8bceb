package dev.outloop.core.internal.admit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set of code points: ranges, or everything but them. */
final class CharClass {

    static final CharClass ANY = new CharClass(true);

    private final boolean negated;
    private final List<int[]> ranges = new ArrayList<>();

    private CharClass(boolean negated) {
        this.negated = negated;
    }

    static CharClass of(boolean negated) {
        return new CharClass(negated);
    }

    static CharClass single(int c) {
        return new CharClass(false).add(c, c);
    }

    /** The set of {@code \d}, {@code \w} or {@code \s} in ASCII, or null if the letter names none. */
    static @Nullable CharClass escape(int letter) {
        CharClass set = new CharClass(Character.isUpperCase(letter));
        switch (Character.toLowerCase(letter)) {
            case 'd' -> set.add('0', '9');
            case 'w' -> set.add('0', '9').add('A', 'Z').add('a', 'z').add('_', '_');
            case 's' -> set.add('\t', '\r').add(' ', ' ');
            default -> {
                return null;
            }
        }
        return set;
    }

    CharClass add(int from, int to) {
        ranges.add(new int[] {from, to});
        return this;
    }

    /** Adds all of a set that is not negated. */
    void addAll(CharClass other) {
        ranges.addAll(other.ranges);
    }

    boolean isNegated() {
        return negated;
    }

    boolean contains(int c) {
        for (int[] range : ranges) {
            if (c >= range[0] && c <= range[1]) {
                return !negated;
            }
        }
        return negated;
    }
}
