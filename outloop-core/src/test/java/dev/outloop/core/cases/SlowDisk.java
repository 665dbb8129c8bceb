package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionResult;
import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A trail whose syncs take until they are let go. */
final class SlowDisk implements AuditSink {

    private static final int CALLS = 8;

    private final RecordingAuditSink sink = RecordingAuditSink.create();
    private final CountDownLatch attempts = new CountDownLatch(CALLS);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger durable = new AtomicInteger();

    /**
     * Every call waits on its own thread, so what waits is bounded by the threads of the host; none asks vault or service
     * before its own attempt is durable.
     */
    static void holdsCallsBack() throws Exception {
        SlowDisk trail = new SlowDisk();
        AtomicInteger early = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(CALLS);
        try (LoopbackServer service = LoopbackServer.start().answer(Reply.status(200, "{}"));
                TrailBroker broker = new TrailBroker(trail, service.port())) {
            broker.vault.beforeAnswering(() -> {
                if (trail.durable.get() < broker.vault.leaseCalls()) {
                    early.incrementAndGet();
                }
            });
            List<Future<ActionResult>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                String name = "slow-" + i;
                calls.add(threads.submit(() -> broker.control.broker().perform(broker.request(name))));
            }
            assertThat(trail.attempts.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(broker.vault.leaseCalls())
                    .as("vault calls of attempts before it was durable")
                    .isZero();
            assertThat(trail.sink.records(AuditEvent.ATTEMPT)).hasSize(CALLS);
            trail.released.countDown();
            for (Future<ActionResult> call : calls) {
                assertThat(call.get(30, TimeUnit.SECONDS)).isCompleted();
            }
            assertThat(early)
                    .as("vault calls of attempts before it was durable")
                    .hasValue(0);
            assertThat(service.requests()).hasSize(CALLS);
        } finally {
            trail.released.countDown();
            threads.shutdown();
        }
    }

    @Override
    public Ticket append(AuditRecord record) throws IOException {
        Ticket ticket = sink.append(record);
        if (record.event() != AuditEvent.ATTEMPT) {
            return ticket;
        }
        attempts.countDown();
        int number = sink.records(AuditEvent.ATTEMPT).size();
        return () -> {
            awaitRelease();
            ticket.await();
            // An awaited record makes all before it durable, so not every ticket is awaited.
            durable.accumulateAndGet(number, Math::max);
        };
    }

    private void awaitRelease() throws IOException {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public long lastSequence() {
        return sink.lastSequence();
    }

    @Override
    public void close() {
        sink.close();
    }
}
