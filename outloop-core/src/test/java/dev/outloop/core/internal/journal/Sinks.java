package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.secret.Secret;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Options of sinks under test, with a clock that is set by hand. */
final class Sinks {

    volatile Instant now = SmallTrail.CLOCK.instant();

    @Nullable
    Secret key = Secret.copyOf(SmallTrail.SECRET);

    long checkpointEvery = 1000;
    Duration interval = Duration.ofHours(1);
    long segmentBytes = 1L << 20;
    boolean daily = true;

    @Nullable
    Duration keep;

    Duration patience = Duration.ofSeconds(30);
    long reserveBytes;
    final List<String> exported = new CopyOnWriteArrayList<>();
    final List<CheckpointOutlet> outlets = new ArrayList<>(List.of(exported::add));

    final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    TrailOptions options() {
        return new TrailOptions(
                clock,
                System::nanoTime,
                key,
                checkpointEvery,
                interval,
                outlets,
                segmentBytes,
                daily,
                keep,
                patience,
                reserveBytes);
    }

    FileAuditSink open(TrailDisk disk) throws IOException {
        return FileAuditSink.open(disk, options());
    }

    AuditRecord attempt(long number, String id) {
        return AuditRecord.builder(number, now, AuditEvent.ATTEMPT, id).build();
    }

    AuditRecord outcome(long number, String id) {
        return AuditRecord.builder(number, now, AuditEvent.OUTCOME, id).build();
    }
}
