package dev.outloop.core.internal.redact;

import java.util.Arrays;
import java.util.List;

/**
 * All words that the checker looks for, as one automaton (Aho and Corasick, 1975): its state after any text is the
 * longest end of that text which begins a word, so each byte is looked at once and what is undecided is known exactly.
 *
 * <p>Where a state falls back to is worked out when a text first comes there, since most texts come to few. A state takes
 * 14 bytes, and there are at most as many as the words have bytes. A state that ends no word is followed by its first
 * child, so children need no table. Not thread-safe.
 */
final class CheckedWords implements AutoCloseable {

    /** The state in which nothing is begun. */
    static final int NOTHING = 0;

    private final int[] first = new int[256];
    private final byte[] labels;
    private final int[] siblings;
    /** Zero until a text came there. */
    private final int[] depths;

    private final int[] fallbacks;
    private final boolean[] ends;
    private int size = 1;

    CheckedWords(List<byte[]> words) {
        int most = 1;
        for (byte[] word : words) {
            most += word.length;
        }
        labels = new byte[most];
        siblings = new int[most];
        depths = new int[most];
        fallbacks = new int[most];
        ends = new boolean[most];
        words.forEach(this::insert);
    }

    /** The state after one more byte; a text came to {@code state}, which ends no word. */
    int next(int state, int b) {
        int from = state;
        int child = child(from, b);
        while (child == NOTHING && from != NOTHING) {
            from = fallbacks[from];
            child = child(from, b);
        }
        if (child != NOTHING && depths[child] == 0) {
            link(child, from, b);
        }
        return child;
    }

    /** Whether a word ends here. */
    boolean isWord(int state) {
        return ends[state];
    }

    /** How many bytes are begun. */
    int depth(int state) {
        return depths[state];
    }

    /** Whether a word begins with that byte. */
    boolean isFirst(int b) {
        return first[b] != NOTHING;
    }

    /** Whether a word has that byte. */
    boolean has(int b) {
        for (int state = 1; state < size; state++) {
            if (labels[state] == (byte) b) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        Arrays.fill(labels, (byte) 0);
        Arrays.fill(first, NOTHING);
    }

    private void insert(byte[] word) {
        int state = NOTHING;
        for (int at = 0; at < word.length && !ends[state]; at++) {
            int child = child(state, word[at] & 0xff);
            if (child == NOTHING) {
                append(state, word, at);
                return;
            }
            state = child;
        }
        ends[state] = true;
    }

    private void append(int parent, byte[] word, int from) {
        int added = size;
        int count = word.length - from;
        System.arraycopy(word, from, labels, added, count);
        size += count;
        ends[size - 1] = true;
        if (parent == NOTHING) {
            first[word[from] & 0xff] = added;
        } else {
            siblings[added] = siblings[parent + 1];
            siblings[parent + 1] = added;
        }
    }

    private int child(int state, int b) {
        if (state == NOTHING) {
            return first[b];
        }
        int child = state + 1;
        while (child != NOTHING && labels[child] != (byte) b) {
            child = siblings[child];
        }
        return child;
    }

    /** A state falls back to a shorter one, which may be new too; so deep at most as there are words. */
    private void link(int state, int parent, int b) {
        depths[state] = depths[parent] + 1;
        if (parent != NOTHING) {
            fallbacks[state] = next(fallbacks[parent], b);
            ends[state] |= ends[fallbacks[state]];
        }
    }
}
