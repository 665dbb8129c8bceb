package dev.outloop.core.internal.lease;

import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Lends one value under every reference, counts, and does what it is told before and after it has read the value. */
final class PlannedVault implements VaultBackend.Checking {

    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger released = new AtomicInteger();
    final List<Lease> lent = new CopyOnWriteArrayList<>();
    volatile String value = "value-of-the-vault";
    volatile Instant expiresAt = Instant.MAX;
    volatile Step before = ref -> {};
    volatile Step after = ref -> {};
    volatile Step check = ref -> {};

    interface Step {
        void run(SecretRef ref) throws VaultException;
    }

    @Override
    public Lease lease(VaultRequest request) throws VaultException {
        calls.incrementAndGet();
        inside.incrementAndGet();
        try {
            before.run(request.ref());
            Lease.Builder lease = Lease.builder(Secret.copyOf(value.getBytes(StandardCharsets.US_ASCII)))
                    .version("v" + calls.get())
                    .onRelease(released::incrementAndGet);
            if (!expiresAt.equals(Instant.MAX)) {
                lease.expiresAt(expiresAt);
            }
            Lease built = lease.build();
            lent.add(built);
            after.run(request.ref());
            return built;
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public void check(Instant deadline) throws VaultException {
        check.run(SecretRef.parse("check:check"));
    }

    @Override
    public void close() {}

    /** A step that waits for the latch, whatever interrupts it, as the worst backends do. */
    static Step waitFor(CountDownLatch latch) {
        return ref -> {
            while (latch.getCount() > 0) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    // Hangs on.
                }
            }
        };
    }
}
