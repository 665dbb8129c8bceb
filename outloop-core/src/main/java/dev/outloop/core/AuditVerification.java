package dev.outloop.core;

import dev.outloop.core.internal.journal.TrailReport;
import java.util.Objects;
import java.util.Optional;

/**
 * What following a trail from its first line found. Immutable.
 *
 * <p><b>Shows</b> that the records before the first problem are those that one writer chained, in their order.
 * <b>Does not show</b> that nobody cut off whole records at the end, or computed a whole chain anew: the trail holds no
 * secret that would prevent it. Who keeps {@link #records()} and {@link #lastHash()} elsewhere finds both.
 */
public final class AuditVerification {

    private final long records;
    private final String lastHash;
    private final Optional<Problem> problem;

    private AuditVerification(long records, String lastHash, Optional<Problem> problem) {
        this.records = records;
        this.lastHash = lastHash;
        this.problem = problem;
    }

    static AuditVerification of(TrailReport report) {
        return new AuditVerification(
                report.records(),
                report.lastHash(),
                Optional.ofNullable(report.wrong()).map(Problem::new));
    }

    /** Whether every line continues the chain. A torn tail is a problem too, though no tampering. */
    public boolean isIntact() {
        return problem.isEmpty();
    }

    /** How many records continue the chain, up to the first problem. */
    public long records() {
        return records;
    }

    /** The hash of the last of them, in hexadecimal; empty if the trail has no first line. */
    public String lastHash() {
        return lastHash;
    }

    /** The first problem. */
    public Optional<Problem> problem() {
        return problem;
    }

    /** What even an intact trail does not prove, in a sentence for people. */
    public static String limits() {
        return "An intact chain does not prove that no whole records were cut off at the end, nor that nobody with access"
                + " to the file rewrote all of it; compare the number of records and the last hash with ones kept"
                + " elsewhere.";
    }

    @Override
    public String toString() {
        return records + " records, " + problem.map(found -> found + " follows").orElse("intact");
    }

    /** The first place where a trail is not as it was written. Immutable. */
    public static final class Problem {

        private final TrailReport.Wrong wrong;

        private Problem(TrailReport.Wrong wrong) {
            this.wrong = Objects.requireNonNull(wrong, "wrong");
        }

        /** The line of the file, counted from 1; line 1 has the trail's id. */
        public long line() {
            return wrong.line();
        }

        /** The number of the record that belongs there; 0 for line 1. */
        public long sequence() {
            return wrong.sequence();
        }

        /**
         * What is wrong: {@code EDITED}, {@code MISSING}, {@code DUPLICATED}, {@code REORDERED}, {@code UNREADABLE} or
         * {@code TORN_TAIL}; the set may grow.
         */
        public String kind() {
            return wrong.kind().name();
        }

        /** Whether somebody changed the trail; only what a crash leaves at its end is nobody's work. */
        public boolean isTampering() {
            return wrong.kind() != TrailReport.Kind.TORN_TAIL;
        }

        @Override
        public String toString() {
            return kind() + " at line " + line() + " (record " + sequence() + ")";
        }
    }
}
