package dev.outloop.spi;

import dev.outloop.policy.LimitDefinition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what limits have come to. Thread-safe.
 *
 * <p><b>Guarantees</b> that an implementation gives: of the charges of one reservation all are taken or none; two
 * reservations never both get what is enough for one; once {@link #reserve} has returned, a budget's charge survives a
 * crash; what was reserved and never settled stays charged in full, except that nothing is under way after a restart; time
 * never goes back: a clock that does starts no budget anew and fills no bucket.
 *
 * <p><b>Does not guarantee</b> that one broker sees what another has used, unless both have the same store.
 */
public interface LimitStore extends AutoCloseable {

    /**
     * Takes all charges, or none.
     *
     * @throws IOException if that cannot be decided or made durable; nothing may then be done under it
     */
    Answer reserve(Reservation reservation) throws IOException;

    /**
     * Says what was really used. Whatever is not used is free again, and the calls are no longer under way.
     *
     * @param id the reservation's
     * @param usedUnits for each charge, in the order in which they were reserved; 0 for what nothing was done of
     * @throws IOException if it cannot be kept; the charges then stay as they were reserved
     */
    void settle(String id, List<Long> usedUnits, Instant time) throws IOException;

    /** What is left under a limit for a subject, in units; without taking anything. */
    long left(LimitDefinition limit, String subject, Instant time) throws IOException;

    /** Lets go of everything. */
    @Override
    void close();

    /** What one call is about to use. Immutable. */
    final class Reservation {
        private final String id;
        private final List<Charge> charges;
        private final Instant time;

        private Reservation(String id, List<Charge> charges, Instant time) {
            this.id = Objects.requireNonNull(id, "id");
            this.charges = List.copyOf(charges);
            this.time = Objects.requireNonNull(time, "time");
        }

        /**
         * A reservation.
         *
         * @param id the call's, unique over restarts
         * @param charges at least one
         * @param time when it asks
         */
        public static Reservation of(String id, List<Charge> charges, Instant time) {
            return new Reservation(id, charges, time);
        }

        /** The call's id, unique over restarts. */
        public String id() {
            return id;
        }

        /** What it is charged with. */
        public List<Charge> charges() {
            return charges;
        }

        /** When it asks. */
        public Instant time() {
            return time;
        }
    }

    /** What one limit is charged with. Immutable. */
    final class Charge {
        private final LimitDefinition limit;
        private final String subject;
        private final long units;

        private Charge(LimitDefinition limit, String subject, long units) {
            this.limit = Objects.requireNonNull(limit, "limit");
            this.subject = Objects.requireNonNull(subject, "subject");
            this.units = units;
            if (units < 0) {
                throw new IllegalArgumentException("a charge is 0 or more");
            }
        }

        /**
         * A charge.
         *
         * @param limit the limit
         * @param subject whom it is counted for; never secret
         * @param units how much
         * @throws IllegalArgumentException if the amount is below 0
         */
        public static Charge of(LimitDefinition limit, String subject, long units) {
            return new Charge(limit, subject, units);
        }

        /** The limit. */
        public LimitDefinition limit() {
            return limit;
        }

        /** Whom it is counted for, such as {@code acme/crm}; never secret. */
        public String subject() {
            return subject;
        }

        /** How much, 0 or more. */
        public long units() {
            return units;
        }
    }

    /** Whether the charges were taken. Immutable. */
    final class Answer {
        private static final Answer TAKEN = new Answer(null, null);

        private final @Nullable LimitDefinition limit;
        private final @Nullable Duration retryAfter;

        private Answer(@Nullable LimitDefinition limit, @Nullable Duration retryAfter) {
            this.limit = limit;
            this.retryAfter = retryAfter;
        }

        /** All were taken. */
        public static Answer taken() {
            return TAKEN;
        }

        /**
         * None was taken, for one limit.
         *
         * @param retryAfter how long until it may be enough, or null if that is not known or never so
         */
        public static Answer refused(LimitDefinition limit, @Nullable Duration retryAfter) {
            return new Answer(Objects.requireNonNull(limit, "limit"), retryAfter);
        }

        /** Whether they were taken. */
        public boolean isTaken() {
            return limit == null;
        }

        /** The limit that was not enough. */
        public Optional<LimitDefinition> limit() {
            return Optional.ofNullable(limit);
        }

        /** How long until it may be enough, if that is known. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }
}
