package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.fake.Hang;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class DeadlineSinkTest {

    private static final Patience LONG = Patience.of(Patience.DEFAULT);

    private final RecordingAuditSink host = RecordingAuditSink.create();

    /** Only for calls that hang for ever: how long this is changes no result. */
    private static final Duration SHORT = Duration.ofMillis(200);

    private static final Executor NEW_THREAD = task -> new Thread(task).start();

    private static CompletableFuture<Void> inBackground(AuditSink.Ticket ticket) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        ticket.await();
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                NEW_THREAD);
    }

    @Test
    void onlyASinkThatAnswersAtOnceIsCalledOnTheThreadOfTheCall() throws Exception {
        Thread[] caller = new Thread[1];
        for (boolean atOnce : new boolean[] {true, false}) {
            AuditSink noting = new AuditSink() {
                @Override
                public Ticket append(AuditRecord record) {
                    caller[0] = Thread.currentThread();
                    return () -> {};
                }

                @Override
                public long lastSequence() {
                    return 0;
                }

                @Override
                public boolean answersAtOnce() {
                    return atOnce;
                }

                @Override
                public void close() {}
            };
            try (AuditSink sink = DeadlineSink.unlessAtOnce(noting, SHORT)) {
                sink.append(SmallTrail.record(1)).await();
                assertThat(caller[0] == Thread.currentThread()).isEqualTo(atOnce);
            }
        }
    }

    @Test
    void aHungAppendFailsTheSinkAndItsNumberIsUsed() throws Exception {
        Hang hang = host.hangAppend(2);
        AuditSink sink = DeadlineSink.around(host, SHORT);
        sink.append(SmallTrail.record(1)).await();

        assertThatIOException()
                .isThrownBy(() -> sink.append(SmallTrail.record(2)))
                .withMessageContaining("no answer in time");
        assertThatIOException()
                .isThrownBy(() -> sink.append(SmallTrail.record(3)))
                .withMessageContaining("no answer in time");

        assertThat(sink.lastSequence()).isEqualTo(2);
        sink.renew();
        assertThatIOException()
                .isThrownBy(() -> sink.append(SmallTrail.record(2)))
                .withMessageContaining("another record");
        sink.append(SmallTrail.record(3)).await();
        hang.release();
        sink.close();
        assertThat(host.durable()).extracting(AuditRecord::sequence).containsExactly(1L, 3L);
    }

    @Test
    void aHungAwaitFailsAllThatWaitAndLaterRecordsSayNothingAboutThem() throws Exception {
        Hang hang = host.hangAwait(2);
        HandPatience patience = new HandPatience();
        AuditSink sink = DeadlineSink.around(host, patience);
        AuditSink.Ticket first = sink.append(SmallTrail.record(1));
        first.await();
        AuditSink.Ticket second = sink.append(SmallTrail.record(2));
        CompletableFuture<Void> waiting = inBackground(second);
        hang.awaitReached();

        patience.end();

        assertThat(waiting).failsWithin(Duration.ofMinutes(1));
        assertThatIOException().isThrownBy(() -> sink.append(SmallTrail.record(3)));
        assertThatIOException().isThrownBy(second::await);
        first.await();
        hang.release();
        assertThatIOException().as("a late answer").isThrownBy(second::await);
    }

    @Test
    void aHungCloseReturnsAndClosingTwiceIsHarmless() throws Exception {
        Hang hang = host.hangClose();
        AuditSink sink = DeadlineSink.around(host, SHORT);
        assertThatIOException().isThrownBy(sink::close).withMessageContaining("no answer in time");
        sink.close();
        assertThat(host.closed()).isFalse();
        hang.release();
    }

    @Test
    void isNotRenewedWhileTooManyCallsHaveNotComeBack() throws Exception {
        List<Hang> hangs = new ArrayList<>();
        for (int nth = 1; nth <= 4; nth++) {
            hangs.add(host.hangAppend(nth));
        }
        AuditSink sink = DeadlineSink.around(host, SHORT);
        for (int number = 1; number <= 4; number++) {
            AuditRecord record = SmallTrail.record(number);
            assertThatIOException().isThrownBy(() -> sink.append(record));
            if (number < 4) {
                sink.renew();
            }
        }

        assertThatIOException().isThrownBy(sink::renew).withMessageContaining("have not come back");

        hangs.forEach(Hang::release);
        sink.close();
    }

    @Test
    void sixteenWaitingCallsNeedTwoAwaitsOfTheSink() throws Exception {
        Hang hang = host.hangAwait(1);
        AuditSink sink = DeadlineSink.around(host, new HandPatience());
        CompletableFuture<Void> first = inBackground(sink.append(SmallTrail.record(1)));
        hang.awaitReached();
        List<CompletableFuture<Void>> others = new ArrayList<>();
        for (int number = 2; number <= 16; number++) {
            EarlyTicket ticket = (EarlyTicket) sink.append(SmallTrail.record(number));
            ticket.start();
            others.add(inBackground(ticket));
        }

        hang.release();
        first.get();
        for (CompletableFuture<Void> other : others) {
            other.get();
        }

        assertThat(host.awaits()).isEqualTo(2);
        assertThat(host.durable()).hasSize(16);
        sink.close();
    }

    @Test
    void aFailedAwaitStaysFailedUntilRenewed() throws Exception {
        host.failAwait(1);
        AuditSink sink = DeadlineSink.around(host, LONG);
        AuditSink.Ticket lost = sink.append(SmallTrail.record(1));
        assertThatIOException().isThrownBy(lost::await).withMessageContaining("fail this await");
        assertThatIOException().isThrownBy(() -> sink.append(SmallTrail.record(2)));

        sink.renew();

        sink.append(SmallTrail.record(2)).await();
        assertThatIOException().isThrownBy(lost::await);
        sink.close();
    }

    @Test
    void aRefusedAppendLeavesTheNumberFree() throws Exception {
        host.failAppend(1);
        AuditSink sink = DeadlineSink.around(host, LONG);
        assertThatIOException().isThrownBy(() -> sink.append(SmallTrail.record(1)));
        assertThat(sink.lastSequence()).isZero();
        sink.append(SmallTrail.record(1)).await();
        sink.close();
    }

    @Test
    void defectsBecomeExceptionsThatNameTheClassOnly() throws Exception {
        for (Throwable defect : List.of(new IllegalStateException("told"), new StackOverflowError("told"))) {
            FaultySink faulty = new FaultySink(host);
            AuditSink sink = DeadlineSink.around(faulty, LONG);
            faulty.throwing = defect;
            assertThatIOException()
                    .isThrownBy(() -> sink.append(SmallTrail.record(1)))
                    .withMessageContaining(defect.getClass().getName())
                    .withMessageNotContaining("told")
                    .withNoCause();
            assertThat(sink.lastSequence()).isOne();
            assertThatIOException().isThrownBy(sink::renew).withMessageNotContaining("told");
        }
    }

    @Test
    void aMissingTicketIsABrokenContract() throws Exception {
        FaultySink faulty = new FaultySink(host);
        AuditSink sink = DeadlineSink.around(faulty, LONG);
        faulty.withoutTicket = true;
        assertThatIOException()
                .isThrownBy(() -> sink.append(SmallTrail.record(1)))
                .withMessageContaining("broke its contract");
        assertThat(sink.lastSequence()).isOne();
    }

    @Test
    void aSinkThatKeepsItsOwnDeadlineGetsNoSecondOne() throws Exception {
        AuditSink group = SinkGroup.open(List.of(host), List.of(), List.of(), LONG);
        assertThat(DeadlineSink.around(group, LONG)).isSameAs(group);
        group.close();
    }
}
