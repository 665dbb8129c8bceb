package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.fake.Hang;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.fake.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SinkGroupTest {

    private static final Patience LONG = Patience.of(Patience.DEFAULT);

    private final RecordingAuditSink a = RecordingAuditSink.create();
    private final RecordingAuditSink b = RecordingAuditSink.create();
    private final RecordingAuditSink c = RecordingAuditSink.create();

    private static AuditSink group(List<? extends AuditSink> must, List<? extends AuditSink> required)
            throws IOException {
        return SinkGroup.open(List.copyOf(must), List.copyOf(required), List.of(), LONG);
    }

    private static List<Long> durable(RecordingAuditSink sink) {
        return sink.durable().stream().map(AuditRecord::sequence).toList();
    }

    private static AuditRecord record(long number, AuditEvent event, String id) {
        return AuditRecord.builder(number, TestClock.START, event, id).build();
    }

    @Test
    void aMustSinkThatRefusesFailsTheRecordAtEveryPosition() throws Exception {
        for (int failing = 0; failing < 3; failing++) {
            List<RecordingAuditSink> sinks =
                    Stream.generate(RecordingAuditSink::create).limit(3).toList();
            sinks.get(failing).failAppend(1);
            AuditSink sink = group(sinks, List.of());

            assertThatIOException().isThrownBy(() -> sink.append(SmallTrail.record(1)));

            long used = sink.lastSequence();
            assertThat(used).as("used once one has it").isEqualTo(failing == 0 ? 0 : 1);
            if (used == 1) {
                assertThatIOException().isThrownBy(() -> sink.append(SmallTrail.record(1)));
            }
            sink.renew();
            sink.append(SmallTrail.record(used + 1)).await();
            for (RecordingAuditSink each : sinks) {
                assertThat(durable(each)).contains(used + 1).doesNotHaveDuplicates();
            }
            sink.close();
        }
    }

    @Test
    void aRequiredSinkThatRefusesIsNoMatterAtAnyPosition() throws Exception {
        for (int failing = 0; failing < 3; failing++) {
            List<RecordingAuditSink> sinks =
                    Stream.generate(RecordingAuditSink::create).limit(3).toList();
            sinks.get(failing).failAppend(1);
            AuditSink sink = group(List.of(), sinks);

            sink.append(SmallTrail.record(1)).await();
            sink.append(SmallTrail.record(2)).await();

            for (int i = 0; i < 3; i++) {
                assertThat(durable(sinks.get(i))).isEqualTo(i == failing ? List.of(2L) : List.of(1L, 2L));
            }
            sink.close();
        }
    }

    @Test
    void aRecordThatNoRequiredSinkTakesFailsAndItsNumberIsUsedIfAMustSinkHasIt() throws Exception {
        b.failAppend(1);
        AuditSink sink = group(List.of(a), List.of(b));
        assertThatIOException().isThrownBy(() -> sink.append(SmallTrail.record(1)));
        assertThat(sink.lastSequence()).isOne();
        sink.append(SmallTrail.record(2)).await();
        assertThat(durable(a)).containsExactly(1L, 2L);
        assertThat(durable(b)).containsExactly(2L);
        sink.close();
    }

    @Test
    void oneOfTwoRequiredSinksFailsAndComesBack() throws Exception {
        a.failAwait(2);
        AuditSink sink = group(List.of(), List.of(a, b));
        sink.append(SmallTrail.record(1)).await();
        sink.append(SmallTrail.record(2)).await();
        sink.append(SmallTrail.record(3)).await();
        assertThat(durable(a)).as("out").containsExactly(1L);

        sink.renew();

        sink.append(SmallTrail.record(4)).await();
        assertThat(durable(a)).containsExactly(1L, 4L);
        assertThat(durable(b)).containsExactly(1L, 2L, 3L, 4L);
        sink.close();
    }

    @Test
    void aRecordThatOnlyTheFailedSinkTookIsNotSaidToBeDurable() throws Exception {
        b.failAppend(1);
        a.failAwait(1);
        AuditSink sink = group(List.of(), List.of(a, b));
        AuditSink.Ticket lost = sink.append(SmallTrail.record(1));
        AuditSink.Ticket second = sink.append(SmallTrail.record(2));

        assertThatIOException().isThrownBy(second::await).withMessageContaining("lost");

        assertThatIOException().isThrownBy(() -> sink.append(SmallTrail.record(3)));
        sink.renew();
        sink.append(SmallTrail.record(3)).await();
        assertThatIOException().isThrownBy(lost::await);
        assertThat(durable(b)).contains(3L);
        sink.close();
    }

    @Test
    void renewingFailsWhileTheGroupCannotRecord() throws Exception {
        a.failAwait(1);
        a.renewable(false);
        AuditSink sink = group(List.of(a), List.of(b));
        AuditSink.Ticket ticket = sink.append(SmallTrail.record(1));
        assertThatIOException().isThrownBy(ticket::await);
        assertThatIOException().isThrownBy(sink::renew).withMessageContaining("must sink 1");
        assertThatIOException().isThrownBy(() -> sink.append(SmallTrail.record(2)));
        assertThat(b.records()).hasSize(1);
        a.renewable(true);
        sink.renew();
        sink.append(SmallTrail.record(2)).await();
        sink.close();
    }

    @Test
    void aSinkThatOnlyRefusedARecordAndCannotBeRenewedIsOfferedTheNext() throws Exception {
        a.failAwait(1);
        b.failAppend(2);
        b.renewable(false);
        AuditSink sink = group(List.of(a, b), List.of());
        AuditSink.Ticket first = sink.append(SmallTrail.record(1));
        assertThatIOException().isThrownBy(() -> sink.append(SmallTrail.record(2)));
        assertThatIOException().isThrownBy(first::await);
        assertThatIOException().isThrownBy(() -> sink.append(SmallTrail.record(3)));

        sink.renew();

        sink.append(SmallTrail.record(3)).await();
        assertThat(durable(a)).contains(3L);
        assertThat(durable(b)).contains(1L, 3L);
        sink.close();
    }

    @Test
    void aBestEffortSinkThatHangsHoldsNobodyUp() throws Exception {
        Hang hang = c.hangAppend(1);
        HandPatience patience = new HandPatience();
        AuditSink sink = SinkGroup.open(List.of(a), List.of(), List.of(c), patience);
        int records = BestEffortSink.QUEUED_RECORDS + 10;
        for (int number = 1; number <= records; number++) {
            sink.append(SmallTrail.record(number)).await();
        }
        hang.awaitReached();
        assertThat(a.durable()).hasSize(records);
        assertThat(c.records()).isEmpty();

        hang.release();
        sink.close();

        assertThat(c.durable())
                .hasSizeBetween(1, records - 9)
                .extracting(AuditRecord::sequence)
                .isSorted();
        assertThat(c.closed()).isTrue();
    }

    @Test
    void closesAllAndKeepsTheFirstFailure() throws Exception {
        Hang hang = a.hangClose();
        AuditSink sink = SinkGroup.open(List.of(b, a), List.of(c), List.of(), Patience.of(Duration.ofSeconds(1)));
        sink.append(SmallTrail.record(1)).await();

        assertThatIOException().isThrownBy(sink::close).withMessageContaining("no answer in time");

        assertThat(b.closed()).isTrue();
        assertThat(a.closed()).isFalse();
        assertThat(c.closed()).isTrue();
        sink.close();
        hang.release();
    }

    @Test
    void onlySinksWithTheHighestNumberSayWhatIsUnfinished() throws Exception {
        a.append(record(1, AuditEvent.ATTEMPT, "x"));
        b.append(record(1, AuditEvent.ATTEMPT, "x"));
        b.append(record(2, AuditEvent.OUTCOME, "x"));
        b.append(record(3, AuditEvent.ATTEMPT, "y"));
        a.close();
        b.close();
        RecordingAuditSink behind = a.reopen();
        assertThat(behind.unfinished()).hasSize(1);

        AuditSink sink = group(List.of(), List.of(behind, b.reopen()));

        assertThat(sink.lastSequence()).isEqualTo(3);
        assertThat(sink.unfinished()).extracting(AuditRecord::actionId).containsExactly("y");
        sink.append(SmallTrail.record(4)).await();
        assertThat(durable(behind)).containsExactly(1L, 4L);
        sink.close();
    }

    @Test
    void manyRecordsThatNobodyAwaitsAreMadeDurableOnTheWay() throws Exception {
        AuditSink sink = group(List.of(a), List.of());
        for (int number = 1; number <= SinkGroup.MOST_PENDING + 1; number++) {
            sink.append(SmallTrail.record(number));
        }
        assertThat(a.durable()).hasSize(SinkGroup.MOST_PENDING);
        sink.close();
    }
}
