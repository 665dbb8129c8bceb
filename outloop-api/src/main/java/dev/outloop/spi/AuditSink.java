package dev.outloop.spi;

import dev.outloop.audit.AuditRecord;
import java.io.IOException;
import java.util.List;

/**
 * Keeps the trail.
 *
 * <p><b>Guarantees</b> that an implementation gives: records are kept in the order of their numbers; when a ticket's
 * {@code await} returns, that record and all before it survive a crash; after a failed sync everything fails, because a
 * repeated one may lie. <b>Does not guarantee</b> that nobody with access to the storage rewrites it. Thread-safe. The
 * broker that was given the sink closes it.
 */
public interface AuditSink extends AutoCloseable {

    /**
     * Writes a record. The engine calls it in the order of the numbers, one call at a time. A number that leaves some out
     * means that other sinks took those while this one could not.
     *
     * @return a ticket, to wait for durability with
     * @throws IOException if it was not written; nothing of it is then kept, unless {@link #lastSequence()} counts it
     */
    Ticket append(AuditRecord record) throws IOException;

    /**
     * The number of the last record that it had when it was opened, or of a later one that it may have kept although
     * {@link #append} failed, as after a missed deadline; 0 if none. Such a number is used, and no other record may get
     * it: after a failed {@code append} the engine goes on behind this.
     */
    long lastSequence();

    /**
     * The attempts of earlier runs that have no outcome, in their order, as found when the sink was opened. The engine
     * closes them as unknown. A sink that cannot read back what it has returns an empty list.
     */
    default List<AuditRecord> unfinished() {
        return List.of();
    }

    /**
     * After a failure goes on in fresh storage, with everything that was durable before; on a sink that works it does
     * nothing.
     *
     * @throws IOException if that is not possible; the sink stays failed then
     */
    default void renew() throws IOException {
        throw new IOException("this audit sink cannot go on after a failure; it has to be opened anew");
    }

    /**
     * Whether it keeps records in memory and no call of it ever waits for anything. It is then called on the thread of the
     * request; every other sink has threads of its own, so that none that hangs holds a request longer than its deadline.
     */
    default boolean answersAtOnce() {
        return false;
    }

    /** Makes everything durable and lets go of the storage. Closing twice is harmless. */
    @Override
    void close() throws IOException;

    /** Stands for a written record that may not be durable yet. */
    @FunctionalInterface
    interface Ticket {

        /**
         * Returns once the record is durable; several waiting tickets may share one sync. May be called again.
         *
         * @throws IOException if it cannot be made durable; the sink has then failed
         */
        void await() throws IOException;
    }
}
