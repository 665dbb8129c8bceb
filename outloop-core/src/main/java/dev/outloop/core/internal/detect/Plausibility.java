package dev.outloop.core.internal.detect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Whether what has a secret's form can be one, and is not an example or a variable's name. Immutable. */
public final class Plausibility {

    /** Judged are so many bytes, since more would not change a verdict but its cost. */
    static final int MAX_BYTES = Element.DECIDED_AFTER_BYTES;

    private static final List<byte[]> WORDS = bytes(List.of(
            "example",
            "placeholder",
            "changeme",
            "change_me",
            "change-me",
            "redacted",
            "dummy",
            "sample",
            "your_",
            "your-",
            "yourkey",
            "yoursecret",
            "insert",
            "replace",
            "xxxx",
            "****",
            "....",
            "1234567",
            "abcdefg",
            "${",
            "{{",
            "not-a-",
            "not_a_",
            "fake",
            "undefined"));

    private static final double[] LOG2 = new double[MAX_BYTES + 1];

    static {
        for (int i = 1; i <= MAX_BYTES; i++) {
            LOG2[i] = StrictMath.log(i) / StrictMath.log(2);
        }
    }

    /** By the first and second byte of a word, in either case: a bit for each word. */
    private static final int[][] WORD_BITS = wordBits();

    private final double minEntropy;
    private final boolean mixed;
    private final List<byte[]> allowed;

    private Plausibility(double minEntropy, boolean mixed, List<byte[]> allowed) {
        this.minEntropy = minEntropy;
        this.mixed = mixed;
        this.allowed = allowed;
    }

    /**
     * What a secret has to be.
     *
     * @param minEntropy in bits a byte, by Shannon's formula over the bytes themselves
     * @param mixed whether it holds a letter and a digit
     * @param allowed values that are none
     */
    public static Plausibility of(double minEntropy, boolean mixed, List<String> allowed) {
        return new Plausibility(minEntropy, mixed, bytes(allowed));
    }

    boolean accepts(byte[] text, int from, int to) {
        int end = Math.min(to, from + MAX_BYTES);
        for (byte[] value : allowed) {
            if (Arrays.equals(value, 0, value.length, text, from, to)) {
                return false;
            }
        }
        double entropy = entropy(text, from, end);
        return entropy > 0
                && entropy >= minEntropy
                && (!mixed || isMixed(text, from, end))
                && !holdsWord(text, from, end);
    }

    private static double entropy(byte[] text, int from, int to) {
        int[] counts = new int[256];
        for (int i = from; i < to; i++) {
            counts[text[i] & 0xff]++;
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            int count = counts[text[i] & 0xff];
            sum += count * LOG2[count];
            counts[text[i] & 0xff] = 0;
        }
        return from == to ? 0 : LOG2[to - from] - sum / (to - from);
    }

    private static boolean isMixed(byte[] text, int from, int to) {
        boolean letter = false;
        boolean digit = false;
        for (int i = from; i < to; i++) {
            int lower = text[i] | 0x20;
            letter |= lower >= 'a' && lower <= 'z';
            digit |= text[i] >= '0' && text[i] <= '9';
        }
        return letter && digit;
    }

    private static boolean holdsWord(byte[] text, int from, int to) {
        for (int i = from; i + 1 < to; i++) {
            int words = WORD_BITS[0][text[i] & 0xff] & WORD_BITS[1][text[i + 1] & 0xff];
            for (; words != 0; words &= words - 1) {
                byte[] word = WORDS.get(Integer.numberOfTrailingZeros(words));
                if (word.length <= to - i && Keyword.isFolded(word, word.length, text, i)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int[][] wordBits() {
        int[][] bits = new int[2][256];
        for (int i = 0; i < WORDS.size(); i++) {
            for (int at = 0; at < bits.length; at++) {
                int lower = WORDS.get(i)[at];
                bits[at][lower] |= 1 << i;
                bits[at][Character.toUpperCase(lower)] |= 1 << i;
            }
        }
        return bits;
    }

    private static List<byte[]> bytes(List<String> texts) {
        return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
