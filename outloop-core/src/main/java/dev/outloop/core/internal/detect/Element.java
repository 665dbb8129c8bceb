package dev.outloop.core.internal.detect;

/**
 * Bytes of a class, as many as there are from {@code min} to {@code max}. None that was taken is given back.
 *
 * @param max {@link #ENDLESS} where the run may be of any length
 */
record Element(ByteClass bytes, int min, int max) {

    static final int ENDLESS = Integer.MAX_VALUE;

    /** After so many bytes a run of any length is decided; what follows belongs to it. */
    static final int DECIDED_AFTER_BYTES = 256;

    boolean isEndless() {
        return max == ENDLESS;
    }

    /** The most bytes that are looked at before this element is decided. */
    int window() {
        return isEndless() ? Math.max(min, DECIDED_AFTER_BYTES) : max;
    }
}
