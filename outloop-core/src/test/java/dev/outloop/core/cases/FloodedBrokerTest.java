package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.AuditTrail;
import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One caller asks for what it may not have, as fast as it can. */
class FloodedBrokerTest {

    private static final int FLOODING = 32;
    private static final int CALLS = 20;
    private static final int LEAST_DENIALS = Boolean.getBoolean("outloop.full") ? 1_000 : 160;

    private final AtomicLong denials = new AtomicLong();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final CountDownLatch enough = new CountDownLatch(LEAST_DENIALS);

    @TempDir
    Path trail;

    @Test
    void leavesOtherCallersWorkingAndIsCountedToTheLast() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(FLOODING);
        try (LoopbackServer service = LoopbackServer.start().answer(Reply.status(200, "{}"));
                TrailBroker broker = TrailBroker.open(trail, service.port())) {
            List<Future<?>> flood = new ArrayList<>();
            for (int i = 0; i < FLOODING; i++) {
                flood.add(threads.submit(() -> flood(broker)));
            }
            for (int i = 0; i < CALLS; i++) {
                assertThat(broker.control.broker().perform(broker.request("other-" + i)))
                        .isCompleted();
            }
            enough.await();
            stop.set(true);
            for (Future<?> each : flood) {
                each.get();
            }
        } finally {
            stop.set(true);
            threads.shutdown();
        }
        requireEveryDenialCounted();
        TrailAccount account = new TrailAccount(trail);
        account.update();
        assertThat(account.completed()).hasSize(CALLS);
        assertThat(AuditTrail.verify(trail).isIntact()).isTrue();
    }

    private void flood(TrailBroker broker) {
        ActionRequest request = ActionRequest.action(broker.control.assertCaller("a", "flood"), "nothing", "item")
                .build();
        while (!stop.get()) {
            assertThat(broker.control.broker().perform(request)).isDeniedWith(ErrorCode.ALIAS_UNKNOWN);
            denials.incrementAndGet();
            enough.countDown();
        }
    }

    private void requireEveryDenialCounted() throws Exception {
        List<AuditRecord> records = TrailRecords.of(trail).stream()
                .filter(record -> record.event() == AuditEvent.DENIED)
                .toList();
        assertThat(records)
                .allSatisfy(record -> assertThat(record.fields())
                        .containsEntry("runtime", "flood")
                        .containsEntry("code", "ALIAS_UNKNOWN"));
        long counted = records.stream()
                .mapToLong(record -> record.fields().get("count") instanceof Long count ? count : 1)
                .sum();
        assertThat(counted).as("denials on the trail").isEqualTo(denials.get());
        assertThat(records).as("records of denials").hasSizeLessThan((int) denials.get());
    }
}
