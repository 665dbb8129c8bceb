package dev.outloop.core.internal.vault;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Whether bytes and texts are whole characters, so that nothing is replaced on their way. */
final class Utf8 {

    private Utf8() {}

    /** Whether they are UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing cut off. */
    static boolean isValid(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        char[] scratch = new char[1024];
        CharBuffer out = CharBuffer.wrap(scratch);
        try {
            CoderResult result = decoder.decode(in, out, true);
            while (result.isOverflow()) {
                out.clear();
                result = decoder.decode(in, out, true);
            }
            return result.isUnderflow();
        } finally {
            Arrays.fill(scratch, '\0');
        }
    }

    /** Whether every surrogate in it has its other half. */
    static boolean isWhole(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** Whether it is whole and has no control character (Unicode's category Cc). */
    static boolean isPlain(String text) {
        return isWhole(text) && text.codePoints().noneMatch(Character::isISOControl);
    }
}
