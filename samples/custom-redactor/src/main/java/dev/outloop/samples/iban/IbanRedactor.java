package dev.outloop.samples.iban;

import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Cuts account numbers (ISO 13616) of some countries out of answers: in one piece or in groups of four with a space
 * between, in capitals, not inside a longer word, and with a right checksum. Immutable and thread-safe.
 */
public final class IbanRedactor implements Redactor {

    private static final Map<String, Integer> LENGTHS = Map.ofEntries(
            Map.entry("AT", 20),
            Map.entry("BE", 16),
            Map.entry("CH", 21),
            Map.entry("DE", 22),
            Map.entry("ES", 24),
            Map.entry("FR", 27),
            Map.entry("GB", 22),
            Map.entry("IE", 22),
            Map.entry("IT", 27),
            Map.entry("LU", 20),
            Map.entry("MT", 31),
            Map.entry("NL", 18),
            Map.entry("PL", 28),
            Map.entry("PT", 25),
            Map.entry("SE", 24));

    // The longest number with its spaces. All of it waits for the byte behind it, which may make it a longer word.
    private static final int MAX_BYTES = 31 + 7;

    private static final int NONE = -1;
    private static final int UNDECIDED = -2;

    /** Ready for use. */
    public IbanRedactor() {}

    @Override
    public int maxPendingBytes() {
        return MAX_BYTES;
    }

    @Override
    public Scanner open(ResponseContext context) {
        return new IbanScanner();
    }

    @Override
    public String toString() {
        return "IbanRedactor";
    }

    private static final class IbanScanner implements Scanner {

        // The bytes before the returned offset are not given again, so what counts of them is remembered.
        private boolean isInWord;

        @Override
        public int scan(ByteBuffer utf8, boolean last, Spans out) {
            int start = utf8.position();
            int at = start;
            while (at < utf8.limit()) {
                int end = isInWord ? NONE : endOfNumber(utf8, at, last);
                if (end == UNDECIDED) {
                    break;
                }
                if (end == NONE) {
                    isInWord = isWord(utf8.get(at));
                    at++;
                } else {
                    out.cut(at - start, end - start, "iban");
                    isInWord = true;
                    at = end;
                }
            }
            return at - start;
        }

        @Override
        public void close() {}
    }

    /** Where the number that begins there ends, or {@link #NONE}, or {@link #UNDECIDED} until more bytes come. */
    private static int endOfNumber(ByteBuffer utf8, int from, boolean last) {
        int more = last ? NONE : UNDECIDED;
        StringBuilder number = new StringBuilder();
        int length = Integer.MAX_VALUE;
        int at = from;
        while (number.length() < length) {
            if (at == utf8.limit()) {
                return more;
            }
            byte octet = utf8.get(at);
            boolean isSpace = octet == ' ' && !number.isEmpty() && number.length() % 4 == 0 && utf8.get(at - 1) != ' ';
            if (!isSpace) {
                if (!fits(octet, number.length())) {
                    return NONE;
                }
                number.append((char) octet);
            }
            if (number.length() == 2) {
                length = LENGTHS.getOrDefault(number.toString(), 0);
            }
            at++;
        }
        if (length == 0 || !hasRightChecksum(number)) {
            return NONE;
        }
        if (at == utf8.limit()) {
            return last ? at : UNDECIDED;
        }
        return isWord(utf8.get(at)) ? NONE : at;
    }

    private static boolean fits(byte octet, int index) {
        boolean isCapital = octet >= 'A' && octet <= 'Z';
        boolean isDigit = octet >= '0' && octet <= '9';
        return index < 2 ? isCapital : isDigit || (isCapital && index > 3);
    }

    // Letters and digits, and all beyond ASCII, so that a letter with an accent is one too.
    private static boolean isWord(byte octet) {
        return octet < 0 || Character.isLetterOrDigit(octet);
    }

    // ISO 7064, MOD 97-10: the first four characters go to the end, letters count from 10.
    private static boolean hasRightChecksum(CharSequence number) {
        int rest = 0;
        for (int i = 0; i < number.length(); i++) {
            int value = Character.digit(number.charAt((i + 4) % number.length()), 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        return rest == 1;
    }
}
