package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a group said to be durable is so where its rules say, whatever its three sinks did. */
class SinkGroupRandomTest {

    private static final long SEED = Long.getLong("outloop.seed", System.nanoTime());
    private static final int ROUNDS = Boolean.getBoolean("outloop.full") ? 800 : 60;
    private static final int STEPS = 60;

    private final Random random = new Random(SEED);
    private int acknowledged;
    private int refused;
    private int lost;

    @Test
    void whatWasAcknowledgedIsDurableAndNoNumberStandsForTwoRecords() throws Exception {
        System.out.println("SinkGroupRandomTest: -Doutloop.seed=" + SEED);
        for (int round = 0; round < ROUNDS; round++) {
            runOnce(round % 4);
        }
        assertThat(acknowledged).isGreaterThan(ROUNDS);
        assertThat(refused).isPositive();
        assertThat(lost).isPositive();
    }

    private void runOnce(int must) throws IOException {
        List<FaultySink> sinks = Stream.generate(() -> new FaultySink(RecordingAuditSink.create()))
                .limit(3)
                .toList();
        List<AuditSink> all = List.copyOf(sinks);
        AuditSink group =
                SinkGroup.open(all.subList(0, must), all.subList(must, 3), List.of(), Patience.of(Patience.DEFAULT));
        List<AuditRecord> accepted = new ArrayList<>();
        List<AuditRecord> durable = new ArrayList<>();
        long sequence = 0;
        for (int step = 0; step < STEPS; step++) {
            sinks.forEach(this::disturb);
            AuditRecord record = SmallTrail.record(sequence + 1, "step-" + step);
            try {
                AuditSink.Ticket ticket = group.append(record);
                sequence = record.sequence();
                accepted.add(record);
                if (random.nextBoolean()) {
                    ticket.await();
                    durable.addAll(accepted);
                    accepted.clear();
                }
            } catch (IOException e) {
                if (accepted.contains(record)) {
                    lost++;
                } else {
                    refused++;
                }
                sequence = Math.max(sequence, group.lastSequence());
                accepted.clear();
                sinks.forEach(SinkGroupRandomTest::calm);
                group.renew();
            }
        }
        acknowledged += durable.size();
        requireKept(durable, sinks, must);
        requireOneContent(sinks);
        group.close();
    }

    private void disturb(FaultySink sink) {
        calm(sink);
        switch (random.nextInt(24)) {
            case 0 -> sink.throwing = new IOException("full");
            case 1 -> sink.throwing = new IllegalStateException("a defect");
            case 2 -> {
                sink.throwing = new IllegalStateException("a defect");
                sink.afterWriting = true;
            }
            case 3 -> sink.failingSync = true;
            default -> {}
        }
    }

    private static void calm(FaultySink sink) {
        sink.throwing = null;
        sink.afterWriting = false;
        sink.failingSync = false;
    }

    private static void requireKept(List<AuditRecord> durable, List<FaultySink> sinks, int must) {
        for (AuditRecord record : durable) {
            List<Boolean> kept = sinks.stream()
                    .map(sink -> sink.good.durable().contains(record))
                    .toList();
            assertThat(kept.subList(0, must)).as("must sinks, %s", record).doesNotContain(false);
            if (must < 3) {
                assertThat(kept.subList(must, 3))
                        .as("required sinks, %s", record)
                        .contains(true);
            }
        }
    }

    private static void requireOneContent(List<FaultySink> sinks) {
        Map<Long, ByteBuffer> contents = new HashMap<>();
        for (FaultySink sink : sinks) {
            for (AuditRecord record : sink.good.records()) {
                ByteBuffer before = contents.putIfAbsent(record.sequence(), record.encoded());
                assertThat(before == null || before.equals(record.encoded()))
                        .as("one content of number %s", record.sequence())
                        .isTrue();
            }
            assertThat(sink.good.records())
                    .extracting(AuditRecord::sequence)
                    .doesNotHaveDuplicates()
                    .isSorted();
        }
    }
}
