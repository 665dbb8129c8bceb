package dev.outloop.core.internal.redact;

import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The words under which the checker looks for a value: the value without blanks round it; where it has several lines,
 * the same with either line break, and each line that is long enough; and all of these in UTF-16, whose bytes may stand
 * in a body that declares no charset.
 *
 * <p>Lines that are the same for everybody are left out: those round a key (RFC 7468), and all of a JSON object, whose
 * lines are mostly names.
 */
final class CheckedValue {

    private static final int MIN_BYTES = 8;
    private static final int MIN_LINE_BYTES = 16;

    private final List<byte[]> words = new ArrayList<>();
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

    private CheckedValue(byte[] value) {
        int from = start(value, 0, value.length);
        int to = end(value, from, value.length);
        if (to - from < MIN_BYTES) {
            from = 0;
            to = value.length;
        }
        if (breakAt(value, from, to) < to) {
            to = addLines(value, from, to);
        }
        add(Arrays.copyOfRange(value, from, to));
        if (breakAt(value, from, to) < to) {
            addBroken(value, from, to);
        }
    }

    /** New arrays, for the caller to overwrite; none for an empty secret. */
    static List<byte[]> words(Secret secret) {
        byte[] value = secret.toByteArray(InsecureSecretAccess.get());
        try {
            return value.length == 0 ? List.of() : new CheckedValue(value).words;
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }

    /** Where the first line ends that is looked for: what comes behind it, in the whole, is never read. */
    private int addLines(byte[] value, int from, int to) {
        if (value[from] == '{') {
            return to;
        }
        int first = to;
        int at = from;
        while (at < to) {
            int end = breakAt(value, at, to);
            int lineStart = start(value, at, end);
            int lineEnd = end(value, lineStart, end);
            if (lineEnd - lineStart >= MIN_LINE_BYTES && !isArmor(value, lineStart)) {
                add(Arrays.copyOfRange(value, lineStart, lineEnd));
                first = Math.min(first, lineEnd);
            }
            at = end + 1;
        }
        return first;
    }

    private void addBroken(byte[] value, int from, int to) {
        Wiped lf = new Wiped();
        Wiped crlf = new Wiped();
        int at = from;
        while (at <= to) {
            int end = breakAt(value, at, to);
            lf.write(value, at, end - at);
            crlf.write(value, at, end - at);
            at = end + 1;
            if (end < to) {
                at = value[end] == '\r' && value[end + 1] == '\n' ? end + 2 : at;
                lf.write('\n');
                crlf.write('\r');
                crlf.write('\n');
            }
        }
        add(lf.take());
        add(crlf.take());
    }

    private void add(byte[] word) {
        words.add(word);
        try {
            CharBuffer text = utf8.decode(ByteBuffer.wrap(word));
            addUtf16(text, 0);
            addUtf16(text, 1);
            Arrays.fill(text.array(), '\0');
        } catch (CharacterCodingException e) {
            // What is no text has no form in UTF-16.
        }
    }

    /** The low byte of each unit stands first or second. */
    private void addUtf16(CharBuffer text, int low) {
        byte[] word = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            word[2 * i + low] = (byte) text.charAt(i);
            word[2 * i + 1 - low] = (byte) (text.charAt(i) >> 8);
        }
        words.add(word);
    }

    private static boolean isArmor(byte[] value, int from) {
        return value[from] == '-'
                && value[from + 1] == '-'
                && value[from + 2] == '-'
                && value[from + 3] == '-'
                && value[from + 4] == '-';
    }

    private static int breakAt(byte[] value, int from, int to) {
        int at = from;
        while (at < to && value[at] != '\n' && value[at] != '\r') {
            at++;
        }
        return at;
    }

    private static int start(byte[] value, int from, int to) {
        int start = from;
        while (start < to && isBlank(value[start])) {
            start++;
        }
        return start;
    }

    private static int end(byte[] value, int from, int to) {
        int end = to;
        while (end > from && isBlank(value[end - 1])) {
            end--;
        }
        return end;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    /** Overwrites itself once it was taken. */
    private static final class Wiped extends ByteArrayOutputStream {
        byte[] take() {
            byte[] taken = toByteArray();
            Arrays.fill(buf, (byte) 0);
            return taken;
        }
    }
}
