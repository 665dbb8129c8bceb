package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.core.internal.disk.SimulatedDisk.Op;
import dev.outloop.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a trail goes on in further segments, is signed, and gets rid of old ones. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SegmentsTest {

    private final Sinks sinks = new Sinks();
    private final TrailDisk disk = new TrailDisk();
    private long number;

    private void append(FileAuditSink sink) throws IOException {
        sink.append(SmallTrail.record(number + 1)).await();
        number++;
    }

    private TrailImage image() {
        TrailImage image = TrailImage.of(disk.files());
        assertThat(image.problems).isEmpty();
        assertThat(verified(disk)).isNull();
        return image;
    }

    private static Object verified(TrailDisk disk) {
        try {
            return disk.verify().wrong();
        } catch (IOException e) {
            return e;
        }
    }

    private List<String> reasonsOfSegments() {
        return image().headers.stream()
                .map(header -> header.get("reason").getAsString())
                .toList();
    }

    @Test
    void aSegmentEndsWithTheDayInUtcAndNeverBecauseTheClockGoesBack() throws IOException {
        sinks.now = Instant.parse("2026-03-28T23:59:59.999Z");
        try (FileAuditSink sink = sinks.open(disk)) {
            append(sink);
            for (String time : List.of(
                    "2026-03-29T00:00:00Z",
                    "2026-03-29T02:30:00Z",
                    "2026-03-28T12:00:00Z",
                    "2026-03-29T23:59:59Z",
                    "2038-01-19T03:14:08Z",
                    "2026-03-30T00:00:00Z")) {
                sinks.now = Instant.parse(time);
                append(sink);
            }
        }

        assertThat(image().headers)
                .extracting(header -> header.get("time").getAsString())
                .containsExactly("2026-03-28T23:59:59.999Z", "2026-03-29T00:00:00Z", "2038-01-19T03:14:08Z");
        assertThat(reasonsOfSegments()).containsExactly("START", "DAY", "DAY");
    }

    @Test
    void aSegmentIsDatedNoEarlierThanTheOneBefore() throws IOException {
        sinks.segmentBytes = 800;
        try (FileAuditSink sink = sinks.open(disk)) {
            append(sink);
            append(sink);
            sinks.now = sinks.now.minus(Duration.ofDays(400));
            append(sink);
            append(sink);
        }

        assertThat(reasonsOfSegments()).hasSizeGreaterThan(1).contains("SIZE");
        assertThat(image().headers)
                .extracting(header -> header.get("time").getAsString())
                .containsOnly("2026-01-01T00:00:00Z");
    }

    @Test
    void goesOnInTheOldSegmentWhileTheNextCannotBeBegun() throws IOException {
        sinks.segmentBytes = 800;
        try (FileAuditSink sink = sinks.open(disk)) {
            disk.fault = (op, name, operation) -> {
                if (op == Op.CREATE) {
                    throw new IOException("Permission denied");
                }
            };
            for (int i = 0; i < 10; i++) {
                append(sink);
            }
            assertThat(image().headers).hasSize(1);
        }

        disk.fault = (op, name, operation) -> {};
        try (FileAuditSink sink = sinks.open(disk)) {
            append(sink);
        }
        assertThat(image().headers).hasSize(2);
        assertThat(image().numbers()).hasSize(11);
    }

    @Test
    void refusesEverythingWhileANextSegmentCannotBeTakenBack() throws IOException {
        sinks.segmentBytes = 800;
        FileAuditSink sink = sinks.open(disk);
        while (image().headers.size() < 2) {
            append(sink);
        }
        String third = TrailFormat.segmentName(3);
        disk.fault = (op, name, operation) -> {
            if (name.equals(third) && op != Op.CREATE) {
                throw new IOException("Input/output error");
            }
        };
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        append(sink);
                    }
                })
                .hasMessageContaining("could not be removed");
        assertThatThrownBy(() -> append(sink)).hasMessageContaining("could not be removed");
        assertThatThrownBy(sink::renew).isInstanceOf(IOException.class);
        disk.fault = (op, name, operation) -> {};

        sink.renew();

        append(sink);
        sink.close();
        assertThat(image().numbers()).hasSize((int) number);
    }

    @Test
    void signsByCountByTimeOnRotationAndOnClosing() throws IOException {
        sinks.checkpointEvery = 3;
        sinks.segmentBytes = 6000;
        try (FileAuditSink sink = sinks.open(disk)) {
            for (int i = 0; i < 4; i++) {
                append(sink);
            }
            assertThat(image().reasons()).containsExactly("COUNT");
            sink.signIfUnsigned();
            sink.signIfUnsigned();
            assertThat(image().reasons()).containsExactly("COUNT", "TIME");
            while (image().headers.size() < 2) {
                append(sink);
            }
        }

        assertThat(image().reasons())
                .startsWith("COUNT", "TIME", "COUNT")
                .contains("ROTATION")
                .endsWith("CLOSE");
        List<String> lines = image().checkpoints.stream()
                .map(line -> "{\"checkpoint\":" + line + "}")
                .toList();
        assertThat(sinks.exported).isEqualTo(lines);
    }

    @Test
    void theTimerSignsWithoutBeingAsked() throws Exception {
        sinks.interval = Duration.ofMillis(5);
        CountDownLatch signed = new CountDownLatch(1);
        sinks.outlets.add(line -> signed.countDown());
        try (FileAuditSink sink = sinks.open(disk)) {
            append(sink);
            assertThat(signed.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(image().reasons()).containsExactly("TIME");
        }
    }

    @Test
    void aCheckpointIsHandedOnOnlyOnceItIsDurable() throws Exception {
        sinks.checkpointEvery = 1;
        FileAuditSink sink = sinks.open(disk);
        sink.append(SmallTrail.record(1));
        assertThat(image().reasons()).containsExactly("COUNT");
        disk.fault = (op, name, operation) -> {
            if (op == Op.FORCE) {
                throw new IOException("Input/output error");
            }
        };
        assertThatThrownBy(sink::close).isInstanceOf(IOException.class);
        assertThat(disk.closed).isTrue();
        assertThat(sinks.exported).isEmpty();
    }

    @Test
    void anOutletThatFailsIsCountedAndStopsNothing() throws Exception {
        sinks.checkpointEvery = 1;
        sinks.outlets.add(0, line -> {
            throw new IOException("no route");
        });
        FileAuditSink sink = sinks.open(disk);
        append(sink);
        append(sink);
        sink.close();

        assertThat(sink.exportFailures()).isEqualTo(3);
        assertThat(sinks.exported).hasSize(3);
    }

    private FileAuditSink threeSegmentsADayApart() throws IOException {
        sinks.keep = Duration.ofDays(2);
        FileAuditSink sink = sinks.open(disk);
        for (int day = 0; day < 3; day++) {
            append(sink);
            sinks.now = sinks.now.plus(Duration.ofDays(1));
        }
        return sink;
    }

    @Test
    void removesOldSegmentsAndKeepsSignedStubsOfThem() throws IOException {
        try (FileAuditSink sink = threeSegmentsADayApart()) {
            assertThat(disk.has(TrailFormat.segmentName(1))).isTrue();
            append(sink);
            sinks.now = sinks.now.plus(Duration.ofDays(1));
            append(sink);
        }

        assertThat(disk.has(TrailFormat.segmentName(1))).isFalse();
        assertThat(image().events()).startsWith("REMOVED");
        List<byte[]> stubs = SmallTrail.lines(disk.content(TrailFormat.REMOVED_NAME));
        String first = new String(stubs.get(0), StandardCharsets.US_ASCII).strip();
        TrailStub stub =
                TrailStub.parse(first.getBytes(StandardCharsets.US_ASCII)).orElseThrow();
        assertThat(stub.isSigned()).isTrue();
        assertThat(stub.segment()).isOne();
        assertThat(stub.last()).isOne();
        assertThat(stub.prev()).isEqualTo(TrailFormat.NO_HASH);
        assertThat(stub.head()).isEqualTo(image().notes.get(0).get("head").getAsString());
        assertThat(image().headers.get(0).get("segment").getAsLong()).isEqualTo(stubs.size() + 1);
    }

    @Test
    void verifiesOnceEverySegmentThatNamesAnEarlierKeyIsRemoved() throws IOException {
        try (FileAuditSink sink = threeSegmentsADayApart()) {
            append(sink);
            sinks.now = sinks.now.plus(Duration.ofDays(1));
            append(sink);
        }
        List<byte[]> stubs = SmallTrail.lines(disk.content(TrailFormat.REMOVED_NAME));
        String key = image().headers.get(0).get("key").getAsString();
        assertThat(new String(stubs.get(0), StandardCharsets.US_ASCII)).contains("\"key\":\"" + key);

        sinks.key = Secret.copyOf("another secret of 32 bytes, at least".getBytes(StandardCharsets.US_ASCII));
        for (int day = 0; day < 6; day++) {
            sinks.now = sinks.now.plus(Duration.ofDays(1));
            try (FileAuditSink sink = sinks.open(disk)) {
                append(sink);
            }
        }

        assertThat(image().headers)
                .noneMatch(header -> header.get("key").getAsString().equals(key));
        assertThat(verified(disk)).isNull();
    }

    @Test
    void keepsSegmentsWithAnAttemptWithoutOutcome() throws IOException {
        sinks.keep = Duration.ofDays(1);
        try (FileAuditSink sink = sinks.open(disk)) {
            sink.append(sinks.attempt(1, "open"));
            for (int i = 2; i < 8; i++) {
                sinks.now = sinks.now.plus(Duration.ofDays(1));
                sink.append(SmallTrail.record(i));
            }
            assertThat(disk.has(TrailFormat.segmentName(1))).isTrue();
            sink.append(sinks.outcome(8, "open"));
            sinks.now = sinks.now.plus(Duration.ofDays(1));
            sink.append(SmallTrail.record(9));
            assertThat(disk.has(TrailFormat.segmentName(1))).isFalse();
            assertThat(disk.has(TrailFormat.segmentName(5))).isFalse();
        }
        assertThat(image().numbers()).endsWith(9L);
    }

    @Test
    void aCrashBetweenAnyTwoStepsOfRemovingIsMadeUpFor() throws IOException {
        FileAuditSink sink = threeSegmentsADayApart();
        sinks.now = sinks.now.plus(Duration.ofDays(1));
        List<Map<String, byte[]>> left = new ArrayList<>();
        disk.fault = (op, name, operation) -> {
            if (op != Op.READ) {
                left.add(disk.crash());
            }
        };
        append(sink);
        disk.fault = (op, name, operation) -> {};
        assertThat(disk.has(TrailFormat.segmentName(1))).isFalse();

        for (Map<String, byte[]> one : left) {
            TrailDisk next = new TrailDisk(one, new Random(1));
            sinks.now = sinks.now.plus(Duration.ofDays(1));
            try (FileAuditSink again = sinks.open(next)) {
                again.append(SmallTrail.record(again.lastSequence() + 1)).await();
            }
            TrailImage image = TrailImage.of(next.files());
            assertThat(image.problems).isEmpty();
            assertThat(verified(next)).isNull();
            assertThat(next.has(TrailFormat.segmentName(1))).isFalse();
            List<byte[]> stubs = SmallTrail.lines(next.content(TrailFormat.REMOVED_NAME));
            assertThat(stubs).hasSize((int) image.headers.get(0).get("segment").getAsLong() - 1);
            assertThat(image.notes.stream()
                            .filter(note -> note.get("event").getAsString().equals("REMOVED")))
                    .extracting(note -> note.get("segment").getAsLong())
                    .doesNotHaveDuplicates();
        }
        assertThat(left).hasSizeGreaterThan(15);
        sink.close();
    }

    @Test
    void aStubThatCouldNeitherBeForcedNorTakenBackIsNotWrittenTwice() throws IOException {
        int[] failed = {0};
        try (FileAuditSink sink = threeSegmentsADayApart()) {
            sinks.now = sinks.now.plus(Duration.ofDays(1));
            disk.fault = (op, name, operation) -> {
                boolean failing = op == Op.FORCE || op == Op.TRUNCATE && failed[0] > 0;
                if (failing && name.equals(TrailFormat.REMOVED_NAME)) {
                    failed[0]++;
                    throw new IOException("Input/output error");
                }
            };
            append(sink);
            disk.fault = (op, name, operation) -> {};
            assertThat(disk.has(TrailFormat.segmentName(1))).isTrue();
            sinks.now = sinks.now.plus(Duration.ofDays(1));
            append(sink);
        }

        assertThat(failed[0]).isPositive();
        assertThat(disk.has(TrailFormat.segmentName(1))).isFalse();
        assertThat(verified(disk)).isNull();
    }
}
