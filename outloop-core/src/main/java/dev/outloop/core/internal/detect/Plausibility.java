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
        double sum = 0;
        for (int i = from; i < to; i++) {
            counts[text[i] & 0xff]++;
        }
        for (int count : counts) {
            sum += count * LOG2[count];
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
        for (int i = from; i < to; i++) {
            for (byte[] word : WORDS) {
                if (word.length <= to - i && Keyword.isFolded(word, word.length, text, i)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<byte[]> bytes(List<String> texts) {
        return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
