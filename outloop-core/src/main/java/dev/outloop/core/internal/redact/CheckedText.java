package dev.outloop.core.internal.redact;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks for words in a text that comes in pieces, in every form that the readings know. Each byte is read once or passed
 * over, whatever the pieces are; all that is remembered is the state of the readings. Not thread-safe.
 */
final class CheckedText implements AutoCloseable {

    private final CheckedWords words;
    private final CheckedAhead ahead;
    private final boolean readsAll;
    private final CheckedReading text;
    private long position;

    CheckedText(List<byte[]> values) {
        this(values, false);
    }

    /** For tests: reads every byte, passing over none. */
    CheckedText(List<byte[]> values, boolean readsAll) {
        this.readsAll = readsAll;
        words = new CheckedWords(values);
        List<CheckedEscape> escapes = new ArrayList<>(CheckedPercent.upTo(2, words));
        ahead = new CheckedAhead(values, escapes.size() > 1);
        escapes.add(new CheckedJson(words, 2));
        escapes.add(new CheckedEntity(words));
        text = new CheckedReading(words, escapes);
    }

    /** Reads more of the text; throws once a word has ended. */
    void take(byte[] bytes, int offset, int length) throws Withheld {
        int to = offset + length;
        int at = offset;
        while (at < to) {
            int stop = at;
            if (text.rests() && !readsAll) {
                stop = ahead.stop(bytes, at, to);
                at = restAt(bytes, at, ahead.start(bytes, at, stop));
            }
            do {
                text.take(bytes[at++] & 0xff, position++);
            } while (at < to && (at <= stop || !text.rests()));
        }
    }

    /** Says that the text is over: reads what was cut short as it stands, and is ready for another text. */
    void end() throws Withheld {
        text.end();
        text.reset();
        position = 0;
    }

    /** How many of the last bytes may be the beginning of a word in one of the forms. */
    int undecided() {
        return (int) Math.max(0, position - text.begin());
    }

    @Override
    public void close() {
        words.close();
        ahead.close();
    }

    /** Passes over what lies between, which begins nothing. */
    private int restAt(byte[] bytes, int from, int to) {
        if (to > from) {
            position += to - from;
            text.restBehind(bytes[to - 1] & 0xff, position - 1);
        }
        return to;
    }
}
