package dev.outloop.core;

import dev.outloop.core.internal.journal.SinkGroup;
import dev.outloop.core.internal.journal.Slf4jSink;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Audit sinks beside the file of {@link AuditTrail}. */
public final class AuditSinks {

    private AuditSinks() {}

    /**
     * Logs each record in one line, its JSON in ASCII, at level INFO of the logger {@code dev.outloop.audit}.
     *
     * <p><b>Does not guarantee</b> durability: awaiting a record returns at once, whatever the host's logging has done with
     * it. It does not know what it logged before, closes nothing, and refuses records while the logger does not log INFO.
     */
    public static AuditSink slf4j() {
        return new Slf4jSink();
    }

    /** Starts a group of sinks that keep one trail together. */
    public static Group group() {
        return new Group();
    }

    /**
     * Collects the sinks of a group. Not thread-safe; the group itself is. It closes its sinks.
     *
     * <p><b>Guarantees</b> of the group: once awaited, a record and all before it are durable in every {@code must} sink
     * and, if there are {@code required} ones, in at least one of those, and in every required sink that took the record
     * and still works. No number stands for two records, in one of these sinks or in two. A record that not all have that
     * should uses up its number; see {@link AuditSink#lastSequence()}.
     *
     * <p>A required sink that refuses a record is offered the next, and one that failed to make a record durable is out
     * until {@code renew()}; both are logged. A host may renew the group at any time to take such a sink back in. What a
     * sink misses it never gets: its numbers leave some out.
     *
     * <p>{@code lastSequence()} is the highest of must and required sinks. {@code unfinished()} is what all sinks with that
     * number list; a sink that has the highest number but cannot read back therefore leaves attempts open, which reads as
     * unknown.
     *
     * <p>Calls of several sinks are made one after the other, syncs at the same time, each within the patience.
     */
    public static final class Group {
        private final List<AuditSink> must = new ArrayList<>();
        private final List<AuditSink> required = new ArrayList<>();
        private final List<AuditSink> bestEffort = new ArrayList<>();
        private Duration patience = Duration.ofSeconds(10);

        private Group() {}

        /** A request fails if none of the required sinks can record it. */
        public Group required(AuditSink sink) {
            return add(required, sink);
        }

        /** A request fails if this sink cannot record it. */
        public Group must(AuditSink sink) {
            return add(must, sink);
        }

        /**
         * Never matters and never holds anybody up: it has a queue of 1024 records, and what does not fit or cannot be
         * written is dropped, counted and logged. It may have records that a crash took from the others.
         */
        public Group bestEffort(AuditSink sink) {
            return add(bestEffort, sink);
        }

        /** How long a call of a sink may take before the sink counts as failed; 10 seconds unless set. */
        public Group patience(Duration time) {
            if (time.isZero() || time.isNegative()) {
                throw new IllegalArgumentException("the patience has to be longer than nothing");
            }
            this.patience = time;
            return this;
        }

        /**
         * Asks each sink what it has.
         *
         * @return a thread-safe sink; the broker that is given it closes it, and with it all of the group
         * @throws IllegalStateException if nothing in it is must or required
         * @throws IOException if a sink does not say in time what it has; all are closed then
         */
        public AuditSink open() throws IOException {
            if (must.isEmpty() && required.isEmpty()) {
                throw new IllegalStateException("a group needs a must or required sink");
            }
            return SinkGroup.open(List.copyOf(must), List.copyOf(required), List.copyOf(bestEffort), patience);
        }

        private Group add(List<AuditSink> role, AuditSink sink) {
            Objects.requireNonNull(sink, "sink");
            if (contains(must, sink) || contains(required, sink) || contains(bestEffort, sink)) {
                throw new IllegalArgumentException("the sink is in the group already");
            }
            role.add(sink);
            return this;
        }

        private static boolean contains(List<AuditSink> sinks, AuditSink sink) {
            return sinks.stream().anyMatch(each -> each == sink);
        }
    }
}
