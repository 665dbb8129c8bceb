package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.core.internal.disk.SimulatedDisk.Op;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SinkFaultTest {

    private static final int RECORDS = 5;

    private final Sinks sinks = new Sinks();
    private final TrailDisk disk = new TrailDisk();

    private static TrailDisk.Fault once(Op failing, String name) {
        boolean[] done = {false};
        return (op, file, operation) -> {
            if (op == failing && file.equals(name) && !done[0]) {
                done[0] = true;
                throw new IOException("Input/output error");
            }
        };
    }

    private static TrailDisk.Fault always(Op failing) {
        return (op, file, operation) -> {
            if (op == failing) {
                throw new IOException("Input/output error");
            }
        };
    }

    private TrailImage image() {
        return TrailImage.of(disk.files());
    }

    @Test
    void aFailedWriteLeavesNoPartOfTheRecordAndTheSinkGoesOn() throws IOException {
        for (int failing = 1; failing <= RECORDS; failing++) {
            TrailDisk one = new TrailDisk();
            int refused = 0;
            try (FileAuditSink sink = sinks.open(one)) {
                for (int i = 1; i <= RECORDS; i++) {
                    byte[] before = one.content();
                    one.fault = i == failing ? once(Op.WRITE, TrailFormat.FILE_NAME) : one.fault;
                    try {
                        sink.append(SmallTrail.record(i)).await();
                    } catch (IOException e) {
                        refused++;
                        assertThat(one.content()).isEqualTo(before);
                        sink.append(SmallTrail.record(i)).await();
                    }
                }
            }
            assertThat(refused).isOne();
            assertThat(TrailImage.of(one.files()).problems).isEmpty();
            assertThat(TrailImage.of(one.files()).numbers()).hasSize(RECORDS);
        }
    }

    @Test
    void aFaultAtAnyStepOfOpeningIsAnErrorThatTheNextOpeningHeals() throws IOException {
        TrailDisk whole = new TrailDisk();
        sinks.key = null;
        sinks.reserveBytes = 1000;
        sinks.open(whole).close();
        int errors = 0;
        for (int failing = 0; failing < whole.operations(); failing++) {
            int at = failing;
            TrailDisk one = new TrailDisk();
            one.fault = (op, name, operation) -> {
                if (operation == at) {
                    throw new IOException("Input/output error");
                }
            };
            try {
                sinks.open(one).close();
            } catch (IOException e) {
                errors++;
                assertThat(e).hasMessageContaining("Input/output error");
            }
            assertThat(one.closed).isTrue();
            one.fault = (op, name, operation) -> {};
            sinks.open(one).close();
            assertThat(TrailImage.of(one.files()).problems)
                    .as("operation " + at)
                    .isEmpty();
        }
        assertThat(errors).isPositive();
    }

    @Test
    void whatCannotBeCutAwayFailsTheSinkUntilItIsRenewed() throws IOException {
        FileAuditSink sink = sinks.open(disk);
        sink.append(SmallTrail.record(1)).await();
        disk.fault = (op, name, operation) -> {
            if (op == Op.WRITE || op == Op.TRUNCATE) {
                throw new IOException("Input/output error");
            }
        };

        assertThatThrownBy(() -> sink.append(SmallTrail.record(2))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> sink.append(SmallTrail.record(2))).hasMessageContaining("has failed");
        assertThatThrownBy(sink::renew).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> sink.append(SmallTrail.record(2))).hasMessageContaining("has failed");

        disk.fault = (op, name, operation) -> {};
        sink.renew();
        sink.append(SmallTrail.record(2)).await();
        sink.close();
        assertThat(image().problems).isEmpty();
        assertThat(image().numbers()).containsExactly(1L, 2L);
    }

    @Test
    void writesALineInAsManyPartsAsTheFileTakes() throws IOException {
        disk.mostBytesPerWrite = 7;
        try (FileAuditSink sink = sinks.open(disk)) {
            sink.append(SmallTrail.record(1)).await();
        }

        assertThat(image().problems).isEmpty();
        assertThat(image().numbers()).containsExactly(1L);
    }

    @Test
    void aFileThatTakesNothingIsAnError() throws IOException {
        FileAuditSink sink = sinks.open(disk);
        disk.mostBytesPerWrite = 0;
        assertThatThrownBy(() -> sink.append(SmallTrail.record(1))).hasMessageContaining("takes no more bytes");
        sink.close();
    }

    @Test
    void afterAFailedSyncEverythingFailsButWhatWasDurable() throws IOException {
        FileAuditSink sink = sinks.open(disk);
        AuditSink.Ticket durable = sink.append(SmallTrail.record(1));
        durable.await();
        AuditSink.Ticket lost = sink.append(SmallTrail.record(2));
        disk.fault = always(Op.FORCE);

        assertThatThrownBy(lost::await).isInstanceOf(IOException.class);

        disk.fault = (op, name, operation) -> {};
        int forces = disk.forces;
        assertThatThrownBy(lost::await).hasMessageContaining("a sync failed");
        assertThatThrownBy(() -> sink.append(SmallTrail.record(3))).hasMessageContaining("a sync failed");
        durable.await();
        sink.close();
        assertThat(disk.forces).as("a repeated sync may lie").isEqualTo(forces);
        assertThat(disk.closed).isTrue();
    }

    @Test
    void renewingAfterAFailedSyncKeepsWhatWasDurableAndWritesTheRestAgain() throws IOException {
        FileAuditSink sink = sinks.open(disk);
        sink.append(sinks.attempt(1, "a")).await();
        sink.append(sinks.outcome(2, "a"));
        AuditSink.Ticket failed = sink.append(sinks.attempt(5, "b"));
        disk.fault = always(Op.FORCE);
        assertThatThrownBy(failed::await).isInstanceOf(IOException.class);
        disk.fault = (op, name, operation) -> {};

        sink.renew();

        failed.await();
        sink.append(sinks.outcome(6, "b")).await();
        Map<String, byte[]> crashed = disk.crash();
        for (TrailImage image : List.of(image(), TrailImage.of(crashed))) {
            assertThat(image.problems).isEmpty();
            assertThat(image.numbers()).containsExactly(1L, 2L, 5L, 6L);
            assertThat(image.events()).containsExactly("RECOVERED", "MISSED");
            assertThat(image.notes.get(0).get("reason").getAsString()).isEqualTo("RENEWED");
            assertThat(image.notes.get(0).get("superseded_bytes").getAsLong()).isPositive();
            assertThat(image.headers.get(1).get("reason").getAsString()).isEqualTo("RENEWED");
            assertThat(image.headers.get(1).get("after").getAsLong()).isOne();
            assertThat(image.headers.get(1).get("open").getAsLong()).isOne();
            assertThat(image.reasons()).contains("RENEWAL");
        }
        sink.close();
    }

    @Test
    void renewingAWorkingSinkDoesNothing() throws IOException {
        try (FileAuditSink sink = sinks.open(disk)) {
            sink.append(SmallTrail.record(1));
            int operations = disk.operations();
            sink.renew();
            assertThat(disk.operations()).isEqualTo(operations);
        }
    }

    @Test
    void aFaultAtAnyStepOfRenewingLeavesASinkThatCanBeRenewedOrOpened() throws IOException {
        int steps = 0;
        for (int failing = 0; failing < 60; failing++) {
            TrailDisk one = new TrailDisk();
            FileAuditSink sink = sinks.open(one);
            sink.append(SmallTrail.record(1)).await();
            AuditSink.Ticket second = sink.append(SmallTrail.record(2));
            one.fault = always(Op.FORCE);
            assertThatThrownBy(second::await).isInstanceOf(IOException.class);
            int at = one.operations() + failing;
            one.fault = (op, name, operation) -> {
                if (operation == at) {
                    throw new IOException("Input/output error");
                }
            };
            boolean renewed = false;
            try {
                sink.renew();
                renewed = true;
            } catch (IOException e) {
                steps++;
                requireKept(one.crash(), List.of(1L));
            }
            one.fault = (op, name, operation) -> {};
            if (!renewed) {
                sink.renew();
            }
            second.await();
            sink.append(SmallTrail.record(3)).await();
            requireKept(one.crash(), List.of(1L, 2L, 3L));
            sink.close();
        }
        assertThat(steps).isGreaterThan(5);
    }

    private void requireKept(Map<String, byte[]> left, List<Long> numbers) throws IOException {
        TrailDisk after = new TrailDisk(left, new java.util.Random(1));
        sinks.open(after).close();
        TrailImage image = TrailImage.of(after.files());
        assertThat(image.problems).isEmpty();
        assertThat(image.numbers()).containsAll(numbers);
    }

    @Test
    void aHungSyncFailsTheOthersWhoWaitAndTheSinkCanBeRenewed() throws Exception {
        sinks.patience = java.time.Duration.ofMillis(50);
        FileAuditSink sink = sinks.open(disk);
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        AuditSink.Ticket first = sink.append(SmallTrail.record(1));
        disk.slowForce = () -> {
            hanging.countDown();
            released.await();
        };
        List<IOException> told = new ArrayList<>();
        Thread leader = new Thread(() -> {
            try {
                first.await();
            } catch (IOException e) {
                told.add(e);
            }
        });
        leader.start();
        hanging.await();
        disk.slowForce = () -> {};

        AuditSink.Ticket second = sink.append(SmallTrail.record(2));
        assertThatThrownBy(second::await).hasMessageContaining("took longer than PT0.05S");
        assertThatThrownBy(() -> sink.append(SmallTrail.record(3))).hasMessageContaining("took longer");

        sink.renew();
        second.await();
        sink.append(SmallTrail.record(3)).await();
        released.countDown();
        leader.join();
        assertThat(told).isEmpty();
        sink.append(SmallTrail.record(4)).await();
        sink.close();
        assertThat(image().problems).isEmpty();
        assertThat(image().numbers()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void oneSyncServesEveryTicketBeforeIt() throws IOException {
        try (FileAuditSink sink = sinks.open(disk)) {
            AuditSink.Ticket first = sink.append(SmallTrail.record(1));
            AuditSink.Ticket second = sink.append(SmallTrail.record(2));
            int forces = disk.forces;
            second.await();
            first.await();
            second.await();
            assertThat(disk.forces).isEqualTo(forces + 1);
        }
    }

    @Test
    void closingForcesWhatNobodyAwaited() throws IOException {
        FileAuditSink sink = sinks.open(disk);
        int forces = disk.forces;
        sink.append(SmallTrail.record(1));
        sink.close();
        sink.close();

        assertThat(disk.forces).isEqualTo(forces + 1);
        assertThat(TrailImage.of(disk.crash()).numbers()).containsExactly(1L);
        assertThat(image().reasons()).containsExactly("CLOSE");
    }

    @Test
    void neverLeavesMoreUnforcedThanOpeningLooksAt() throws IOException {
        FileAuditSink sink = sinks.open(disk);
        int forces = disk.forces;
        long line = SmallTrail.lines(SmallTrail.of(1)).get(1).length;
        for (int i = 1; i <= TrailFormat.MAX_UNFORCED_BYTES / line + 2; i++) {
            sink.append(SmallTrail.record(i));
        }

        assertThat(disk.forces).isEqualTo(forces + 1);
        sink.close();
    }

    @Test
    void aFullDiskRefusesAttemptsAndKeepsRoomForTheirOutcomes() throws IOException {
        sinks.reserveBytes = 4096;
        disk.capacityBytes = 20_000;
        FileAuditSink sink = sinks.open(disk);
        long number = 1;
        try {
            while (true) {
                sink.append(sinks.attempt(number, "id-" + number)).await();
                number++;
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
        assertThat(number).isGreaterThan(10);
        long attempts = number - 1;
        for (long i = 1; i <= 5; i++) {
            sink.append(sinks.outcome(number, "id-" + i)).await();
            number++;
        }
        long next = number;
        assertThatThrownBy(() -> sink.append(sinks.attempt(next, "more"))).hasMessageContaining("is full");
        assertThat(disk.content(TrailFormat.RESERVE_NAME)).isEmpty();
        sink.signIfUnsigned();

        disk.capacityBytes = 100_000;
        sink.close();
        try (FileAuditSink again = sinks.open(disk)) {
            assertThat(again.unfinished()).hasSize((int) attempts - 5);
            again.append(sinks.attempt(next, "more")).await();
        }
        assertThat(disk.content(TrailFormat.RESERVE_NAME)).hasSize(4096);
        assertThat(image().problems).isEmpty();
    }
}
