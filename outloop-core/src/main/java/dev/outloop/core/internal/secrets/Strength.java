package dev.outloop.core.internal.secrets;

/**
 * Tells values that turn up by accident nowhere from words and numbers. The former are cut from everybody's responses;
 * the latter only from those of their own workspaces, where the harm of a word that is cut is their owner's alone.
 */
final class Strength {

    private static final int MIN_BYTES = 16;
    private static final double MIN_BITS_PER_BYTE = 3.0;

    private Strength() {}

    /** At least 16 bytes, letters and digits, and 3 bits of Shannon entropy a byte. */
    static boolean isUnmistakable(byte[] value, int from, int to) {
        int[] counts = new int[256];
        boolean letters = false;
        boolean digits = false;
        for (int i = from; i < to; i++) {
            counts[value[i] & 0xff]++;
            digits |= value[i] >= '0' && value[i] <= '9';
            letters |= (value[i] | 0x20) >= 'a' && (value[i] | 0x20) <= 'z';
        }
        return to - from >= MIN_BYTES && letters && digits && bitsPerByte(counts, to - from) >= MIN_BITS_PER_BYTE;
    }

    private static double bitsPerByte(int[] counts, int total) {
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                bits -= (double) count / total * (Math.log((double) count / total) / Math.log(2));
            }
        }
        return bits;
    }
}
