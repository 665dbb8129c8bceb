package dev.outloop.core;

import dev.outloop.core.internal.journal.AuditSecret;
import dev.outloop.core.internal.journal.CheckpointOutlet;
import dev.outloop.core.internal.journal.FileAuditSink;
import dev.outloop.core.internal.journal.TrailOptions;
import dev.outloop.secret.Secret;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The trail as files that only grow: chained and signed JSON lines in a directory of its own.
 *
 * <p>The directory, which may be reached through links, and what is in it are created for their owner alone; nothing in
 * it may be a link. A trail belongs to one broker at a time; the file
 * {@code trail.lock} keeps others out. The trail is in segments, {@code trail-000001.jsonl} and so on; the number has six
 * digits or more. Version 1 of a segment is, in printable ASCII:
 *
 * <pre>
 * segment    = header *line
 * header     = {"trail":OBJECT,"chain":"HASH"} LF
 * line       = {"KIND":OBJECT,"chain":"HASH"} LF            KIND is record, note or checkpoint
 * HASH       = SHA-256(HASH of the line before, OBJECT byte by byte as it stands in the line)
 *
 * trail      {"v":1,"id":"ID","segment":n,"after":n,"prev":"HASH","open":n,"time":"T","reason":"R","key":"KEY"}
 * record     {"v":1,"seq":n,...}
 * note       {"v":1,"after":n,"time":"T","event":"RECOVERED","torn_bytes":n}
 *            {"v":1,"after":n,"time":"T","event":"RECOVERED","reason":"RENEWED","superseded_bytes":n}
 *            {"v":1,"after":n,"time":"T","event":"MISSED","from":n,"to":n}
 *            {"v":1,"after":n,"time":"T","event":"REMOVED","segment":n,"from":n,"to":n,"head":"HASH"}
 * checkpoint {"v":1,"after":n,"time":"T","event":"CHECKPOINT","reason":"R","trail":"ID","segment":n,"head":"HASH",
 *             "open":n,"key":"KEY","sig":"SIG"}
 * stub       {"v":1,"trail":"ID","segment":n,"after":n,"last":n,"prev":"HASH","head":"HASH","bytes":n,"time":"T",
 *             "key":"KEY","sig":"SIG"}
 * </pre>
 *
 * <p>Members stand in this order, without spaces; each object is on one line. ID is 32 random hexadecimal digits, the same
 * in every segment. All hexadecimal digits are in lower case. A HASH is written as 64 of them and hashed as its 32 bytes;
 * before the first header it is 32 zero bytes. T is a time in UTC, such as {@code 2026-01-31T12:00:00.123456Z}. No line is
 * longer than 32 KiB.
 *
 * <ul>
 *   <li>{@code after} is the number of the last record before, {@code open} that of the oldest attempt without an outcome;
 *       0 if there is none.
 *   <li>A record is the encoding of an {@link dev.outloop.audit.AuditRecord}. Its number {@code seq} is one more than that
 *       of the record before it; if a MISSED note stands between them, it may also be one more than {@code to} of the note,
 *       whose {@code from} is one more than the number of the record before.
 *   <li>A header's {@code segment} is that of its file's name, one more than that of the segment before, and {@code prev}
 *       is the hash of that one's last line. Reasons are START, SIZE, DAY and RENEWED. After a failed sync a segment with the
 *       reason RENEWED goes on from the last line that was durable: {@code prev} is that line's hash, and the at most
 *       262144 bytes behind it in the old segment are superseded.
 *   <li>KEY is the Ed25519 public key of RFC 8032 in 64 digits; a checkpoint's is that of its segment's header.
 *       {@code head} is the hash of the line directly before. Reasons are COUNT, TIME, ROTATION, CLOSE and RENEWAL.
 *   <li>SIG is the Ed25519 signature, in 128 digits, over {@code dev.outloop.audit.checkpoint.v1:} followed by the object
 *       as it would be without its last member: up to the comma before {@code "sig"}, and then the closing brace.
 *   <li>An exported checkpoint is a line {@code {"checkpoint":OBJECT}} with the same object.
 *   <li>{@code trail.removed.jsonl} has a line {@code {"stub":OBJECT}} for each segment that was removed, from 1 on. Its
 *       {@code prev} and {@code after} are those of that segment's header, {@code head} and {@code last} those that the next
 *       segment goes on from. It is signed as a checkpoint is, but over {@code dev.outloop.audit.stub.v1:}.
 *   <li>In the last segment a line without its end or with a NUL, not more than 262144 bytes before the end, is what a
 *       crash tore; it and all behind it are cut off at the next opening. So is a last segment without a whole header.
 *   <li>Both keys come from one secret of at least 32 bytes, by default the file {@code trail.key}: the seed of the signing
 *       key is HMAC-SHA256(secret, {@code dev.outloop.audit.sign.v1}), the key of fingerprints HMAC-SHA256(secret,
 *       {@code dev.outloop.audit.fingerprint.v1}).
 * </ul>
 *
 * <p><b>Guarantees</b> what {@link AuditSink} does, over power loss too, as far as the operating system's sync reaches the
 * disk. <b>Does not guarantee</b> what {@link AuditVerification} lists.
 */
public final class AuditTrail {

    private AuditTrail() {}

