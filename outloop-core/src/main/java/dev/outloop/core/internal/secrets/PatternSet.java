package dev.outloop.core.internal.secrets;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A compiled snapshot of literals, searched all at once. Immutable but for its end, and thread-safe.
 *
 * <p>At each offset the longest literal is reported; shorter ones at the same offset lie inside it. Literals at later
 * offsets are reported whether or not they overlap, so what is found depends on the bytes alone.
 */
public final class PatternSet {

    private static final Pattern[] NONE = {};

    private final Pattern[] sorted;
    /** For each pattern the nearest one before it that is a prefix of it, or -1. */
    private final int[] prefixes;

    private final GramTable table;
    private final boolean[] firstBytes = new boolean[256];
    private final int longestBytes;
    private final AtomicBoolean wiped;

    private PatternSet(Pattern[] sorted, AtomicBoolean wiped) {
        this.sorted = sorted;
        this.prefixes = prefixesOf(sorted);
        this.table = new GramTable(sorted);
        this.wiped = wiped;
        int longest = 0;
        for (Pattern pattern : sorted) {
            firstBytes[pattern.bytes[0] & 0xff] = true;
            longest = Math.max(longest, pattern.bytes.length);
        }
        this.longestBytes = longest;
    }

    /** Takes what is found. */
    @FunctionalInterface
    public interface Matches {
        /** A literal of that kind lies between these offsets of the scanned array. */
        void found(int from, int to, String kind);
    }

    /** The distinct literals; the flag is set by their owner before it overwrites them. */
    static PatternSet of(Collection<List<Pattern>> groups, AtomicBoolean wiped) {
        Pattern[] all = groups.stream().flatMap(List::stream).toArray(Pattern[]::new);
        Arrays.sort(all, (a, b) -> Arrays.compareUnsigned(a.bytes, b.bytes));
        int count = 0;
        for (Pattern pattern : all) {
            if (count == 0 || !Arrays.equals(all[count - 1].bytes, pattern.bytes)) {
                all[count++] = pattern;
            }
        }
        return new PatternSet(Arrays.copyOf(all, count), wiped);
    }

    static PatternSet empty() {
        return new PatternSet(NONE, new AtomicBoolean());
    }

    /** How many distinct literals there are. */
    public int size() {
        return sorted.length;
    }

    /** The length of the longest literal, or 0. */
    public int longestBytes() {
        return longestBytes;
    }

    /**
     * Searches the bytes from {@code from} to {@code to}.
     *
     * @param last whether nothing follows them
     * @return the first offset at which a literal may begin that goes on behind {@code to}; {@code to} if there is none
     * @throws IllegalStateException if the literals were overwritten meanwhile, so that nothing is known of the bytes
     */
    public int scan(byte[] text, int from, int to, boolean last, Matches matches) {
        int undecided = search(text, from, to, last, matches);
        VarHandle.loadLoadFence();
        if (wiped.get()) {
            throw new IllegalStateException("the known secrets are closed");
        }
        return undecided;
    }

    private int search(byte[] text, int from, int to, boolean last, Matches matches) {
        if (sorted.length == 0) {
            return to;
        }
        int end = to - (Pattern.MIN_BYTES - 1);
        for (int at = from; (at = table.nextCandidate(text, at, end)) < end; at++) {
            int slot = table.slot(GramTable.gram(text, at));
            if (slot >= 0) {
                int below = lastNotAbove(text, at, to, table.first(slot), table.end(slot));
                if (!last && below + 1 < table.end(slot) && goesOn(sorted[below + 1], text, at, to)) {
                    return at;
                }
                report(text, at, to, below, matches);
            }
        }
        return last ? to : firstOpenOffset(text, Math.max(from, end), to);
    }

    /** All literals that are prefixes of the text are prefixes of the last literal that is not above the text. */
    private void report(byte[] text, int at, int to, int below, Matches matches) {
        for (int i = below; i >= 0; i = prefixes[i]) {
            byte[] bytes = sorted[i].bytes;
            if (bytes.length <= to - at && Arrays.equals(bytes, 0, bytes.length, text, at, at + bytes.length)) {
                matches.found(at, at + bytes.length, sorted[i].kind);
                return;
            }
        }
    }

    /** The index of the last literal in the range that is not above the text, or one below the range, or -1. */
    private int lastNotAbove(byte[] text, int at, int to, int first, int end) {
        int low = first;
        int high = end;
        while (low < high) {
            int middle = low + high >>> 1;
            byte[] bytes = sorted[middle].bytes;
            if (Arrays.compareUnsigned(bytes, 0, bytes.length, text, at, to) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private static boolean goesOn(Pattern pattern, byte[] text, int at, int to) {
        int length = to - at;
        return pattern.bytes.length > length && Arrays.equals(pattern.bytes, 0, length, text, at, to);
    }

    private int firstOpenOffset(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (firstBytes[text[at] & 0xff]) {
                int above = lastNotAbove(text, at, to, 0, sorted.length) + 1;
                if (above < sorted.length && goesOn(sorted[above], text, at, to)) {
                    return at;
                }
            }
        }
        return to;
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
        return prefix.length < bytes.length && Arrays.equals(prefix, 0, prefix.length, bytes, 0, prefix.length);
    }

    /** The number of literals alone. */
    @Override
    public String toString() {
        return "PatternSet[" + sorted.length + "]";
    }
}
