package dev.outloop.core.internal.secrets;

import java.util.Arrays;
import java.util.List;

/** The literals under which a value may turn up in a response. Mixtures of forms are not among them. */
final class EncodedForms {

    private static final int MIN_LINE_BYTES = 16;

    private EncodedForms() {}

    /** All literals of the value, trimmed; of several lines, those of each line too. */
    static List<Pattern> of(byte[] value) {
        Forms forms = new Forms();
        addAll(forms, value, 0, value.length);
        int from = trimmedStart(value, 0, value.length);
        int to = trimmedEnd(value, from, value.length);
        if (to - from >= Pattern.MIN_BYTES && to - from < value.length) {
            addAll(forms, value, from, to);
        }
        addLines(forms, value, from, to);
        return forms.patterns();
    }

    private static void addLines(Forms forms, byte[] value, int from, int to) {
        int lineFrom = from;
        for (int at = from; at <= to; at++) {
            if (at == to || value[at] == '\n' || value[at] == '\r') {
                int start = trimmedStart(value, lineFrom, at);
                int end = trimmedEnd(value, start, at);
                if (end - start >= MIN_LINE_BYTES && end - start < to - from && !isArmor(value, start)) {
                    addAll(forms, value, start, end);
                }
                lineFrom = at + 1;
            }
        }
    }

    // RFC 7468: the lines round a key are the same for everybody, and in any text about keys.
    private static boolean isArmor(byte[] value, int start) {
        for (int i = start; i < start + 5; i++) {
            if (value[i] != '-') {
                return false;
            }
        }
        return true;
    }

    private static void addAll(Forms forms, byte[] source, int from, int to) {
        byte[] value = Arrays.copyOfRange(source, from, to);
        try {
            forms.add("plain", new ByteText(value.length).add(value, 0, value.length));
            JsonForms.addTo(forms, value);
            PercentForms.addTo(forms, value);
            Base64Forms.addTo(forms, value);
            HexForms.addTo(forms, value);
            HtmlForms.addTo(forms, value);
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }

    private static int trimmedStart(byte[] value, int from, int to) {
        int start = from;
        while (start < to && isSpace(value[start])) {
            start++;
        }
        return start;
    }

    private static int trimmedEnd(byte[] value, int from, int to) {
        int end = to;
        while (end > from && isSpace(value[end - 1])) {
            end--;
        }
        return end;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
