package dev.outloop.core.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.VaultLimits;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class VaultAtOnceTest {

    private final AtomicReference<Lease> lent = new AtomicReference<>();

    @Test
    void whatItThrowsWhenALeaseComesBackEndsNoCall() throws Exception {
        try (LeaseRig rig = rig(() -> lent.set(lend(() -> {
            throw new IllegalStateException("planted");
        })))) {
            Lease lease = rig.lease("m:key", new CallScope("call"));
            assertThat(LeaseRig.text(lease)).isEqualTo("value-of-memory");
            lease.close();
            assertThat(lent.get().secret().isClosed()).isTrue();
        }
    }

    @Test
    void anUndeclaredCheckedExceptionIsAFailureAsAnyOther() {
        try (LeaseRig rig = rig(() -> VaultAtOnceTest.<RuntimeException>sneak(new IOException("planted")))) {
            assertThat(rig.get("m:key")).isEqualTo("VAULT_FAILED");
        }
    }

    private LeaseRig rig(Runnable asked) {
        LeaseRig rig = new LeaseRig();
        rig.vaults.add("m", new AtOnce(asked), VaultLimits.defaults());
        return rig;
    }

    private static Lease lend(Runnable onRelease) {
        return Lease.builder(Secret.copyOf("value-of-memory".getBytes(StandardCharsets.US_ASCII)))
                .onRelease(onRelease)
                .build();
    }

    /** As Kotlin's and Scala's methods throw. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private final class AtOnce implements VaultBackend {
        private final Runnable asked;

        AtOnce(Runnable asked) {
            this.asked = asked;
        }

        @Override
        public boolean answersAtOnce() {
            return true;
        }

        @Override
        public Lease lease(VaultRequest request) {
            asked.run();
            return lent.get();
        }

        @Override
        public void close() {}
    }
}
