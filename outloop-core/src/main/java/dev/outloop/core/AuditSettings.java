package dev.outloop.core;

import dev.outloop.core.internal.config.ConfiguredAudit;
import dev.outloop.secret.SecretRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the trail is, what its keys come from, when it is signed, and how long it is kept. Immutable. */
public final class AuditSettings {

    /** How many records are between two checkpoints at most, if nothing else is said. */
    public static final long DEFAULT_CHECKPOINT_EVERY = 1000;

    /** How much time is between two checkpoints at most, if nothing else is said. */
    public static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofMinutes(1);

    /** How large a file of the trail becomes, if nothing else is said. */
    public static final long DEFAULT_SEGMENT_BYTES = 64L << 20;

    /** The least size of a file of the trail. */
    public static final long MIN_SEGMENT_BYTES = 64L << 10;

    private final Path path;
    private final @Nullable SecretRef key;
    private final long checkpointEvery;
    private final Duration checkpointInterval;
    private final List<Path> exports;
    private final boolean exportsToStdout;
    private final long segmentBytes;
    private final boolean daily;
    private final @Nullable Duration keep;

    private AuditSettings(Builder builder) {
        this.path = builder.path;
        this.key = builder.key;
        this.checkpointEvery = builder.checkpointEvery;
        this.checkpointInterval = builder.checkpointInterval;
        this.exports = List.copyOf(builder.exports);
        this.exportsToStdout = builder.exportsToStdout;
        this.segmentBytes = builder.segmentBytes;
        this.daily = builder.daily;
        this.keep = builder.keep;
    }

    /** Starts the settings of a trail in that folder, meant from the configuration's directory if it is relative. */
    public static Builder builder(Path path) {
        return new Builder(path);
    }

    /** The folder of the trail. */
    public Path path() {
        return path;
    }

    /** The secret of at least 32 bytes that its keys come from; empty if the trail has a key file of its own. */
    public Optional<SecretRef> key() {
        return Optional.ofNullable(key);
    }

    /** After so many records there is a checkpoint. */
    public long checkpointEvery() {
        return checkpointEvery;
    }

    /** After so much time there is a checkpoint, if there are records since the last one. */
    public Duration checkpointInterval() {
        return checkpointInterval;
    }

    /** Files that checkpoints are written to as well. */
    public List<Path> exports() {
        return exports;
    }

    /** Whether checkpoints are printed to the standard output as well. */
    public boolean exportsToStdout() {
        return exportsToStdout;
    }

    /** How large a file of the trail becomes before the next one begins. */
    public long segmentBytes() {
        return segmentBytes;
    }

    /** Whether each day begins a file of its own. */
    public boolean daily() {
        return daily;
    }

    /** How long files of the trail are kept; empty for ever. */
    public Optional<Duration> keep() {
        return Optional.ofNullable(keep);
    }

    /** The folder alone. */
    @Override
    public String toString() {
        return "AuditSettings[" + path + "]";
    }

    static AuditSettings of(ConfiguredAudit read) {
        Builder builder = builder(read.path());
        builder.key = read.key();
        builder.daily = read.daily() == null || read.daily();
        builder.exportsToStdout = read.exportToStdout();
        builder.exports.addAll(read.exports());
        if (read.checkpointEvery() != null) {
            builder.checkpointEvery(read.checkpointEvery());
        }
        if (read.checkpointInterval() != null) {
            builder.checkpointInterval(read.checkpointInterval());
        }
        if (read.segmentBytes() != null) {
            builder.segmentBytes(read.segmentBytes());
        }
        if (read.keep() != null) {
            builder.keep(read.keep());
        }
        return builder.build();
    }

    /** These settings with what is relative meant from the directory. */
    AuditSettings in(Path directory) {
        Builder builder = new Builder(directory.resolve(path));
        builder.key = key;
        builder.checkpointEvery = checkpointEvery;
        builder.checkpointInterval = checkpointInterval;
        exports.forEach(file -> builder.exports.add(directory.resolve(file)));
        builder.exportsToStdout = exportsToStdout;
        builder.segmentBytes = segmentBytes;
        builder.daily = daily;
        builder.keep = keep;
        return builder.build();
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private final Path path;
        private @Nullable SecretRef key;
        private long checkpointEvery = DEFAULT_CHECKPOINT_EVERY;
        private Duration checkpointInterval = DEFAULT_CHECKPOINT_INTERVAL;
        private final List<Path> exports = new ArrayList<>();
        private boolean exportsToStdout;
        private long segmentBytes = DEFAULT_SEGMENT_BYTES;
        private boolean daily = true;
        private @Nullable Duration keep;

        private Builder(Path path) {
            this.path = Objects.requireNonNull(path, "path");
        }

        /** The secret, of at least 32 bytes, that the trail's keys come from. */
        public Builder key(SecretRef ref) {
            this.key = Objects.requireNonNull(ref, "ref");
            return this;
        }

        /** A checkpoint after so many records. */
        public Builder checkpointEvery(long records) {
            requirePositive(records > 0);
            this.checkpointEvery = records;
            return this;
        }

        /** A checkpoint after so much time. */
        public Builder checkpointInterval(Duration interval) {
            requirePositive(interval.compareTo(Duration.ZERO) > 0);
            this.checkpointInterval = interval;
            return this;
        }

        /** A file that checkpoints are written to as well, beside those already given. */
        public Builder exportTo(Path file) {
            exports.add(Objects.requireNonNull(file, "file"));
            return this;
        }

        /** Checkpoints are printed to the standard output as well. */
        public Builder exportToStdout() {
            this.exportsToStdout = true;
            return this;
        }

        /** How large a file of the trail becomes; at least {@link #MIN_SEGMENT_BYTES}. */
        public Builder segmentBytes(long bytes) {
            if (bytes < MIN_SEGMENT_BYTES) {
                throw new IllegalArgumentException("a segment has at least " + MIN_SEGMENT_BYTES + " bytes");
            }
            this.segmentBytes = bytes;
            return this;
        }

        /** Whether each day begins a file of its own. */
        public Builder daily(boolean daily) {
            this.daily = daily;
            return this;
        }

        /** How long files are kept. */
        public Builder keep(Duration time) {
            requirePositive(time.compareTo(Duration.ZERO) > 0);
            this.keep = time;
            return this;
        }

        /** The settings. */
        public AuditSettings build() {
            return new AuditSettings(this);
        }

        private static void requirePositive(boolean positive) {
            if (!positive) {
                throw new IllegalArgumentException("a number or time of the trail is above zero");
            }
        }
    }
}
