package dev.outloop.core.internal.secrets;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.Supplier;

/** Gives a search its text piece by piece, and keeps what it leaves undecided. */
final class PieceWise implements AutoCloseable {

    private final KnownSearch search;
    private final Collection<String> found;
    private byte[] kept = {};
    private int released;

    PieceWise(Supplier<PatternSet> known, Collection<String> found) {
        this.search = new KnownSearch(known, "acme");
        this.found = found;
    }

    /** Returns how many bytes of the text are released. */
    int add(byte[] piece, boolean last) {
        // Bytes round the text, which no search may look at.
        byte[] text = new byte[kept.length + piece.length + 10];
        Arrays.fill(text, (byte) '\\');
        System.arraycopy(kept, 0, text, 5, kept.length);
        System.arraycopy(piece, 0, text, 5 + kept.length, piece.length);
        int to = text.length - 5;
        int start = released - 5;
        int undecided = search.scan(
                text, 5, to, last, (from, end, kind) -> found.add((start + from) + "-" + (start + end) + " " + kind));
        kept = Arrays.copyOfRange(text, undecided, to);
        released += undecided - 5;
        return released;
    }

    @Override
    public void close() {
        search.close();
    }
}
