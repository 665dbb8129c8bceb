package dev.outloop.core.internal.limit;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;

/**
 * Counts on a line of the log: {@code TIME COUNT…}, a count being {@code kind,limit,per,measure,subject,used,since,until}.
 * A later line's count takes the place of an earlier one, so that a line is all that has to be written, and all charges of
 * one call are on one.
 */
final class CounterLine {

    private static final int FIELDS = 8;

    private CounterLine() {}

    static String write(long now, Collection<Counter> counters) {
        StringJoiner line = new StringJoiner(" ");
        line.add(Long.toString(now));
        for (Counter counter : counters) {
            CounterKey key = counter.key();
            line.add(String.join(
                    ",",
                    key.kind(),
                    key.limit(),
                    key.per(),
                    encode(key.measure()),
                    encode(key.subject()),
                    Long.toString(counter.used()),
                    Long.toString(counter.since()),
                    Long.toString(counter.until())));
        }
        return line.toString();
    }

    /** What a line says: when it was written, and the counts. */
    record Read(long time, List<Counter> counters) {}

    /** @throws IOException if the line is of a form that this version does not know */
    static Read read(String line) throws IOException {
        try {
            String[] words = line.split(" ", -1);
            List<Counter> counters = new ArrayList<>();
            for (int i = 1; i < words.length; i++) {
                counters.add(counter(words[i]));
            }
            return new Read(Long.parseLong(words[0]), counters);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "the counts of limits have a line of another version; use the version that wrote it, or"
                            + " delete the file limits.log in the folder of the state to start without what it kept",
                    e);
        }
    }

    private static Counter counter(String word) {
        String[] fields = word.split(",", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("no count");
        }
        CounterKey key = new CounterKey(fields[0], fields[1], fields[2], decode(fields[3]), decode(fields[4]));
        return new Counter(key, Long.parseLong(fields[5]), Long.parseLong(fields[6]), Long.parseLong(fields[7]));
    }

    /** Names, which most of these are, stay as they are. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
