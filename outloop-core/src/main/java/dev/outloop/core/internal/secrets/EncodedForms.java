package dev.outloop.core.internal.secrets;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The literals under which a value, and each part of it that is a secret of its own, may turn up in a response. Escapes
 * are not among them: their mixtures cannot be enumerated, and are undone while a response is read.
 */
final class EncodedForms {

    private static final int MIN_LINE_BYTES = 16;

    private final Forms forms = new Forms();
    private final Predicate<String> own;

    private EncodedForms(Predicate<String> own) {
        this.own = own;
    }

    /**
     * All literals of the value: of the whole, of it without blanks at its ends, of its lines, and of the secret fields
     * of a JSON object.
     *
     * @param own the workspaces that words and numbers are cut for; values that are neither are cut for everybody
     */
    static List<Pattern> of(byte[] value, Predicate<String> own) {
        EncodedForms encoded = new EncodedForms(own);
        int from = trimmedStart(value, 0, value.length);
        boolean isObject = from < value.length && value[from] == '{';
        encoded.addText(value, !isObject);
        for (byte[] field : isObject ? SecretFields.of(value) : List.<byte[]>of()) {
            encoded.addText(field, true);
            Arrays.fill(field, (byte) 0);
        }
        return encoded.forms.patterns();
    }

    /** The lines of an object are left out: they hold names and addresses that are the same for everybody. */
    private void addText(byte[] text, boolean withLines) {
        addAll(text, 0, text.length);
        int from = trimmedStart(text, 0, text.length);
        int to = trimmedEnd(text, from, text.length);
        if (to - from < text.length) {
            addAll(text, from, to);
        }
        if (withLines) {
            addLines(text, from, to);
        }
    }

    private void addLines(byte[] text, int from, int to) {
        int lineFrom = from;
        for (int at = from; at <= to; at++) {
            if (at == to || text[at] == '\n' || text[at] == '\r') {
                int start = trimmedStart(text, lineFrom, at);
                int end = trimmedEnd(text, start, at);
                if (end - start >= MIN_LINE_BYTES && end - start < to - from && !isArmor(text, start)) {
                    addAll(text, start, end);
                }
                lineFrom = at + 1;
            }
        }
    }

    // RFC 7468: the lines round a key are the same for everybody, and in any text about keys.
    private static boolean isArmor(byte[] text, int start) {
        for (int i = start; i < start + 5; i++) {
            if (text[i] != '-') {
                return false;
            }
        }
        return true;
    }

    private void addAll(byte[] text, int from, int to) {
        byte[] value = Arrays.copyOfRange(text, from, to);
        forms.forAudience(Strength.isUnmistakable(value, 0, value.length) ? Pattern.EVERYONE : own);
        forms.add(Pattern.PLAIN, new ByteText(value.length).add(value, 0, value.length));
        BitForms.addTo(forms, value);
        HexForms.addTo(forms, value);
        TextForms.addTo(forms, value);
        Arrays.fill(value, (byte) 0);
    }

    private static int trimmedStart(byte[] text, int from, int to) {
        int start = from;
        while (start < to && isBlank(text[start])) {
            start++;
        }
        return start;
    }

    private static int trimmedEnd(byte[] text, int from, int to) {
        int end = to;
        while (end > from && isBlank(text[end - 1])) {
            end--;
        }
        return end;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
