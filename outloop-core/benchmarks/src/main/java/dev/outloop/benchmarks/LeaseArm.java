package dev.outloop.benchmarks;

import dev.outloop.core.internal.lease.Vaults;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.secret.VaultLimits;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Leases of so many references in no order, through the layer that calls go through; a hundred in one call. */
final class LeaseArm implements Arm {

    static final int LEASES = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vaults vaults = new Vaults(Clock.systemUTC());
    private final Memory memory;
    private final List<SecretRef> refs = new ArrayList<>();
    private final long asked;
    private int next;

    LeaseArm(int references, boolean atOnce) throws Exception {
        memory = new Memory(atOnce);
        vaults.add(
                "memory",
                memory,
                VaultLimits.builder()
                        .ttl(Duration.ofHours(24))
                        .maxEntries(references)
                        .maxBytes(references * 64L)
                        .ratePerMinute(1_000_000)
                        .build());
        for (int i = 0; i < references; i++) {
            refs.add(SecretRef.parse("memory:clients/" + i + "/key"));
        }
        Collections.shuffle(refs, new Random(7));
        for (SecretRef ref : refs) {
            vaults.lend(ref, PATIENCE).close();
        }
        asked = memory.calls.get();
    }

    @Override
    public void call() throws Exception {
        for (int i = 0; i < LEASES; i++) {
            try (Lease lease = vaults.lend(refs.get(next), PATIENCE)) {
                if (lease.secret().isClosed()) {
                    throw new IllegalStateException("the lease came closed");
                }
            }
            next = (next + 1) % refs.size();
        }
    }

    @Override
    public void close() {
        boolean isCached = memory.calls.get() == asked;
        vaults.close();
        if (isCached == memory.atOnce) {
            throw new IllegalStateException("the vault was asked " + memory.calls.get() + " times");
        }
    }

    private static final class Memory implements VaultBackend {
        private final Secret secret = Secret.copyOf(BrokeredArm.KEY.getBytes(StandardCharsets.US_ASCII));
        private final AtomicLong calls = new AtomicLong();
        private final boolean atOnce;

        Memory(boolean atOnce) {
            this.atOnce = atOnce;
        }

        @Override
        public Lease lease(VaultRequest request) {
            calls.incrementAndGet();
            return Lease.of(secret.copy());
        }

        @Override
        public boolean answersAtOnce() {
            return atOnce;
        }

        @Override
        public void close() {
            secret.close();
        }
    }
}
