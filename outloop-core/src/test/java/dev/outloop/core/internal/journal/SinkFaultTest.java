package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.spi.AuditSink;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SinkFaultTest {

    private static final int RECORDS = 5;

    private static FileAuditSink open(SimulatedStorage storage) throws IOException {
        return FileAuditSink.open(storage, SmallTrail.CLOCK);
    }

    @Test
    void aFullDiskAtAnyWriteLeavesNoPartOfTheRecord() throws IOException {
        for (int full = 1; full <= RECORDS; full++) {
            SimulatedStorage storage = new SimulatedStorage();
            storage.failingWrite = full;
            int refused = 0;
            try (FileAuditSink sink = open(storage)) {
                for (int i = 1; i <= RECORDS; i++) {
                    byte[] before = storage.content();
                    try {
                        sink.append(SmallTrail.record(i)).await();
                    } catch (IOException e) {
                        refused++;
                        assertThat(e).hasMessageContaining("No space left");
                        assertThat(storage.content()).isEqualTo(before);
                        sink.append(SmallTrail.record(i)).await();
                    }
                }
            }
            assertThat(refused).isOne();
            assertThat(storage.verify().wrong()).isNull();
            assertThat(storage.verify().records()).isEqualTo(RECORDS);
        }
    }

    @Test
    void aFullDiskWhileOpeningIsAnErrorThatTheNextOpeningHeals() throws IOException {
        SimulatedStorage storage = new SimulatedStorage();
        storage.failingWrite = 0;

        assertThatThrownBy(() -> open(storage)).isInstanceOf(IOException.class);

        assertThat(storage.closed).isTrue();
        open(storage).close();
        assertThat(storage.verify().wrong()).isNull();
    }

    @Test
    void whatCannotBeCutAwayFailsTheSink() throws IOException {
        SimulatedStorage storage = new SimulatedStorage();
        storage.failingWrite = 1;
        storage.truncateFails = true;
        FileAuditSink sink = open(storage);

        assertThatThrownBy(() -> sink.append(SmallTrail.record(1))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> sink.append(SmallTrail.record(1))).hasMessageContaining("has failed");
        sink.close();

        storage.truncateFails = false;
        try (FileAuditSink next = open(storage)) {
            assertThat(next.lastSequence()).isOne();
        }
        assertThat(storage.verify().wrong()).isNull();
    }

    @Test
    void writesALineInAsManyPartsAsTheFileTakes() throws IOException {
        SimulatedStorage storage = new SimulatedStorage();
        storage.mostBytesPerWrite = 7;
        try (FileAuditSink sink = open(storage)) {
            sink.append(SmallTrail.record(1)).await();
        }

        assertThat(storage.verify().records()).isOne();
        assertThat(storage.verify().wrong()).isNull();
    }

    @Test
    void aFileThatTakesNothingIsAnError() throws IOException {
        SimulatedStorage storage = new SimulatedStorage();
        try (FileAuditSink sink = open(storage)) {
            storage.mostBytesPerWrite = 0;
            assertThatThrownBy(() -> sink.append(SmallTrail.record(1))).hasMessageContaining("takes no more bytes");
        }
    }

    @Test
    void afterAFailedSyncEverythingFailsButWhatWasDurable() throws IOException {
        SimulatedStorage storage = new SimulatedStorage();
        FileAuditSink sink = open(storage);
        AuditSink.Ticket durable = sink.append(SmallTrail.record(1));
        durable.await();
        AuditSink.Ticket lost = sink.append(SmallTrail.record(2));
        storage.forceFails = true;

        assertThatThrownBy(lost::await).isInstanceOf(IOException.class);

        storage.forceFails = false;
        int forces = storage.forces;
        assertThatThrownBy(lost::await).hasMessageContaining("a sync failed");
        assertThatThrownBy(() -> sink.append(SmallTrail.record(3))).hasMessageContaining("a sync failed");
        durable.await();
        sink.close();
        assertThat(storage.forces).as("a repeated sync may lie").isEqualTo(forces);
        assertThat(storage.closed).isTrue();
    }

    @Test
    void oneSyncServesEveryTicketBeforeIt() throws IOException {
        SimulatedStorage storage = new SimulatedStorage();
        try (FileAuditSink sink = open(storage)) {
            AuditSink.Ticket first = sink.append(SmallTrail.record(1));
            AuditSink.Ticket second = sink.append(SmallTrail.record(2));
            int forces = storage.forces;
            second.await();
            first.await();
            second.await();
            assertThat(storage.forces).isEqualTo(forces + 1);
        }
    }

    @Test
    void closingForcesWhatNobodyAwaited() throws IOException {
        SimulatedStorage storage = new SimulatedStorage();
        FileAuditSink sink = open(storage);
        int forces = storage.forces;
        sink.append(SmallTrail.record(1));
        sink.close();
        sink.close();

        assertThat(storage.forces).isEqualTo(forces + 1);
    }

    @Test
    void neverLeavesMoreUnforcedThanOpeningLooksAt() throws IOException {
        SimulatedStorage storage = new SimulatedStorage();
        FileAuditSink sink = open(storage);
        int forces = storage.forces;
        long line = SmallTrail.lines(SmallTrail.of(1)).get(1).length;
        for (int i = 1; i <= TrailFormat.MAX_UNFORCED_BYTES / line + 2; i++) {
            sink.append(SmallTrail.record(i));
        }

        assertThat(storage.forces).isEqualTo(forces + 1);
    }
}
