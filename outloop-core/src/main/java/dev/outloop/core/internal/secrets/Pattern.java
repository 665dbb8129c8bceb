package dev.outloop.core.internal.secrets;

import java.util.function.Predicate;

/**
 * One literal that must not be seen: the short name of the form that it is in, and whose responses it is cut from, by
 * name of the workspace. The array is not changed.
 */
final class Pattern {

    /** Shorter literals are found in too much innocent text. */
    static final int MIN_BYTES = 8;

    /** The kind of a value as it is. */
    static final String PLAIN = "plain";

    /** For literals that nobody may see. */
    static final Predicate<String> EVERYONE = workspace -> true;

    final byte[] bytes;
    final String kind;
    final Predicate<String> audience;

    Pattern(byte[] bytes, String kind, Predicate<String> audience) {
        this.bytes = bytes;
        this.kind = kind;
        this.audience = audience;
    }

    /** The kind alone. */
    @Override
    public String toString() {
        return "Pattern[" + kind + "]";
    }
}
