package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What a ledger owes, and what fails it. */
class LedgerTest {

    private final ScriptedSink sink = new ScriptedSink();
    private final Ledger ledger = new Ledger(sink, SmallTrail.CLOCK, Duration.ofSeconds(5));

    private static Entry entry(String id) {
        return new Entry(AuditEvent.OUTCOME, id, record -> {});
    }

    @Test
    void owesNoMoreThanItsMostAndMayOweAgainOnceThatIsWritten() throws Exception {
        for (int i = 0; i < 2 * Ledger.MOST_OWED; i++) {
            ledger.owe(entry("owed-" + i));
        }
        ledger.append(entry("new"));
        assertThat(sink.records).hasSize(Ledger.MOST_OWED + 1);
        assertThat(sink.records.get(Ledger.MOST_OWED - 1).actionId()).isEqualTo("owed-" + (Ledger.MOST_OWED - 1));
        assertThat(sink.last().actionId()).isEqualTo("new");

        ledger.owe(entry("owed again"));
        ledger.append(entry("newer"));
        assertThat(sink.records)
                .extracting(AuditRecord::actionId)
                .endsWith("new", "owed again", "newer")
                .hasSize(Ledger.MOST_OWED + 3);
    }

    @Test
    void writesWhatItOwesOnlyOnce() throws Exception {
        ledger.owe(entry("first"));
        ledger.owe(entry("second"));
        sink.beforeAppend = () -> sink.appendFails = !sink.records.isEmpty();
        assertThatThrownBy(() -> ledger.append(entry("new"))).isInstanceOf(IOException.class);
        sink.beforeAppend = () -> sink.appendFails = false;

        ledger.append(entry("new"));

        assertThat(sink.records).extracting(AuditRecord::actionId).containsExactly("first", "second", "new");
        assertThat(sink.records).extracting(AuditRecord::sequence).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aRenewalWritesWhatIsOwedAlsoWithoutAFailure() throws Exception {
        ledger.owe(entry("owed"));

        ledger.renew();

        assertThat(sink.records).extracting(AuditRecord::actionId).containsExactly("owed");
    }

    @Test
    void aRenewalEndsARefusal() throws Exception {
        sink.appendFails = true;
        assertThatThrownBy(() -> ledger.append(entry("refused"))).isInstanceOf(IOException.class);
        assertThat(ledger.failure()).contains("No space left on device");
        assertThat(ledger.hasFailed()).isFalse();

        ledger.renew();

        assertThat(sink.steps).endsWith("renew");
        assertThat(ledger.failure()).isEmpty();
    }

    @Test
    void whatFailedBeforeARenewalFailsNothingAfterIt() throws Exception {
        Ledger.Written first = ledger.append(entry("first"));
        Ledger.Written second = ledger.append(entry("second"));
        sink.awaitFails = true;
        assertThatThrownBy(() -> ledger.await(first)).hasMessage("Input/output error");
        assertThat(ledger.hasFailed()).isTrue();
        ledger.renew();

        assertThatThrownBy(() -> ledger.await(second)).hasMessage("Input/output error");

        assertThat(ledger.hasFailed()).isFalse();
        assertThat(ledger.failure()).isEmpty();
    }

    @Test
    void theFirstReasonStays() throws Exception {
        Ledger.Written written = ledger.append(entry("first"));
        sink.appendThrowsUnchecked = true;
        assertThatThrownBy(() -> ledger.append(entry("second"))).isInstanceOf(SinkDoubt.class);
        sink.awaitFails = true;
        assertThatThrownBy(() -> ledger.await(written)).hasMessage("Input/output error");

        assertThat(ledger.failure()).contains("the audit sink threw java.lang.IllegalStateException");
    }

    @Test
    void aTicketThatThrowsWhatItShouldNotFailsTheLedgerWithItsClassAlone() {
        Ledger.Written written = new Ledger.Written(
                () -> {
                    throw new IllegalStateException("a secret");
                },
                0);

        assertThatThrownBy(() -> ledger.await(written))
                .isInstanceOf(SinkDoubt.class)
                .hasMessage("the audit sink threw java.lang.IllegalStateException");
        assertThat(ledger.failure()).contains("the audit sink threw java.lang.IllegalStateException");
    }

    @Test
    void aSinkThatGivesNoTicketMayHaveTheRecord() throws Exception {
        RecordingAuditSink good = RecordingAuditSink.create();
        FaultySink faulty = new FaultySink(good);
        Ledger ledger = new Ledger(faulty, SmallTrail.CLOCK, Duration.ofSeconds(30));
        faulty.withoutTicket = true;
        assertThatThrownBy(() -> ledger.append(entry("first"))).isInstanceOf(SinkDoubt.class);
        faulty.withoutTicket = false;
        assertThat(ledger.failure()).contains("the audit sink broke its contract");
        assertThatThrownBy(() -> ledger.append(entry("second"))).isInstanceOf(IOException.class);
        assertThat(good.records()).hasSize(1);
    }

    @Test
    void aRenewalThatThrowsWhatItShouldNotLeavesTheFailure() throws Exception {
        FaultySink faulty = new FaultySink(RecordingAuditSink.create());
        Ledger ledger = new Ledger(faulty, SmallTrail.CLOCK, Duration.ofSeconds(30));
        faulty.throwing = new LinkageError("a defect");
        assertThatThrownBy(() -> ledger.append(entry("first"))).isInstanceOf(SinkDoubt.class);

        assertThatThrownBy(ledger::renew)
                .isInstanceOf(SinkDoubt.class)
                .hasMessage("the audit sink threw java.lang.LinkageError");
        assertThat(ledger.hasFailed()).isTrue();
    }

    @Test
    void closesTheSinkAlsoIfItDoesNotTakeWhatIsOwed() throws Exception {
        ledger.owe(entry("owed"));
        sink.appendFails = true;

        ledger.close();

        assertThat(sink.closed).isTrue();
        assertThat(ledger.failure()).contains("the audit trail is closed");
        assertThatThrownBy(ledger::renew).hasMessage("the audit trail is closed");
        sink.appendFails = false;
        ledger.close();
        assertThat(sink.records).isEmpty();
    }

    @Test
    void anInterruptWaitsUntilTheRecordIsWritten() throws Exception {
        CountDownLatch appending = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        sink.beforeAppend = () -> {
            appending.countDown();
            awaitQuietly(goOn);
        };
        Thread slow = new Thread(() -> appendQuietly("slow"));
        slow.start();
        appending.await();
        FutureTask<Boolean> interrupted = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            ledger.append(entry("interrupted"));
            return Thread.interrupted();
        });
        sink.beforeAppend = () -> {};
        Thread waiting = new Thread(interrupted);
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING && waiting.isAlive()) {
            Thread.onSpinWait();
        }

        goOn.countDown();

        assertThat(interrupted.get()).isTrue();
        slow.join();
        assertThat(sink.records).extracting(AuditRecord::actionId).containsExactly("slow", "interrupted");
        ledger.append(entry("later"));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void howeverACallEndsTheNextThreadMayGoOn() throws Exception {
        sink.appendFails = true;
        elsewhere(
                () -> assertThatThrownBy(() -> ledger.append(entry("refused"))).isInstanceOf(IOException.class));
        sink.renewFails = true;
        elsewhere(() -> assertThatThrownBy(ledger::renew).isInstanceOf(IOException.class));
        sink.appendFails = false;
        sink.renewFails = false;
        elsewhere(ledger::renew);
        elsewhere(ledger::renew);
        elsewhere(() -> ledger.append(entry("first")));
        sink.awaitFails = true;
        elsewhere(() -> assertThatThrownBy(() -> ledger.await(ledger.append(entry("lost"))))
                .isInstanceOf(IOException.class));
        sink.awaitFails = false;

        elsewhere(ledger::renew);
        ledger.await(ledger.append(entry("second")));
        elsewhere(ledger::close);
        assertThatThrownBy(ledger::renew).hasMessage("the audit trail is closed");
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void elsewhere(Step step) throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            step.run();
            return true;
        });
        new Thread(task).start();
        assertThat(task.get()).isTrue();
    }

    private void appendQuietly(String id) {
        try {
            ledger.append(entry(id));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
