package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that wait for a sync while one is held up by hand. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SharedSyncTest {

    private final Sinks sinks = withLongPatience();
    private final TrailDisk disk = new TrailDisk();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /** So that a thread nobody wakes fails the test, instead of going on by itself. */
    private static Sinks withLongPatience() {
        Sinks sinks = new Sinks();
        sinks.patience = Duration.ofMinutes(5);
        return sinks;
    }

    @AfterEach
    void endThreads() throws InterruptedException {
        released.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** What awaiting came to. */
    private FutureTask<String> awaiting(AuditSink.Ticket ticket) {
        return start(() -> {
            try {
                ticket.await();
                return "durable, interrupted: " + Thread.currentThread().isInterrupted();
            } catch (IOException e) {
                return e.getMessage();
            }
        });
    }

    private <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task);
        threads.add(thread);
        thread.start();
        return task;
    }

    /** The next sync begins and does not go on until it is released; later ones are not held up. */
    private void holdUp() {
        disk.slowForce = () -> {
            disk.slowForce = () -> {};
            started.countDown();
            released.await();
        };
    }

    private void awaitParked(int from) {
        for (Thread thread : threads.subList(from, threads.size())) {
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void oneFurtherSyncServesAllWhoCameWhileOneRan() throws Exception {
        FileAuditSink sink = sinks.open(disk);
        holdUp();
        List<FutureTask<String>> told = new ArrayList<>();
        told.add(awaiting(sink.append(SmallTrail.record(1))));
        started.await();
        for (int i = 2; i <= 9; i++) {
            told.add(awaiting(sink.append(SmallTrail.record(i))));
        }
        awaitParked(1);
        int forces = disk.forces;
        released.countDown();

        for (FutureTask<String> one : told) {
            assertThat(one.get()).isEqualTo("durable, interrupted: false");
        }
        assertThat(disk.forces).isEqualTo(forces + 2);
        assertThat(TrailImage.of(disk.crash()).numbers()).hasSize(9);
        sink.close();
    }

    @Test
    void anInterruptNeitherEndsAWaitNorIsLost() throws Exception {
        FileAuditSink sink = sinks.open(disk);
        holdUp();
        FutureTask<String> leader = awaiting(sink.append(SmallTrail.record(1)));
        started.await();
        FutureTask<String> waiter = awaiting(sink.append(SmallTrail.record(2)));
        awaitParked(1);
        threads.get(1).interrupt();
        awaitParked(1);
        assertThat(waiter.isDone()).isFalse();
        released.countDown();

        assertThat(leader.get()).isEqualTo("durable, interrupted: false");
        assertThat(waiter.get()).isEqualTo("durable, interrupted: true");
        sink.close();
    }

    @Test
    void aFailedSyncEndsAlsoTheWaitForTheNextOne() throws Exception {
        FileAuditSink sink = sinks.open(disk);
        AuditSink.Ticket first = sink.append(SmallTrail.record(1));
        holdUp();
        FutureTask<String> leader = awaiting(first);
        started.await();
        FutureTask<String> same = awaiting(first);
        FutureTask<String> next = awaiting(sink.append(SmallTrail.record(2)));
        awaitParked(1);
        disk.fault = (op, name, operation) -> {
            if (op == TrailDisk.Op.FORCE) {
                throw new IOException("Input/output error");
            }
        };
        released.countDown();

        assertThat(leader.get()).isEqualTo("Input/output error");
        assertThat(same.get()).contains("a sync failed");
        assertThat(next.get()).contains("a sync failed");
        disk.fault = (op, name, operation) -> {};
        sink.renew();
        assertThat(awaiting(first).get()).startsWith("durable");
        sink.close();
    }

    @Test
    void closingLetsThoseGoWhoWaitBehindASyncThatHangs() throws Exception {
        FileAuditSink sink = sinks.open(disk);
        holdUp();
        awaiting(sink.append(SmallTrail.record(1)));
        started.await();
        FutureTask<String> waiter = awaiting(sink.append(SmallTrail.record(2)));
        awaitParked(1);

        sink.close();

        assertThat(waiter.get()).startsWith("durable");
        Map<String, byte[]> left = disk.crash();
        assertThat(TrailImage.of(left).numbers()).containsExactly(1L, 2L);
    }
}
