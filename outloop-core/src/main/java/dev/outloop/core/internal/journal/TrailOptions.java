package dev.outloop.core.internal.journal;

import dev.outloop.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a trail is kept.
 *
 * @param clock dates segments, notes and checkpoints, and says when a day ends
 * @param nanos measures waits
 * @param key what the trail's keys are derived from, the caller's; null for the file in the trail's directory
 * @param checkpointEvery after how many records a checkpoint is signed
 * @param checkpointInterval after which time one is, if anything was recorded
 * @param outlets where checkpoints go besides
 * @param segmentBytes the length from which on a segment is followed by the next
 * @param daily whether a segment ends with the day in UTC
 * @param keep how long segments are kept; null for ever
 * @param patience how long a thread waits for what another one does with the disk
 * @param reserveBytes how much room is kept for outcomes and checkpoints; 0 for none
 */
public record TrailOptions(
        Clock clock,
        LongSupplier nanos,
        @Nullable Secret key,
        long checkpointEvery,
        Duration checkpointInterval,
        List<CheckpointOutlet> outlets,
        long segmentBytes,
        boolean daily,
        @Nullable Duration keep,
        Duration patience,
        long reserveBytes) {

    static final long CHECKPOINT_EVERY = 1000;
    static final Duration CHECKPOINT_INTERVAL = Duration.ofMinutes(1);
    static final long SEGMENT_BYTES = 64L << 20;
    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final long RESERVE_BYTES = 1L << 20;

    /** What a trail does unless it is told otherwise. */
    public static TrailOptions defaults(Clock clock) {
        return new TrailOptions(
                clock,
                System::nanoTime,
                null,
                CHECKPOINT_EVERY,
                CHECKPOINT_INTERVAL,
                List.of(),
                SEGMENT_BYTES,
                true,
                null,
                PATIENCE,
                RESERVE_BYTES);
    }

    public TrailOptions with(Clock clock) {
        return new TrailOptions(
                clock,
                nanos,
                key,
                checkpointEvery,
                checkpointInterval,
                outlets,
                segmentBytes,
                daily,
                keep,
                patience,
                reserveBytes);
    }

    public TrailOptions with(Secret key) {
        return new TrailOptions(
                clock,
                nanos,
                key,
                checkpointEvery,
                checkpointInterval,
                outlets,
                segmentBytes,
                daily,
                keep,
                patience,
                reserveBytes);
    }

    public TrailOptions with(List<CheckpointOutlet> outlets) {
        return new TrailOptions(
                clock,
                nanos,
                key,
                checkpointEvery,
                checkpointInterval,
                outlets,
                segmentBytes,
                daily,
                keep,
                patience,
                reserveBytes);
    }

    public TrailOptions withCheckpointEvery(long checkpointEvery) {
        return new TrailOptions(
                clock,
                nanos,
                key,
                checkpointEvery,
                checkpointInterval,
                outlets,
                segmentBytes,
                daily,
                keep,
                patience,
                reserveBytes);
    }

    public TrailOptions withCheckpointInterval(Duration checkpointInterval) {
        return new TrailOptions(
                clock,
                nanos,
                key,
                checkpointEvery,
                checkpointInterval,
                outlets,
                segmentBytes,
                daily,
                keep,
                patience,
                reserveBytes);
    }

    public TrailOptions withSegmentBytes(long segmentBytes) {
        return new TrailOptions(
                clock,
                nanos,
                key,
                checkpointEvery,
                checkpointInterval,
                outlets,
                segmentBytes,
                daily,
                keep,
                patience,
                reserveBytes);
    }

    public TrailOptions withDaily(boolean daily) {
        return new TrailOptions(
                clock,
                nanos,
                key,
                checkpointEvery,
                checkpointInterval,
                outlets,
                segmentBytes,
                daily,
                keep,
                patience,
                reserveBytes);
    }

    public TrailOptions withKeep(Duration keep) {
        return new TrailOptions(
                clock,
                nanos,
                key,
                checkpointEvery,
                checkpointInterval,
                outlets,
                segmentBytes,
                daily,
                keep,
                patience,
                reserveBytes);
    }

    public TrailOptions withPatience(Duration patience) {
        return new TrailOptions(
                clock,
                nanos,
                key,
                checkpointEvery,
                checkpointInterval,
                outlets,
                segmentBytes,
                daily,
                keep,
                patience,
                reserveBytes);
    }

    public TrailOptions withReserveBytes(long reserveBytes) {
        return new TrailOptions(
                clock,
                nanos,
                key,
                checkpointEvery,
                checkpointInterval,
                outlets,
                segmentBytes,
                daily,
                keep,
                patience,
                reserveBytes);
    }
}
