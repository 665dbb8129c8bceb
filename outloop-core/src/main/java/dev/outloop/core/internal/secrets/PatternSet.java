package dev.outloop.core.internal.secrets;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A compiled snapshot of literals, searched all at once. Immutable but for its end, and thread-safe.
 *
 * <p>At each offset the longest literal is reported; shorter ones at the same offset lie inside it. Literals at later
 * offsets are reported whether or not they overlap, so what is found depends on the bytes alone. One place may be
 * reported twice.
 */
public final class PatternSet {

    private static final Comparator<Pattern> ORDER = (a, b) -> Arrays.compareUnsigned(a.bytes, b.bytes);
    private static final Pattern[] NONE = {};

    private final Pattern[] sorted;
    /** For each pattern the nearest one before it that is a prefix of it or the same, or -1. */
    private final int[] prefixes;

    private final List<GramTable> grams;
    private final PrefixFilter beginnings;
    private final int longestBytes;
    private final Neighbours neighbours;
    private final boolean hasBlanks;
    private final AtomicBoolean wiped;

    private PatternSet(Pattern[] sorted, List<GramTable> grams, AtomicBoolean wiped) {
        this.sorted = sorted;
        this.prefixes = prefixesOf(sorted);
        this.grams = List.copyOf(grams);
        this.beginnings = new PrefixFilter(sorted);
        this.neighbours = new Neighbours(sorted);
        this.wiped = wiped;
        int longest = 0;
        boolean blanks = false;
        for (Pattern pattern : sorted) {
            longest = Math.max(longest, pattern.bytes.length);
            blanks |= pattern.kind.equals(Pattern.PLAIN) && hasBlank(pattern.bytes);
        }
        this.longestBytes = longest;
        this.hasBlanks = blanks;
    }

    /** Takes what is found. */
    @FunctionalInterface
    public interface Matches {
        /** A literal of that kind lies between these offsets of the scanned array. */
        void found(int from, int to, String kind);
    }

    /** The literals; the flag is set by their owner before it overwrites them. */
    static PatternSet of(Collection<Pattern> patterns, AtomicBoolean wiped) {
        Pattern[] sorted = patterns.toArray(NONE);
        Arrays.sort(sorted, ORDER);
        return new PatternSet(sorted, GramTable.of(sorted), wiped);
    }

    /** The same with more literals. */
    PatternSet with(Collection<Pattern> more) {
        Pattern[] all = Arrays.copyOf(sorted, sorted.length + more.size());
        int at = sorted.length;
        for (Pattern pattern : more) {
            all[at++] = pattern;
        }
        // Finds that most of it is in order already.
        Arrays.sort(all, ORDER);
        List<GramTable> grown = new ArrayList<>();
        long fitting = 0;
        for (GramTable table : grams) {
            GramTable copy = table.with(more);
            if (copy != null) {
                grown.add(copy);
                fitting += more.stream()
                        .filter(pattern -> GramTable.strideOf(pattern) == table.stride())
                        .count();
            }
        }
        boolean isComplete = grown.size() == grams.size() && fitting == more.size();
        return new PatternSet(all, isComplete ? grown : GramTable.of(all), wiped);
    }

    /** How many literals there are. */
    public int size() {
        return sorted.length;
    }

    /** The length of the longest literal, or 0. */
    public int longestBytes() {
        return longestBytes;
    }

    /** Which bytes may follow which in a literal. */
    Neighbours neighbours() {
        return neighbours;
    }

    /** Whether a value has blanks, which forms write as plus signs. */
    boolean hasBlanks() {
        return hasBlanks;
    }

    /** Overwrites what of the literals this set has made copies of. */
    void wipe() {
        grams.forEach(GramTable::wipe);
    }

    /**
     * Searches the bytes from {@code from} to {@code to}.
     *
     * @param last whether nothing follows them
     * @param workspace whose text it is, by name
     * @return the first offset at which a literal may begin that goes on behind {@code to}; {@code to} if there is none
     * @throws IllegalStateException if the literals were overwritten meanwhile, so that nothing is known of the bytes
     */
    public int scan(byte[] text, int from, int to, boolean last, String workspace, Matches matches) {
        int undecided = to;
        if (sorted.length > 0) {
            Scan scan = new Scan(text, from, to, last, workspace, matches);
            for (GramTable table : grams) {
                undecided = scan.over(table, undecided);
            }
            undecided = scan.tail(undecided);
        }
        VarHandle.loadLoadFence();
        if (wiped.get()) {
            throw new IllegalStateException("the known secrets are closed");
        }
        return undecided;
    }

