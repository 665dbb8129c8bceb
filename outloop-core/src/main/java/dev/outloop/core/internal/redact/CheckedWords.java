package dev.outloop.core.internal.redact;

import java.util.Arrays;
import java.util.List;

/**
 * All words that the checker looks for, as one automaton (Aho and Corasick, 1975): its state after any text is the
 * longest end of that text which begins a word, so each byte is looked at once and what is undecided is known exactly.
 *
 * <p>A state takes 13 bytes, and there are at most as many as the words have bytes. A state that ends no word is followed
 * by its first child, so children need no table. Immutable until closed.
 */
final class CheckedWords implements AutoCloseable {

    /** The state in which nothing is begun. */
    static final int NOTHING = 0;

    private final int[] first = new int[256];
    private final byte[] labels;
    private final int[] siblings;
    private final int[] depths;
    private final int[] fallbacks;
    private final boolean[] ends;
    private int size = 1;

    CheckedWords(List<byte[]> words) {
        int most = 1 + words.stream().mapToInt(word -> word.length).sum();
        labels = new byte[most];
        siblings = new int[most];
        depths = new int[most];
        fallbacks = new int[most];
        ends = new boolean[most];
        words.forEach(this::insert);
        link();
    }

    /** The state after one more byte; {@code state} ends no word. */
    int next(int state, int b) {
        for (int from = state; from != NOTHING; from = fallbacks[from]) {
            int child = child(from, b);
            if (child != NOTHING) {
                return child;
            }
        }
        return first[b];
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
        for (byte b : word) {
            if (ends[state]) {
                return;
            }
            int child = state == NOTHING ? first[b & 0xff] : state + 1 == size ? NOTHING : child(state, b & 0xff);
            state = child == NOTHING ? add(state, b) : child;
        }
        ends[state] = true;
    }

    private int add(int parent, byte b) {
        int added = size++;
        labels[added] = b;
        depths[added] = depths[parent] + 1;
        if (parent == NOTHING) {
            first[b & 0xff] = added;
        } else if (added != parent + 1) {
            siblings[added] = siblings[parent + 1];
            siblings[parent + 1] = added;
        }
        return added;
    }

    private int child(int state, int b) {
        int child = state + 1;
        while (child != NOTHING && labels[child] != (byte) b) {
            child = siblings[child];
        }
        return child;
    }

    /** Shorter beginnings first, since each falls back to a shorter one. */
    private void link() {
        int[] queue = new int[size];
        int count = 0;
        for (int child : first) {
            if (child != NOTHING) {
                queue[count++] = child;
            }
        }
        for (int i = 0; i < count; i++) {
            int state = queue[i];
            ends[state] |= ends[fallbacks[state]];
            for (int child = ends[state] ? NOTHING : state + 1; child != NOTHING; child = siblings[child]) {
                fallbacks[child] = next(fallbacks[state], labels[child] & 0xff);
                queue[count++] = child;
            }
        }
    }
}
