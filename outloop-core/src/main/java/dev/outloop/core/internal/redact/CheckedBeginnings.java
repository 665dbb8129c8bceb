package dev.outloop.core.internal.redact;

import java.util.Arrays;
import java.util.List;

/**
 * How the words begin in the forms that need no escape: as they stand, in hex and in base64, at every alignment. Of the
 * first {@value #MOST_UNSEEN} bytes of a form it knows all groups of three, and groups of four from as many beginnings
 * as there are bytes from one {@value #STRIDE}th place of the text to the next; so one of these groups stands at such a
 * place.
 *
 * <p>The groups are kept as bits under their hashes, upper and lower case alike: what is not known for certain is found,
 * and what is found may be something else. Immutable until closed.
 */
final class CheckedBeginnings implements AutoCloseable {

    /** Of the places of a text, so many are apart from the next that is looked at. */
    static final int STRIDE = 4;

    /** So many bytes of a form, at most, stand before the end of its first group of four. */
    static final int MOST_UNSEEN = 7;

    private static final int FOUR = 4;
    private static final int THREE = 3;
    /** The first place is for a character that the word shares with what stands before it. */
    private static final int PLACES = 1 + MOST_UNSEEN;

    private static final int UPPER_OR_LOWER = 0x20202020;
    private static final int MULTIPLIER = 0x9e3779b1;
    private static final int MOST_BITS = 18;

    private static final byte[][] AS_IT_STANDS = new byte[256][];
    private static final byte[][] HEX = new byte[16][];
    private static final byte[][] BASE64 = new byte[64][];
    /** The characters that end with two bits, and with four. */
    private static final byte[][] ENDS_WITH_TWO = new byte[4][];

    private static final byte[][] ENDS_WITH_FOUR = new byte[16][];

    static {
        for (int b = 0; b < 256; b++) {
            AS_IT_STANDS[b] = new byte[] {(byte) b};
        }
        Arrays.setAll(HEX, value -> new byte[] {(byte) Character.forDigit(value, 16)});
        Arrays.setAll(BASE64, value -> charactersEndingWith(value, 64));
        Arrays.setAll(ENDS_WITH_TWO, value -> charactersEndingWith(value, 4));
        Arrays.setAll(ENDS_WITH_FOUR, value -> charactersEndingWith(value, 16));
    }

    private final boolean areAllKnown;
    private final int shift;
    private final long[] fours;
    private final long[] threes;

    CheckedBeginnings(List<byte[]> words) {
        int bits = Math.min(MOST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(words.size()) + 11);
        shift = Integer.SIZE - bits;
        fours = new long[1 << bits - 6];
        threes = new long[1 << bits - 6];
        boolean areKnown = true;
        byte[][] places = new byte[PLACES][];
        for (byte[] word : words) {
            if (word.length < MOST_UNSEEN) {
                areKnown = false;
            } else {
                addPlain(word, places);
                addHex(word, places);
                addBase64(word, places);
            }
        }
        areAllKnown = areKnown;
    }

    /** Whether every word is long enough for what is promised. */
    boolean areAllKnown() {
        return areAllKnown;
    }

    /** Whether a form may be one whose first group of four stands in these four bytes, the first of them lowest. */
    boolean mayHold(int four) {
        return has(fours, hash(four));
    }

    /** Whether a form may have these bytes after one another among its first. */
    boolean mayHold(byte first, byte second, byte third) {
        return has(threes, hash(first & 0xff | (second & 0xff) << 8 | (third & 0xff) << 16));
    }

    @Override
    public void close() {
        Arrays.fill(fours, 0);
        Arrays.fill(threes, 0);
    }

    private void addPlain(byte[] word, byte[][] places) {
        for (int i = 0; i < MOST_UNSEEN; i++) {
            places[1 + i] = AS_IT_STANDS[word[i] & 0xff];
        }
        add(places, 1);
    }

    private void addHex(byte[] word, byte[][] places) {
        for (int i = 0; i < MOST_UNSEEN; i++) {
            places[1 + i] = HEX[word[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15];
        }
        add(places, 1);
    }

    private void addBase64(byte[] word, byte[][] places) {
        long bits = 0;
        for (int i = 0; i < MOST_UNSEEN; i++) {
            bits = bits << 8 | word[i] & 0xff;
        }
        for (int shared = 0; shared <= 4; shared += 2) {
            for (int i = 0; i < MOST_UNSEEN; i++) {
                places[1 + i] = BASE64[(int) (bits >> 50 - shared - 6 * i & 63)];
            }
            int first = word[0] & 0xff;
            if (shared == 2) {
                places[0] = ENDS_WITH_TWO[first >> 6];
            } else if (shared == 4) {
                places[0] = ENDS_WITH_FOUR[first >> 4];
            }
            add(places, shared == 0 ? 1 : 0);
        }
    }

    private void add(byte[][] places, int from) {
        for (int i = from; i <= PLACES - THREE; i++) {
            add(threes, places, i, THREE, 0, 0);
        }
        for (int i = 1; i <= STRIDE; i++) {
            add(fours, places, i, FOUR, 0, 0);
        }
    }

    /** Each way to take one of the bytes at each place. */
    private void add(long[] into, byte[][] places, int from, int count, int taken, int group) {
        if (taken == count) {
            int hash = hash(group);
            into[hash >> 6] |= 1L << hash;
            return;
        }
        for (byte b : places[from + taken]) {
            add(into, places, from, count, taken + 1, group | (b & 0xff) << 8 * taken);
        }
    }

    private int hash(int group) {
        return (group | UPPER_OR_LOWER) * MULTIPLIER >>> shift;
    }

    private static boolean has(long[] bits, int hash) {
        return (bits[hash >> 6] >>> hash & 1) != 0;
    }

    private static byte[] charactersEndingWith(int value, int modulus) {
        byte[] characters = new byte[256];
        int count = 0;
        for (int b = 0; b < 256; b++) {
            int character = CheckedRun.base64(b);
            if (character != CheckedRun.NONE && character % modulus == value) {
                characters[count++] = (byte) b;
            }
        }
        return Arrays.copyOf(characters, count);
    }
}
