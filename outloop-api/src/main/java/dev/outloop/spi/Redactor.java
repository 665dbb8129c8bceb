package dev.outloop.spi;

import java.nio.ByteBuffer;

/**
 * Finds what must not reach the agent.
 *
 * <p>The engine decodes, carries undecided bytes from chunk to chunk, unites the cuts of all redactors and replaces
 * them; a redactor says where. <b>Guarantees</b> that an implementation gives: what it cuts depends on the bytes alone,
 * not on how they were split into chunks; overlapping readings are settled by the longest. <b>Does not guarantee</b>
 * that a value in a form that it does not know is found. Immutable and thread-safe; a scanner is for one response and
 * one thread.
 */
public interface Redactor {

    /** The most bytes that may stay undecided; beyond this the rest of a response is withheld. */
    int maxPendingBytes();

    /** Starts on a response; the engine closes the scanner at its end. */
    Scanner open(ResponseContext context);

    /** Scans one response from its first byte to its last. */
    interface Scanner extends AutoCloseable {

        /**
         * Looks at the undecided bytes of before, followed by new ones.
         *
         * @param utf8 the bytes from its position to its limit; not kept and not changed. The engine gives the bytes
         *     from the returned offset on again, with more behind them
         * @param last whether nothing comes after them; then everything is decided
         * @param out takes what is found
         * @return the offset from the buffer's position of the first byte that is undecided; all before it may be
         *     released, but for what is cut
         */
        int scan(ByteBuffer utf8, boolean last, Spans out);

        @Override
        void close();
    }

    /** Takes places, as offsets from the position of the buffer that is being scanned. */
    interface Spans {

        /** Cuts {@code from} inclusive to {@code to} exclusive; the kind is a short name for counts. */
        void cut(int from, int to, String kind);

        /** Cuts everything from there on, until {@link #end}. At most one is open. */
        void open(int from, String kind);

        /** Ends what was opened, in this chunk or an earlier one, behind its first byte. */
        void end(int to);
    }
}
