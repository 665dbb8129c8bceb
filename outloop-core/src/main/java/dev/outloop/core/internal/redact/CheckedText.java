package dev.outloop.core.internal.redact;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks for words in a text that comes in pieces, in every form that the readings know. Each byte is read once, whatever
 * the pieces are; all that is remembered is the state of the readings. Not thread-safe.
 */
final class CheckedText implements AutoCloseable {

    private static final String ALWAYS_READ = "\\%&\r\n";
    private static final int NO_CHARACTER = 64;
    private static final int CHARACTER_BITS = 7;

    private final CheckedWords words;
    private final CheckedReading text;
    private final boolean[] isRead = new boolean[256];
    private final byte[] characters = new byte[256];
    /** By two characters of a code: whether a byte that they hold begins a word. */
    private final boolean[] beginsWord = new boolean[(NO_CHARACTER + 1) << CHARACTER_BITS];

    private int lastCharacter = NO_CHARACTER;
    private long position;

    CheckedText(List<byte[]> values) {
        words = new CheckedWords(values);
        boolean hasBlank = words.has(' ');
        List<CheckedEscape> escapes = new ArrayList<>(CheckedPercent.upTo(2, words));
        escapes.add(new CheckedJson(words, 2));
        escapes.add(new CheckedEntity(words));
        text = new CheckedReading(words, escapes);
        for (int b = 0; b < 256; b++) {
            isRead[b] = words.isFirst(b) || ALWAYS_READ.indexOf(b) >= 0 || b == '+' && hasBlank;
            int character = CheckedRun.base64(b);
            characters[b] = (byte) (character == CheckedRun.NONE ? NO_CHARACTER : character);
        }
        for (int b = 0; b < 256; b++) {
            if (words.isFirst(b)) {
                addHex(b);
                addBase64(b);
            }
        }
    }

    /** Reads more of the text; throws once a word has ended. */
    void take(byte[] bytes, int offset, int length) throws Withheld {
        int to = offset + length;
        int at = offset;
        while (at < to) {
            if (text.rests()) {
                at = skip(bytes, at, to);
            }
            if (at < to) {
                int b = bytes[at++] & 0xff;
                text.take(b, position++);
                lastCharacter = characters[b];
            }
        }
    }

    /** Says that the text is over: reads what was cut short as it stands, and is ready for another text. */
    void end() throws Withheld {
        text.end();
        text.reset();
        lastCharacter = NO_CHARACTER;
        position = 0;
    }

    /** How many of the last bytes may be the beginning of a word in one of the forms. */
    int undecided() {
        return (int) Math.max(0, position - text.begin());
    }

    @Override
    public void close() {
        words.close();
    }

    /** Where the next byte is that a reading at rest could begin something at: most of most texts is passed over here. */
    private int skip(byte[] bytes, int from, int to) {
        int at = from;
        int last = lastCharacter;
        while (at < to) {
            int b = bytes[at] & 0xff;
            int character = characters[b];
            if (isRead[b] || beginsWord[last << CHARACTER_BITS | character]) {
                break;
            }
            last = character;
            at++;
        }
        if (at > from) {
            position += at - from;
            lastCharacter = last;
            text.restBehind(bytes[at - 1] & 0xff, position - 1);
        }
        return at;
    }

    private void addHex(int b) {
        for (String high : List.of("0123456789abcdef", "0123456789ABCDEF")) {
            for (String low : List.of("0123456789abcdef", "0123456789ABCDEF")) {
                addPair(characters[high.charAt(b >> 4)], characters[low.charAt(b & 15)]);
            }
        }
    }

    private void addBase64(int b) {
        for (int shift = 0; shift <= 4; shift += 2) {
            for (int rest = 0; rest < 16; rest++) {
                int pair = rest >> shift << 8 + shift | b << shift | rest & (1 << shift) - 1;
                addPair(pair >> 6, pair & 63);
            }
        }
    }

    private void addPair(int first, int second) {
        beginsWord[first << CHARACTER_BITS | second] = true;
    }
}