    /** One search, which every literal that begins before the returned offset has been reported in. */
    private final class Scan {
        private final byte[] text;
        private final int from;
        private final int to;
        private final boolean last;
        private final String workspace;
        private final Matches matches;

        Scan(byte[] text, int from, int to, boolean last, String workspace, Matches matches) {
            this.text = text;
            this.from = from;
            this.to = to;
            this.last = last;
            this.workspace = workspace;
            this.matches = matches;
        }

        /** Looks at the beginnings before {@code end} that the grams lead to; returns the first that is undecided. */
        int over(GramTable table, int end) {
            int stride = table.stride();
            // What begins before the end has its gram at most one stride behind it.
            int limit = Math.min(to, end + stride + Long.BYTES);
            for (int at = from; (at = table.next(text, at, limit)) < limit; at += stride) {
                int offsets = table.offsetsOf(text, at, limit);
                for (int offset = stride - 1; offsets != 0 && offset >= 0; offset--) {
                    int begin = at - offset;
                    if ((offsets >> offset & 1) != 0 && begin >= from && begin < end && isUndecided(begin)) {
                        return begin;
                    }
                }
            }
            return end;
        }

        /** Too few bytes for a gram are left behind these beginnings. */
        int tail(int end) {
            int begin = last ? end : Math.max(from, to - GramTable.LONG_BYTES + 1);
            for (; begin < end; begin++) {
                if (beginnings.mayBegin(text, begin, to) && isUndecided(begin)) {
                    return begin;
                }
            }
            return end;
        }

        private boolean isUndecided(int begin) {
            int below = lastNotAbove(begin);
            for (int i = below + 1; !last && i < sorted.length && goesOn(sorted[i], begin); i++) {
                if (sorted[i].audience.test(workspace)) {
                    return true;
                }
            }
            report(begin, below);
            return false;
        }

        /** All literals that are prefixes of the text are prefixes of the last literal that is not above the text. */
        private void report(int begin, int below) {
            for (int i = below; i >= 0; i = prefixes[i]) {
                int end = begin + sorted[i].bytes.length;
                if (end <= to
                        && sorted[i].audience.test(workspace)
                        && Arrays.equals(sorted[i].bytes, 0, end - begin, text, begin, end)) {
                    matches.found(begin, end, sorted[i].kind);
                    return;
                }
            }
        }

        private int lastNotAbove(int begin) {
            int low = 0;
            int high = sorted.length;
            while (low < high) {
                int middle = low + high >>> 1;
                byte[] bytes = sorted[middle].bytes;
                if (Arrays.compareUnsigned(bytes, 0, bytes.length, text, begin, to) <= 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low - 1;
        }

        private boolean goesOn(Pattern pattern, int begin) {
            int length = to - begin;
            return pattern.bytes.length > length && Arrays.equals(pattern.bytes, 0, length, text, begin, to);
        }
    }

    private static boolean hasBlank(byte[] bytes) {
        return ByteSearch.indexOf((byte) ' ', bytes, 0, bytes.length) < bytes.length;
    }

    private static int[] prefixesOf(Pattern[] sorted) {
        int[] prefixes = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            int candidate = i - 1;
            while (candidate >= 0 && !isPrefix(sorted[candidate].bytes, sorted[i].bytes)) {
                candidate = prefixes[candidate];
            }
            prefixes[i] = candidate;
        }
        return prefixes;
    }

    private static boolean isPrefix(byte[] prefix, byte[] bytes) {
        return prefix.length <= bytes.length && Arrays.equals(prefix, 0, prefix.length, bytes, 0, prefix.length);
    }

    /** The number of literals alone. */
    @Override
    public String toString() {
        return "PatternSet[" + sorted.length + "]";
    }
}
