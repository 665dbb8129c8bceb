package dev.outloop.core.internal.secrets;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The search of one text for known secrets: as they are, and behind the escapes of JSON, URLs, HTML and line breaks, one
 * layer of them, or one more inside JSON and URLs. It asks for the known secrets anew with each piece, so that one that
 * is learnt meanwhile is looked for from there on.
 *
 * <p>What is found depends on the bytes alone, not on the pieces that they come in; except that more may be found where a
 * literal, with escapes of both layers in it, begins inside an escape of the second one (behind the percent sign of
 * {@code %01}) whose start was released before. For one thread; whoever opened it closes it.
 */
public final class KnownSearch implements AutoCloseable {

    private final Supplier<PatternSet> known;
    private final String workspace;
    private final @Nullable Reading[] readings = new Reading[5];
    private long base;
    private int unread;

    /**
     * Starts on a text.
     *
     * @param workspace whose text it is, by name, or {@link SecretRegistry#HOST}
     */
    public KnownSearch(Supplier<PatternSet> known, String workspace) {
        this.known = known;
        this.workspace = workspace;
    }

    /**
     * Searches on.
     *
     * @param text the bytes from the offset that was returned before, with more behind them
     * @param last whether nothing follows them
     * @return the offset of the first byte that is undecided; all before it may be released, but for what was found
     * @throws IllegalStateException if the literals were overwritten meanwhile, so that nothing is known of the bytes
     */
    public int scan(byte[] text, int from, int to, boolean last, PatternSet.Matches found) {
        PatternSet patterns = known.get();
        Search search = new Search(patterns, workspace, last);
        int undecided = search.in(text, from, to, found);
        if (patterns.size() == 0) {
            base += to - from;
            unread = 0;
            return to;
        }
        int classes = ByteSearch.classesIn(text, from + unread, to);
        // A form's percent signs are read from the first on, so that none is cut in two where its first plus sign
        // comes.
        if (patterns.hasBlanks()
                && ((classes & ByteSearch.PERCENT) != 0
                        || ByteSearch.indexOf((byte) '+', text, from + unread, to) < to)) {
            classes |= ByteSearch.PLUS;
        }
        for (int i = 0; i < readings.length; i++) {
            Reading reading = readings[i];
            if (reading == null && (classes >> i & 1) != 0) {
                reading = reading(1 << i);
                readings[i] = reading;
            }
            if (reading != null && reading.isNeeded(classes)) {
                undecided = Math.min(undecided, reading.read(text, from, to, base, search, found));
            }
        }
        base += undecided - from;
        unread = to - undecided;
        return undecided;
    }

    @Override
    public void close() {
        Arrays.stream(readings).forEach(reading -> {
            if (reading != null) {
                reading.close();
            }
        });
    }

    private static Reading reading(int byteClass) {
        return switch (byteClass) {
            case ByteSearch.BACKSLASH ->
                new Reading(byteClass, "json", new BackslashEscapes(), json(), percent(), entity(), wrapped());
            case ByteSearch.PERCENT -> new Reading(byteClass, "percent", new PercentEscapes(false), percent());
            case ByteSearch.PLUS -> new Reading(byteClass, "percent", new PercentEscapes(true));
            case ByteSearch.AMPERSAND -> entity();
            default -> wrapped();
        };
    }

    private static Reading json() {
        return new Reading(ByteSearch.BACKSLASH, "json", new BackslashEscapes());
    }

    private static Reading percent() {
        return new Reading(ByteSearch.PERCENT, "percent", new PercentEscapes(false));
    }

    private static Reading entity() {
        return new Reading(ByteSearch.AMPERSAND, "entity", new EntityEscapes());
    }

    private static Reading wrapped() {
        return new Reading(ByteSearch.FOLD, "wrapped", new Folds());
    }
}
