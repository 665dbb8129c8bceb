package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.testkit.twin.Twin;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FailedSyncTest {

    @Test
    void aSyncThatFailedRefusesWhatFollows() {
        assertThat(new FailedSync().get()).containsExactly("AUDIT_UNAVAILABLE", "AUDIT_UNAVAILABLE");
    }

    @Test
    void ifTheFailureWereForgottenTheNextAttemptWouldRun() {
        Twin twin = Twin.without("dev.outloop.core.internal.journal.Ledger#fail");
        Supplier<?> attempts = twin.newInstance(Supplier.class, FailedSync.class);

        assertThat(attempts.get()).hasToString("[AUDIT_UNAVAILABLE, recorded]");
        twin.requireReached();
    }
}
