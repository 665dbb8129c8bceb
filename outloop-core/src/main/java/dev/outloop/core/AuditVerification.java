package dev.outloop.core;

import dev.outloop.core.internal.journal.TrailReport;
import dev.outloop.core.internal.journal.TrailTrust;
import dev.outloop.core.internal.journal.TrailVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What following a trail over all its segments found. Immutable.
 *
 * <p><b>Shows</b> that the records before the first problem are those that one writer chained, in their order; up to
 * {@link #signedTo()}, that a holder of one of the keys in {@link #signedBy()} signed them; and, where exported checkpoints
 * were given, that the trail is the one that they were taken from, up to the last of them. <b>Does not show</b> anything
 * about records behind the last exported checkpoint that whole ones were not cut off, nor, without trusted keys or exported
 * checkpoints, that nobody computed all of it anew with a key of their own. Whoever can read the key signs as the broker
 * does.
 */
public final class AuditVerification {

    private final TrailReport report;

    private AuditVerification(TrailReport report) {
        this.report = report;
    }

    /** Verifies the trail in a directory, by the checks that are added. */
    static Builder builder(Path directory) {
        return new Builder(directory);
    }

    /** Whether every line continues the chain. A torn tail is a problem too, though no tampering. */
    public boolean isIntact() {
        return report.wrong() == null;
    }

    /** How many records continue the chain, up to the first problem; removed ones are not counted. */
    public long records() {
        return report.records();
    }

    /** The number of the last of them, or of the last removed one; 0 if there is none. */
    public long lastSequence() {
        return report.lastSequence();
    }

    /** The hash of the last good line, in hexadecimal; empty if there is none. */
    public String lastHash() {
        return report.lastHash();
    }

    /** The trail's id, 32 hexadecimal digits; empty if there is none to read. */
    public String trail() {
        return report.trail();
    }

    /** How many segments the directory has. */
    public long segments() {
        return report.segments();
    }

    /** How many more were removed in order before them, as signed stubs say. */
    public long removedSegments() {
        return report.removedSegments();
    }

    /** How many records stand a second time in an old segment, because they were not durable when a sync failed. */
    public long supersededRecords() {
        return report.supersededRecords();
    }

    /** How many checkpoints there are whose signatures are good, up to the first problem. */
    public long checkpoints() {
        return report.checkpoints();
    }

    /** The public keys that signed them, each as 64 hexadecimal digits; immutable. */
    public Set<String> signedBy() {
        return report.signedBy();
    }

    /** The number of the last record that one of these signatures covers; 0 if none does. */
    public long signedTo() {
        return report.signedTo();
    }

    /** The first problem. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(report.wrong()).map(Problem::new);
    }

    /** What even an intact trail does not prove, in a sentence for people. */
    public static String limits() {
        return "An intact trail does not prove that no whole records were cut off at the end, that it is no older copy,"
                + " nor that nobody who has access to the files and can read their key rewrote all of it; checkpoints"
                + " that were exported to a place out of their reach prove that up to the last of them.";
    }

    @Override
    public String toString() {
        return records() + " records, "
                + problem().map(found -> found + " follows").orElse("intact");
    }

    /** Collects what a trail is verified by. Not thread-safe. */
    public static final class Builder {
        private final Path directory;
        private final Set<String> keys = new HashSet<>();
        private final List<Path> checkpoints = new ArrayList<>();
        private Progress progress = (records, bytesDone, bytesTotal) -> {};

        private Builder(Path directory) {
            this.directory = Objects.requireNonNull(directory, "directory");
        }

        /**
         * Adds a public key that may sign; without any, each segment names its own. After a change of the key both belong
         * here.
         *
         * @param publicKey 64 lower-case hexadecimal digits, as in a segment's first line
         * @throws IllegalArgumentException if it is no Ed25519 public key
         */
        public Builder trustedKey(String publicKey) {
            TrailTrust.requireKey(publicKey);
            keys.add(publicKey);
            return this;
        }

        /**
         * Adds a file of exported checkpoints, which the trail has to contain. Lines that are none, are signed by another
         * key than the trusted ones or are of other trails say nothing; so do those of removed segments. If no line of all
         * files is a checkpoint of this trail, that is a problem: whoever puts a trail of their own in its place gives it
         * another id.
         */
        public Builder checkpoints(Path file) {
            checkpoints.add(Objects.requireNonNull(file, "file"));
            return this;
        }

        /** Is told of the progress, instead of whoever was named before. */
        public Builder progress(Progress told) {
            this.progress = Objects.requireNonNull(told, "progress");
            return this;
        }

        /**
         * Follows the whole trail, as long as it is now; takes no lock and changes nothing. Beside a running broker the last
         * line may read as torn. Takes memory that does not grow with the trail.
         *
         * @throws java.nio.file.NoSuchFileException if the directory has no trail, or a file of checkpoints is not there
         * @throws IOException if something cannot be read, or a file of checkpoints is no regular file
         */
        public AuditVerification verify() throws IOException {
            TrailTrust trust = new TrailTrust(keys, checkpoints);
            return new AuditVerification(TrailVerifier.verify(directory, trust, progress::at));
        }
    }

    /** Is told how far a verification has come, on its thread, after equal numbers of lines and at the end. */
    @FunctionalInterface
    public interface Progress {

        /** So many records are verified, and so many of all bytes looked at. */
        void at(long records, long bytesDone, long bytesTotal);
    }

    /** The first place where a trail is not as it was written. Immutable. */
    public static final class Problem {

        private final TrailReport.Wrong wrong;

        private Problem(TrailReport.Wrong wrong) {
            this.wrong = Objects.requireNonNull(wrong, "wrong");
        }

        /** The name of the file in the trail's directory; that of the missing segment, if one is missing. */
        public String file() {
            return wrong.file();
        }

        /** The line of the file, counted from 1; line 1 of a segment is its header. */
        public long line() {
            return wrong.line();
        }

        /** The number of the record that belongs there; for a line that is no record, of the next one. */
        public long sequence() {
            return wrong.sequence();
        }

        /**
         * What is wrong; the set may grow:
         *
         * <ul>
         *   <li>{@code EDITED}: the line was changed, or no longer fits the one before it
         *   <li>{@code MISSING}: a record or a whole segment is missing from there on
         *   <li>{@code DUPLICATED}: the line stands somewhere else too
         *   <li>{@code REORDERED}: the line belongs somewhere else in this trail
         *   <li>{@code SPLICED}: the line is from another trail, or was made up
         *   <li>{@code CUT}: the trail ends before something that a signature says it had
         *   <li>{@code REWRITTEN}: the chain is whole, but not the one that an exported checkpoint signs
         *   <li>{@code UNATTESTED}: exported checkpoints were given and none is of this trail, so that it may be another one;
         *       no tampering by itself, as they may be the wrong ones or come before its first checkpoint
         *   <li>{@code WRONG_KEY}: signed with a key that is not trusted
         *   <li>{@code UNREADABLE}: the line is none of this format
         *   <li>{@code TORN_TAIL}: what a crash leaves; no tampering
         * </ul>
         */
        public String kind() {
            return wrong.kind().name();
        }

        /** Whether somebody changed the trail: not what a crash leaves at its end, nor that nothing attests it. */
        public boolean isTampering() {
            return wrong.kind() != TrailReport.Kind.TORN_TAIL && wrong.kind() != TrailReport.Kind.UNATTESTED;
        }

        @Override
        public String toString() {
            return kind() + " at line " + line() + " of " + file() + " (record " + sequence() + ")";
        }
    }
}
