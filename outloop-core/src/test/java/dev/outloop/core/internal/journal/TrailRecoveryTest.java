package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailRecoveryTest {

    private static final int RECORDS = 5;

    private static final long SEED = Long.getLong("outloop.seed", System.nanoTime());

    /** Each opening makes and proves a key, so that not every run cuts at every byte. */
    private static final int STEP = Boolean.getBoolean("outloop.full") ? 1 : 6;

    private final Sinks sinks = new Sinks();

    @BeforeAll
    static void printSeed() {
        System.out.println("TrailRecoveryTest: -Doutloop.seed=" + SEED);
    }

    /** From the first to the last, and between them each that the seed picks. */
    private static IntStream cuts(int first, int last) {
        int start = first + Math.floorMod(SEED, STEP);
        return IntStream.rangeClosed(first, last)
                .filter(cut -> cut == first || cut == last || cut >= start && (cut - start) % STEP == 0);
    }

    private static TrailImage image(TrailDisk disk) {
        TrailImage image = TrailImage.of(disk.files());
        assertThat(image.problems).isEmpty();
        return image;
    }

    @Test
    void goesOnAfterTheLastRecord() throws IOException {
        TrailDisk disk = TrailDisk.of(SmallTrail.of(RECORDS));
        try (FileAuditSink sink = sinks.open(disk)) {
            assertThat(sink.lastSequence()).isEqualTo(RECORDS);
            sink.append(SmallTrail.record(RECORDS + 1)).await();
        }

        assertThat(image(disk).numbers()).hasSize(RECORDS + 1);
    }

    @Test
    void cutsATornRecordAtAnyByteAndSaysSo() throws IOException {
        byte[] file = SmallTrail.of(RECORDS);
        int last = file.length - SmallTrail.lines(file).get(RECORDS).length;
        for (int cut : cuts(last + 1, file.length - 1).toArray()) {
            requireRecovered(Arrays.copyOf(file, cut), RECORDS - 1, cut - last);
        }
    }

    @Test
    void cutsAHoleAndWhatFollowsIt() throws IOException {
        byte[] file = SmallTrail.of(RECORDS);
        List<byte[]> lines = SmallTrail.lines(file);
        int hole = lines.get(0).length + lines.get(1).length + lines.get(2).length;
        Arrays.fill(file, hole + 7, hole + lines.get(3).length + 20, (byte) 0);

        requireRecovered(file, 2, file.length - hole);
    }

    @Test
    void recoversAlsoFromACrashDuringRecovery() throws IOException {
        byte[] file = SmallTrail.of(RECORDS);
        byte[] torn = Arrays.copyOf(file, file.length - 1);
        int images = 0;
        for (int seed = 0; seed < 120 / STEP; seed++) {
            Map<String, byte[]> before = Map.of(TrailFormat.FILE_NAME, torn);
            TrailDisk disk = new TrailDisk(before, new Random(seed));
            List<Map<String, byte[]>> left = new ArrayList<>();
            disk.fault = (op, name, operation) -> left.add(disk.crash());
            sinks.open(disk).close();
            Map<String, byte[]> one = left.get(Math.floorMod(SEED + seed, left.size()));
            TrailDisk next = new TrailDisk(one, new Random(seed));
            sinks.open(next).close();
            assertThat(image(next).numbers()).hasSize(RECORDS - 1);
            images += left.size();
        }
        assertThat(images).isGreaterThan(120 / STEP);
    }

    @Test
    void writesATornHeaderAnew() throws IOException {
        byte[] file = SmallTrail.of(0);
        for (int cut : cuts(1, file.length - 1).toArray()) {
            requireRecovered(Arrays.copyOf(file, cut), 0, cut);
        }
    }

    private void requireRecovered(byte[] file, int kept, long torn) throws IOException {
        TrailDisk disk = TrailDisk.of(file);
        try (FileAuditSink sink = sinks.open(disk)) {
            assertThat(sink.lastSequence()).isEqualTo(kept);
            sink.append(SmallTrail.record(kept + 1));
        }
        JsonObject recovered = image(disk).notes.get(0);
        assertThat(recovered.get("event").getAsString()).isEqualTo("RECOVERED");
        assertThat(recovered.get("torn_bytes").getAsLong()).isEqualTo(torn);
        assertThat(recovered.get("after").getAsLong()).isEqualTo(kept);
    }

    @Test
    void takesALaterSegmentAwayWhoseHeaderIsTornAtAnyByte() throws IOException {
        TrailDisk whole = new TrailDisk();
        sinks.segmentBytes = 600;
        FileAuditSink sink = sinks.open(whole);
        for (int i = 1; i <= RECORDS; i++) {
            sink.append(SmallTrail.record(i)).await();
        }
        assertThat(whole.has(TrailFormat.segmentName(2))).isTrue();
        byte[] first = whole.content(TrailFormat.FILE_NAME);
        byte[] header =
                SmallTrail.lines(whole.content(TrailFormat.segmentName(2))).get(0);
        int kept = SmallTrail.records(first).size();
        for (int cut : cuts(0, header.length - 1).toArray()) {
            TrailDisk disk = new TrailDisk(
                    Map.of(TrailFormat.FILE_NAME, first, TrailFormat.segmentName(2), Arrays.copyOf(header, cut)),
                    new Random(cut));
            sinks.segmentBytes = 100_000;
            try (FileAuditSink again = sinks.open(disk)) {
                assertThat(again.lastSequence()).isEqualTo(kept);
                again.append(SmallTrail.record(kept + 1));
            }
            assertThat(image(disk).notes.get(0).get("torn_bytes").getAsLong()).isEqualTo(cut);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void refusesToOpenAnEditedTrailAndChangesNothing(int n) throws IOException {
        List<byte[]> lines = new ArrayList<>(SmallTrail.lines(SmallTrail.of(RECORDS)));
        lines.set(n, SmallTrail.replace(lines.get(n), "codex", "codey"));
        byte[] file = SmallTrail.join(lines);
        TrailDisk disk = TrailDisk.of(file);

        assertThatThrownBy(() -> sinks.open(disk))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("simulated/trail-000001.jsonl")
                .hasMessageContaining("verify");

        assertThat(disk.content()).isEqualTo(file);
        assertThat(disk.closed).isTrue();
    }

    @Test
    void refusesAFileThatIsNoTrail() {
        byte[] foreign = new byte[10_000];
        TrailDisk disk = TrailDisk.of(foreign);

        assertThatThrownBy(() -> sinks.open(disk)).isInstanceOf(IOException.class);

        assertThat(disk.content()).isEqualTo(foreign);
    }

    @Test
    void opensALongTrailByItsEndAlone() throws IOException {
        byte[] file = SmallTrail.of(4000);
        TrailDisk disk = TrailDisk.of(Arrays.copyOf(file, file.length - 10));
        try (FileAuditSink sink = sinks.open(disk)) {
            assertThat(sink.lastSequence()).isEqualTo(3999);
        }

        try (FileAuditSink sink = sinks.open(disk)) {
            disk.bytesRead = 0;
        }
        sinks.open(disk).close();
        assertThat(disk.bytesRead).isLessThan(file.length / 2);
        image(disk);
    }

    @Test
    void refusesALongTrailWhoseEndHasNoGoodLine() throws IOException {
        byte[] file = SmallTrail.of(4000);
        Arrays.fill(file, file.length - 500_000, file.length, (byte) 0);

        assertThatThrownBy(() -> sinks.open(TrailDisk.of(file))).isInstanceOf(IOException.class);
    }
}
