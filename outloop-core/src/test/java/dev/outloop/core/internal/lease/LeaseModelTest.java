package dev.outloop.core.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.secret.VaultLimits;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.fake.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/**
 * Threads ask, change and invalidate at random. The model: a value carries the number of its change; whoever asks after
 * an invalidation gets no number below the one that stood when it was made.
 */
class LeaseModelTest {

    private static final int REFS = 8;
    private static final int THREADS = 6;

    private final long seed = Long.getLong("outloop.seed", System.nanoTime());
    private final int steps = Boolean.getBoolean("outloop.full") ? 200_000 : 4_000;

    private final AtomicLongArray stored = new AtomicLongArray(REFS);
    private final AtomicLongArray atLeast = new AtomicLongArray(REFS);
    private final AtomicInteger open = new AtomicInteger();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Queue<Secret> given = new ConcurrentLinkedQueue<>();
    private final TestClock clock = TestClock.create();

    @Test
    void nobodyIsLentWhatWasInvalidatedBeforeTheyAsked() throws Exception {
        Vaults vaults = new Vaults(clock, System::nanoTime, time -> {});
        VaultLimits limits = VaultLimits.builder()
                .maxEntries(REFS / 2)
                .threads(3)
                .ratePerMinute(1_000_000_000)
                .failures(1_000_000)
                .deadline(Duration.ofHours(24)) // the clock runs fast here
                .missing(Duration.ofMillis(1))
                .build();
        vaults.add("v", new Numbered(), limits);
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(seed + i);
            Thread thread = new Thread(() -> run(vaults, random, start));
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        vaults.close();
        while (open.get() > 0) {
            Thread.onSpinWait(); // a flight that was under way gives back on its own thread
        }
        assertThat(wrong).as("seed %d", seed).isEmpty();
        assertThat(given).as("seed %d", seed).isNotEmpty().allMatch(Secret::isClosed);
    }

    private void run(Vaults vaults, Random random, CountDownLatch start) {
        try {
            start.await();
            for (int i = 0; i < steps; i++) {
                step(vaults, random);
            }
        } catch (Throwable e) {
            wrong.add(e.toString());
        }
    }

    private void step(Vaults vaults, Random random) {
        int number = random.nextInt(REFS);
        SecretRef ref = SecretRef.parse("v:" + number);
        int choice = random.nextInt(100);
        if (choice < 2) {
            long now = stored.incrementAndGet(number);
            vaults.invalidate(ref);
            raise(number, now);
        } else if (choice == 2) {
            long[] now = new long[REFS];
            for (int i = 0; i < REFS; i++) {
                now[i] = stored.get(i);
            }
            vaults.invalidate("v");
            for (int i = 0; i < REFS; i++) {
                raise(i, now[i]);
            }
        } else if (choice == 3) {
            clock.advance(Duration.ofSeconds(random.nextInt(5)));
        } else {
            ask(vaults, ref, number);
        }
    }

    private void ask(Vaults vaults, SecretRef ref, int number) {
        long least = atLeast.get(number);
        try (Lease lease = vaults.lease(ref, Duration.ofHours(24), new CallScope("call"))) {
            String[] found = LeaseRig.text(lease).split("=");
            if (!found[0].equals("number-" + number) || Long.parseLong(found[1]) < least) {
                wrong.add(String.join("=", found) + " of " + number + " where at least " + least + " was due");
            }
        } catch (dev.outloop.core.internal.journal.Stopped stopped) {
            if (!stopped.code().equals(ErrorCode.SECRET_NOT_FOUND)) {
                wrong.add(stopped.code() + ": " + stopped.sentence());
            }
        }
    }

    private void raise(int number, long to) {
        atLeast.accumulateAndGet(number, to, Math::max);
    }

    private final class Numbered implements VaultBackend {
        @Override
        public Lease lease(VaultRequest request) throws VaultException {
            int number = Integer.parseInt(request.ref().path());
            long value = stored.get(number);
            if (value % 16 == 15) {
                throw new VaultException(ErrorCode.SECRET_NOT_FOUND, "not now");
            }
            Secret secret = Secret.copyOf(("number-" + number + "=" + value).getBytes(StandardCharsets.US_ASCII));
            given.add(secret);
            open.incrementAndGet();
            Thread.yield();
            return Lease.builder(secret).onRelease(open::decrementAndGet).build();
        }

        @Override
        public void close() {}
    }
}
