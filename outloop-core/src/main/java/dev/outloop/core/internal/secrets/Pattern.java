package dev.outloop.core.internal.secrets;

/** One literal that must not be seen, and the short name of the form that it is in. The array is not changed. */
final class Pattern {

    /** Shorter literals are found in too much innocent text. */
    static final int MIN_BYTES = 8;

    final byte[] bytes;
    final String kind;

    Pattern(byte[] bytes, String kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    /** The kind alone. */
    @Override
    public String toString() {
        return "Pattern[" + kind + "]";
    }
}
