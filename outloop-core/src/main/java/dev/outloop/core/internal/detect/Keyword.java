package dev.outloop.core.internal.detect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A keyword with the rules that begin with it. Immutable. */
final class Keyword {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HEAD_BYTES = 8;

    final byte[] bytes;
    final boolean anyCase;
    final CompiledRule[] rules;

    private final long head;
    private final long headMask;
    private final long headFold;

    /** What tells keywords apart: a rule for either case has one of its own. */
    record Text(String characters, boolean anyCase) {

        static Text of(String keyword, Rule rule) {
            return new Text(rule.anyCase() ? keyword.toLowerCase(Locale.ROOT) : keyword, rule.anyCase());
        }
    }

    Keyword(Text text, List<CompiledRule> rules) {
        this.bytes = text.characters.getBytes(StandardCharsets.US_ASCII);
        this.anyCase = text.anyCase;
        this.rules = rules.toArray(CompiledRule[]::new);
        byte[] fold = new byte[HEAD_BYTES];
        byte[] mask = new byte[HEAD_BYTES];
        for (int i = 0; i < Math.min(bytes.length, HEAD_BYTES); i++) {
            mask[i] = -1;
            fold[i] = (byte) (anyCase && bytes[i] >= 'a' && bytes[i] <= 'z' ? 0x20 : 0);
        }
        this.headMask = (long) LONG.get(mask, 0);
        this.headFold = (long) LONG.get(fold, 0);
        this.head = (long) LONG.get(Arrays.copyOf(bytes, HEAD_BYTES), 0);
    }

    /** Whether the text has the keyword here, as far as the text goes. */
    boolean isAt(byte[] text, int at, int to) {
        if (to - at >= HEAD_BYTES && ((long) LONG.get(text, at) & headMask | headFold) != head) {
            return false;
        }
        int length = Math.min(bytes.length, to - at);
        return anyCase ? isFolded(bytes, length, text, at) : Arrays.equals(bytes, 0, length, text, at, at + length);
    }

    /** Whether the text is that word in either case; the word is in lower case. */
    static boolean isFolded(byte[] word, int length, byte[] text, int at) {
        for (int i = 0; i < length; i++) {
            if (word[i] != lower(text[at + i])) {
                return false;
            }
        }
        return true;
    }

    private static byte lower(byte value) {
        return value >= 'A' && value <= 'Z' ? (byte) (value | 0x20) : value;
    }
}
