package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailRecoveryTest {

    private static final int RECORDS = 5;

    @Test
    void goesOnAfterTheLastRecord() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(SmallTrail.of(RECORDS));
        try (FileAuditSink sink = FileAuditSink.open(storage, SmallTrail.CLOCK)) {
            assertThat(sink.lastSequence()).isEqualTo(RECORDS);
            sink.append(SmallTrail.record(RECORDS + 1)).await();
        }

        assertThat(storage.verify().wrong()).isNull();
        assertThat(storage.verify().records()).isEqualTo(RECORDS + 1);
    }

    @Test
    void cutsATornRecordAtAnyByteAndSaysSo() throws IOException {
        byte[] file = SmallTrail.of(RECORDS);
        int last = file.length - SmallTrail.lines(file).get(RECORDS).length;
        for (int cut = last + 1; cut < file.length; cut++) {
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
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            SimulatedStorage storage = new SimulatedStorage(torn);
            List<byte[]> left = new ArrayList<>();
            storage.beforeEach(() -> left.add(storage.crash(random)));
            FileAuditSink.open(storage, SmallTrail.CLOCK).close();
            for (byte[] image : left) {
                SimulatedStorage next = new SimulatedStorage(image);
                FileAuditSink.open(next, SmallTrail.CLOCK).close();
                assertThat(next.verify().wrong()).isNull();
                assertThat(next.verify().records()).isGreaterThanOrEqualTo(RECORDS - 1);
                images++;
            }
        }
        assertThat(images).isGreaterThan(60);
    }

    @Test
    void writesATornHeaderAnew() throws IOException {
        byte[] file = SmallTrail.of(0);
        for (int cut = 1; cut < file.length; cut++) {
            requireRecovered(Arrays.copyOf(file, cut), 0, cut);
        }
    }

    private static void requireRecovered(byte[] file, int kept, long torn) throws IOException {
        SimulatedStorage storage = new SimulatedStorage(file);
        try (FileAuditSink sink = FileAuditSink.open(storage, SmallTrail.CLOCK)) {
            assertThat(sink.lastSequence()).isEqualTo(kept + 1);
            sink.append(SmallTrail.record(kept + 2));
        }
        assertThat(storage.verify().wrong()).isNull();
        JsonObject recovered = SmallTrail.records(storage.content()).get(kept);
        assertThat(recovered.get("event").getAsString()).isEqualTo("RECOVERED");
        assertThat(recovered.get("torn_bytes").getAsLong()).isEqualTo(torn);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void refusesToOpenAnEditedTrailAndChangesNothing(int n) throws IOException {
        List<byte[]> lines = new ArrayList<>(SmallTrail.lines(SmallTrail.of(RECORDS)));
        lines.set(n, SmallTrail.replace(lines.get(n), "codex", "codey"));
        byte[] file = SmallTrail.join(lines);
        SimulatedStorage storage = new SimulatedStorage(file);

        assertThatThrownBy(() -> FileAuditSink.open(storage, SmallTrail.CLOCK))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("simulated.jsonl")
                .hasMessageContaining("verify");

        assertThat(storage.content()).isEqualTo(file);
        assertThat(storage.closed).isTrue();
    }

    @Test
    void refusesAFileThatIsNoTrail() {
        byte[] foreign = new byte[10_000];
        SimulatedStorage storage = new SimulatedStorage(foreign);

        assertThatThrownBy(() -> FileAuditSink.open(storage, SmallTrail.CLOCK)).isInstanceOf(IOException.class);

        assertThat(storage.content()).isEqualTo(foreign);
    }

    @Test
    void opensALongTrailByItsEndAlone() throws IOException {
        byte[] file = SmallTrail.of(4000);
        SimulatedStorage storage = new SimulatedStorage(Arrays.copyOf(file, file.length - 10));
        try (FileAuditSink sink = FileAuditSink.open(storage, SmallTrail.CLOCK)) {
            assertThat(sink.lastSequence()).isEqualTo(4000);
        }

        assertThat(storage.bytesRead).isLessThan(file.length / 2);
        assertThat(storage.verify().wrong()).isNull();
    }

    @Test
    void refusesALongTrailWhoseEndHasNoGoodLine() throws IOException {
        byte[] file = SmallTrail.of(4000);
        Arrays.fill(file, file.length - 500_000, file.length, (byte) 0);

        assertThatThrownBy(() -> FileAuditSink.open(new SimulatedStorage(file), SmallTrail.CLOCK))
                .isInstanceOf(IOException.class);
    }
}
