package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.journal.TrailReport.Kind;
import dev.outloop.core.internal.journal.TrailReport.Wrong;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailVerifierTest {

    private static final int RECORDS = 6;
    private static final byte[] GARBAGE = TrailFormat.ascii("{\"record\":1}\n");

    private static Wrong wrong(long line, long sequence, Kind kind) {
        return new Wrong(TrailFormat.FILE_NAME, line, sequence, kind);
    }

    private static TrailReport spoiled(Consumer<List<byte[]>> change) throws IOException {
        List<byte[]> lines = new ArrayList<>(SmallTrail.lines(SmallTrail.of(RECORDS)));
        change.accept(lines);
        return SimulatedStorage.verify(SmallTrail.join(lines));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 6, 100, 3000})
    void findsNothingInAnUntouchedTrail(int records) throws IOException {
        TrailReport report = SimulatedStorage.verify(SmallTrail.of(records));

        assertThat(report.wrong()).isNull();
        assertThat(report.records()).isEqualTo(records);
        assertThat(report.lastHash()).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void findsAnEditedRecord(int n) throws IOException {
        TrailReport report = spoiled(lines -> lines.set(n, SmallTrail.replace(lines.get(n), "\"codex\"", "\"codey\"")));

        assertThat(report.wrong()).isEqualTo(wrong(n + 1, n, Kind.EDITED));
        assertThat(report.records()).isEqualTo(n - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void findsAnEditedNumber(int n) throws IOException {
        for (int forged : new int[] {1, n + 1, n + 2, n + 100}) {
            if (forged != n) {
                TrailReport report = spoiled(
                        lines -> lines.set(n, SmallTrail.replace(lines.get(n), "\"seq\":" + n, "\"seq\":" + forged)));

                assertThat(report.wrong()).isEqualTo(wrong(n + 1, n, Kind.EDITED));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void findsADeletedRecord(int n) throws IOException {
        assertThat(spoiled(lines -> lines.remove(n)).wrong()).isEqualTo(wrong(n + 1, n, Kind.MISSING));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void findsADuplicatedRecord(int n) throws IOException {
        assertThat(spoiled(lines -> lines.add(n + 1, lines.get(n))).wrong())
                .isEqualTo(wrong(n + 2, n + 1, Kind.DUPLICATED));
        assertThat(spoiled(lines -> lines.add(lines.get(n))).wrong())
                .isEqualTo(wrong(RECORDS + 2, RECORDS + 1, Kind.DUPLICATED));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void findsReorderedRecords(int n) throws IOException {
        assertThat(spoiled(lines -> lines.add(n, lines.remove(n + 1))).wrong())
                .isEqualTo(wrong(n + 1, n, Kind.REORDERED));
        assertThat(spoiled(lines -> lines.add(lines.remove(n))).wrong()).isEqualTo(wrong(n + 1, n, Kind.REORDERED));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void findsALineThatIsNoRecord(int n) throws IOException {
        assertThat(spoiled(lines -> lines.set(n, GARBAGE)).wrong()).isEqualTo(wrong(n + 1, n, Kind.UNREADABLE));
    }

    @Test
    void findsAHeaderThatIsEditedMissingOrRepeated() throws IOException {
        assertThat(spoiled(lines -> lines.set(0, SmallTrail.replace(lines.get(0), "\"v\":1", "\"v\":2")))
                        .wrong())
                .isEqualTo(wrong(1, 1, Kind.EDITED));
        assertThat(spoiled(lines -> lines.remove(0)).wrong()).isEqualTo(wrong(1, 1, Kind.MISSING));
        assertThat(spoiled(lines -> lines.add(3, lines.get(0))).wrong()).isEqualTo(wrong(4, 3, Kind.DUPLICATED));
    }

    @Test
    void findsRecordsThatCameFromAnotherTrail() throws IOException {
        List<byte[]> other = SmallTrail.lines(SmallTrail.of(RECORDS));

        assertThat(spoiled(lines -> lines.set(0, other.get(0))).wrong()).isEqualTo(wrong(2, 1, Kind.EDITED));
    }

    @Test
    void findsAnySingleChangedBit() throws IOException {
        byte[] file = SmallTrail.of(RECORDS);
        for (int i = 0; i < file.length; i++) {
            for (int bit = 1; bit < 0x100; bit <<= 1) {
                file[i] ^= (byte) bit;
                assertThat(SimulatedStorage.verify(file).wrong())
                        .as("byte " + i)
                        .isNotNull();
                file[i] ^= (byte) bit;
            }
        }
        assertThat(SimulatedStorage.verify(file).wrong()).isNull();
    }

    @Test
    void callsATornLastRecordTornAndNoTampering() throws IOException {
        byte[] file = SmallTrail.of(RECORDS);
        int last = file.length - SmallTrail.lines(file).get(RECORDS).length;
        for (int cut = last + 1; cut < file.length; cut++) {
            assertThat(SimulatedStorage.verify(Arrays.copyOf(file, cut)).wrong())
                    .isEqualTo(wrong(RECORDS + 1, RECORDS, Kind.TORN_TAIL));
        }
    }

    @Test
    void callsATornHeaderTorn() throws IOException {
        byte[] file = SmallTrail.of(0);
        for (int cut = 0; cut < file.length; cut++) {
            assertThat(SimulatedStorage.verify(Arrays.copyOf(file, cut)).wrong())
                    .isEqualTo(wrong(1, 1, Kind.TORN_TAIL));
        }
    }

    @Test
    void doesNotTakeALongUnendedLineForATornTail() throws IOException {
        byte[] tail = new byte[TrailFormat.MAX_UNFORCED_BYTES + 1];
        Arrays.fill(tail, (byte) 'x');

        assertThat(spoiled(lines -> lines.add(tail)).wrong())
                .isEqualTo(wrong(RECORDS + 2, RECORDS + 1, Kind.UNREADABLE));
    }

    @Test
    void cannotSeeRecordsCutOffAtTheEndButHasAnotherLastHash() throws IOException {
        byte[] file = SmallTrail.of(RECORDS);
        byte[] shorter = SmallTrail.join(SmallTrail.lines(file).subList(0, RECORDS));

        TrailReport report = SimulatedStorage.verify(shorter);

        assertThat(report.wrong()).isNull();
        assertThat(report.records()).isEqualTo(RECORDS - 1);
        assertThat(report.lastHash()).isNotEqualTo(SimulatedStorage.verify(file).lastHash());
    }
}