    /**
     * Opens the trail in a directory with all defaults of {@link Builder}.
     *
     * @param directory where the trail is
     * @param clock dates segments, notes and checkpoints
     * @return a thread-safe sink; the broker that is given it closes it
     * @throws IOException as {@link Builder#open} does
     */
    public static AuditSink open(Path directory, Clock clock) throws IOException {
        return builder(directory).clock(clock).open();
    }

    /** Says how the trail in a directory is kept. */
    public static Builder builder(Path directory) {
        return new Builder(directory);
    }

    /** Collects how a trail is kept. Not thread-safe; opens once. */
    public static final class Builder {

        private static final long MIN_SEGMENT_BYTES = 64 * 1024;

        private final Path directory;
        private final List<CheckpointOutlet> outlets = new ArrayList<>();
        private TrailOptions options = TrailOptions.defaults(Clock.systemUTC());

        private Builder(Path directory) {
            this.directory = Objects.requireNonNull(directory, "directory");
        }

        /** Dates segments, notes and checkpoints, and says when a day ends; by default the system's. */
        public Builder clock(Clock clock) {
            options = options.with(clock);
            return this;
        }

        /**
         * What the signing key and the key of fingerprints are derived from; copied, and overwritten once the trail is
         * opened. By default the file {@code trail.key} in the directory, which is made with 32 random bytes. Under
         * another key than before the trail goes on in a fresh segment, whose header names the new public key.
         *
         * @throws IllegalArgumentException if it is shorter than 32 bytes
         */
        public Builder key(Secret key) {
            AuditSecret.requireLongEnough(key);
            options = options.with(key.copy());
            return this;
        }

        /** Signs after so many records; by default 1000. */
        public Builder checkpointEvery(long records) {
            require(records > 0, "a checkpoint needs at least one record");
            options = options.withCheckpointEvery(records);
            return this;
        }

        /** Signs after that time if anything was recorded; by default one minute. */
        public Builder checkpointInterval(Duration interval) {
            options = options.withCheckpointInterval(positive(interval));
            return this;
        }

        /** Brings checkpoints to a second place too; may be called several times. */
        public Builder exportTo(CheckpointExport export) {
            outlets.add(Objects.requireNonNull(export, "export")::export);
            return this;
        }

        /** The length from which on a segment is followed by the next; by default 64 MiB, at least 64 KiB. */
        public Builder segmentBytes(long bytes) {
            require(bytes >= MIN_SEGMENT_BYTES, "a segment has at least 65536 bytes");
            options = options.withSegmentBytes(bytes);
            return this;
        }

        /** Whether a segment ends with the day in UTC; by default it does. A clock that goes back ends none. */
        public Builder daily(boolean daily) {
            options = options.withDaily(daily);
            return this;
        }

        /**
         * Removes whole segments that were followed by the next one longer ago than this, whenever a segment ends and on
         * opening; by default none. One with an attempt without outcome stays, and all after it.
         */
        public Builder keep(Duration keep) {
            options = options.withKeep(positive(keep));
            return this;
        }

        /** How long a thread waits for what another one does with the disk; by default ten seconds. */
        public Builder patience(Duration patience) {
            options = options.withPatience(positive(patience));
            return this;
        }

        /**
         * How many bytes of the disk are kept for outcomes and checkpoints, which a full disk then does not refuse; by
         * default 1 MiB, 0 for none.
         */
        public Builder reserveBytes(long bytes) {
            require(bytes >= 0, "no bytes can be kept");
            options = options.withReserveBytes(bytes);
            return this;
        }

        /**
         * Opens the trail; the directory is created if it is missing. What a crash tore off at the end is cut away, and
         * that is noted. A thread of the sink signs from time to time, another one exports.
         *
         * @return a thread-safe sink; the broker that is given it closes it
         * @throws IOException if another broker has the trail open, it cannot be read or written, or its end is not as it
         *     was written; the message names the path
         */
        public AuditSink open() throws IOException {
            Secret key = options.key();
            try {
                return FileAuditSink.open(directory, options.with(outlets));
            } finally {
                if (key != null) {
                    key.close();
                }
            }
        }

        private static Duration positive(Duration duration) {
            require(!duration.isNegative() && !duration.isZero(), "a duration is positive");
            // What a long holds in nanoseconds.
            require(duration.compareTo(Duration.ofDays(100_000)) <= 0, "a duration has at most 100000 days");
            return duration;
        }

        private static void require(boolean holds, String message) {
            if (!holds) {
                throw new IllegalArgumentException(message);
            }
        }
    }

    /**
     * Follows the whole trail from its first line; takes no lock and changes nothing. Beside a running broker the last line
     * may read as torn.
     *
     * @throws java.nio.file.NoSuchFileException if the directory has no trail
     * @throws IOException if it cannot be read
     */
    public static AuditVerification verify(Path directory) throws IOException {
        return verification(directory).verify();
    }

    /** Verifies the trail in a directory by trusted keys and by checkpoints that were exported. */
    public static AuditVerification.Builder verification(Path directory) {
        return AuditVerification.builder(directory);
    }

    /**
     * A reader of the trail in a directory, which may not have one yet. Takes no lock, changes nothing, opens nothing
     * before it is asked.
     */
    public static AuditReader read(Path directory) {
        return new AuditReader(directory);
    }
}
