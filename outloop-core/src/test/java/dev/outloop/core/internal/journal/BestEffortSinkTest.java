package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A sink that never matters, which is asked what it has after it was closed. */
class BestEffortSinkTest {

    private final ScriptedSink sink = new ScriptedSink();

    private BestEffortSink bestEffort() {
        return new BestEffortSink(sink, Patience.of(Patience.DEFAULT), "best-effort sink 1");
    }

    private void offer(BestEffortSink bestEffort, int records) {
        for (int i = 1; i <= records; i++) {
            bestEffort.offer(SmallTrail.record(i));
        }
    }

    @Test
    void goesOnBehindWhatItCouldNotWriteOnceItIsRenewed() {
        int[] appends = new int[1];
        sink.beforeAppend = () -> sink.appendFails = ++appends[0] <= 2;
        BestEffortSink bestEffort = bestEffort();

        offer(bestEffort, 4);
        bestEffort.close();

        assertThat(bestEffort.dropped()).isEqualTo(2);
        assertThat(sink.records).extracting(AuditRecord::sequence).containsExactly(3L, 4L);
        assertThat(sink.steps.stream().filter("renew"::equals))
                .as("as often as it failed")
                .hasSize(2);
        assertThat(sink.closed).isTrue();
    }

    @Test
    void outlivesADefectOfTheSink() {
        int[] appends = new int[1];
        sink.beforeAppend = () -> sink.appendThrowsUnchecked = ++appends[0] == 1;
        BestEffortSink bestEffort = bestEffort();

        offer(bestEffort, 2);
        bestEffort.close();

        assertThat(bestEffort.dropped()).isOne();
        assertThat(sink.records).extracting(AuditRecord::sequence).containsExactly(2L);
    }

    @Test
    void givesNoNumberThatTheSinkMayHave() {
        sink.opensAt = 2;
        BestEffortSink bestEffort = bestEffort();

        offer(bestEffort, 3);
        bestEffort.offer(SmallTrail.record(3));
        bestEffort.close();

        assertThat(bestEffort.dropped()).isEqualTo(3);
        assertThat(sink.records).extracting(AuditRecord::sequence).containsExactly(3L);
    }

    @Test
    void makesRecordsDurableWheneverNoneWaits() throws Exception {
        CountDownLatch offered = new CountDownLatch(1);
        sink.beforeAppend = () -> awaitQuietly(offered);
        BestEffortSink bestEffort = bestEffort();

        offer(bestEffort, 3);
        offered.countDown();
        bestEffort.close();

        assertThat(sink.steps).containsExactly("append PENDING", "append PENDING", "append PENDING", "await PENDING");
        assertThat(bestEffort.dropped()).isZero();
    }

    @Test
    void givesUpWhatIsQueuedWhereTheSinkHangsAtTheEnd() throws Exception {
        CountDownLatch appending = new CountDownLatch(1);
        sink.beforeAppend = () -> {
            appending.countDown();
            awaitQuietly(new CountDownLatch(1));
        };
        BestEffortSink bestEffort = new BestEffortSink(
                sink,
                answer -> {
                    throw new TimeoutException();
                },
                "best-effort sink 1");
        offer(bestEffort, 5);
        appending.await();

        bestEffort.close();

        assertThat(bestEffort.dropped()).isGreaterThanOrEqualTo(4);
        assertThat(sink.closed).isTrue();
        assertThat(sink.records).isEmpty();
    }

    @Test
    void aSinkThatCannotBeClosedIsNoMatter() {
        AuditSink unclosable = new AuditSink() {
            @Override
            public Ticket append(AuditRecord record) {
                return () -> {};
            }

            @Override
            public long lastSequence() {
                return 0;
            }

            @Override
            public void close() throws IOException {
                throw new IOException("Input/output error");
            }
        };
        BestEffortSink bestEffort = new BestEffortSink(unclosable, Patience.of(Patience.DEFAULT), "a sink");

        assertThatCode(bestEffort::close).doesNotThrowAnyException();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
