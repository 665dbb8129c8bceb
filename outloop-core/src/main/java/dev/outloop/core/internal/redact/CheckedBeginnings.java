package dev.outloop.core.internal.redact;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * How the words begin in the forms that need no escape: as they stand, in hex and in base64, at every alignment. Of the
 * first {@value #MOST_UNSEEN} bytes of a form it knows all groups of three, and the first {@value #STRIDE} groups of
 * four; so if every {@value #STRIDE}th place of a text is looked at, one of these is met.
 *
 * <p>The groups are kept as bits under their hashes, upper and lower case alike: none that is known is missed, and what
 * is found may be something else. Immutable until closed, when it is overwritten.
 */
final class CheckedBeginnings implements AutoCloseable {

    /** How far apart the places are that have to be looked at. */
    static final int STRIDE = 4;

    /** So many bytes of a form, at most, are read before a group of four is met. */
    static final int MOST_UNSEEN = 7;

    /** Eight bytes are one long, the first lowest; there stands, if any, the character that is shared with others. */
    private static final int PLACE = Byte.SIZE;

    private static final int THREE = 0xffffff;
    private static final int TWO_KNOWN = 0xffff00;

    private static final int UPPER_OR_LOWER = 0x20202020;
    private static final int MULTIPLIER = 0x9e3779b1;
    private static final int MOST_BITS = 19;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
    private static final int PLUS_OR_MINUS = '+' ^ '-';
    private static final int SLASH_OR_LOW_LINE = '/' ^ '_';

    /** The characters that end with these two bits, and with these four. */
    private static final byte[][] ENDS_WITH_TWO = new byte[4][];

    private static final byte[][] ENDS_WITH_FOUR = new byte[16][];

    static {
        Arrays.setAll(ENDS_WITH_TWO, value -> charactersEndingWith(value, 4));
        Arrays.setAll(ENDS_WITH_FOUR, value -> charactersEndingWith(value, 16));
    }

    private final boolean areAllKnown;
    private final int shift;
    private final long[] fours;
    private final long[] threes;

    CheckedBeginnings(List<byte[]> words) {
        int bits = Math.min(MOST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(words.size()) + 13);
        shift = Integer.SIZE - bits;
        fours = new long[1 << bits - 6];
        threes = new long[1 << bits - 6];
        boolean areKnown = true;
        for (byte[] word : words) {
            if (word.length < MOST_UNSEEN) {
                areKnown = false;
            } else {
                addPlain(word);
                addHex(word);
                addBase64(word);
            }
        }
        areAllKnown = areKnown;
    }

    /** Whether every word is long enough for what is promised. */
    boolean areAllKnown() {
        return areAllKnown;
    }

    /** Whether these four bytes, the first of them lowest, may be in the beginning of a form. */
    boolean mayHold(int four) {
        return has(fours, hash(four));
    }

    /** Whether the lower four of eight bytes may, or the higher four. */
    boolean mayHoldEither(long eight) {
        int low = hash((int) eight);
        int high = hash((int) (eight >>> 32));
        return ((fours[low >> 6] >>> low | fours[high >> 6] >>> high) & 1) != 0;
    }

    /** Whether these three bytes may be in the beginning of a form. */
    boolean mayHold(byte first, byte second, byte third) {
        return has(threes, hash(first & 0xff | (second & 0xff) << 8 | (third & 0xff) << 16));
    }

    @Override
    public void close() {
        Arrays.fill(fours, 0);
        Arrays.fill(threes, 0);
    }

    private void addPlain(byte[] word) {
        long places = 0;
        for (int i = 0; i < MOST_UNSEEN; i++) {
            places |= (word[i] & 0xffL) << PLACE * (1 + i);
        }
        add(places);
    }

    private void addHex(byte[] word) {
        long places = 0;
        for (int i = 0; i < MOST_UNSEEN; i++) {
            places |= (long) HEX[word[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15] << PLACE * (1 + i);
        }
        add(places);
    }

    private void addBase64(byte[] word) {
        long bits = 0;
        for (int i = 0; i < MOST_UNSEEN; i++) {
            bits = bits << 8 | word[i] & 0xff;
        }
        int first = word[0] & 0xff;
        addBase64(bits >> 14, new byte[0]);
        addBase64(bits >> 12, ENDS_WITH_TWO[first >> 6]);
        addBase64(bits >> 10, ENDS_WITH_FOUR[first >> 4]);
    }

    private void addBase64(long bits, byte[] shared) {
        long places = 0;
        for (int i = 0; i < MOST_UNSEEN; i++) {
            places |= (long) BASE64[(int) (bits >> 6 * (MOST_UNSEEN - 1 - i)) & 63] << PLACE * (1 + i);
        }
        addAlphabets(places, PLACE, shared);
    }

    /** Each character that the alphabets differ in, as it is in either. */
    private void addAlphabets(long places, int from, byte[] shared) {
        for (int shift = from; shift < Long.SIZE; shift += PLACE) {
            byte character = (byte) (places >> shift);
            if (character == '+') {
                addAlphabets(places ^ (long) PLUS_OR_MINUS << shift, shift + PLACE, shared);
            } else if (character == '/') {
                addAlphabets(places ^ (long) SLASH_OR_LOW_LINE << shift, shift + PLACE, shared);
            }
        }
        add(places);
        for (byte character : shared) {
            set(threes, (int) places & TWO_KNOWN | character);
        }
    }

    private void add(long places) {
        for (int i = 1; i <= MOST_UNSEEN - 2; i++) {
            set(threes, (int) (places >>> PLACE * i) & THREE);
        }
        for (int i = 1; i <= STRIDE; i++) {
            set(fours, (int) (places >>> PLACE * i));
        }
    }

    private void set(long[] bits, int group) {
        int hash = hash(group);
        bits[hash >> 6] |= 1L << hash;
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
