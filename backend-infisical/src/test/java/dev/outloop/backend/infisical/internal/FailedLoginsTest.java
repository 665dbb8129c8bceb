package dev.outloop.backend.infisical.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.Canary;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final FailedLogins failures = new FailedLogins("team");
    private final VaultException rejection = new VaultException(ErrorCode.VAULT_DENIED, "rejected");

    /** Whoever waits for the log-in of another thread goes on with one of its own. */
    @Test
    void areNoneWhereTheThreadWasInterrupted() {
        VaultException givenUp = new VaultException(ErrorCode.VAULT_UNAVAILABLE, "given up");
        Thread.currentThread().interrupt();
        failures.add(givenUp, NOW);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failures.count()).isZero();

        failures.add(givenUp, NOW);
        assertThat(failures.count()).isOne();
    }

    /** A log-in may be rejected while the vault is closed; it is compared with nothing any more. */
    @Test
    void keepNoCredentialThatIsRejectedAfterTheEnd() throws VaultException {
        try (Secret credential = Canary.random("client-secret").secret()) {
            failures.reject(rejection, credential, NOW);
            assertThatExceptionOfType(VaultException.class).isThrownBy(() -> failures.requireRenewed(credential, NOW));

            failures.close();
            failures.reject(rejection, credential, NOW);
            assertThatCode(() -> failures.requireRenewed(credential, NOW)).doesNotThrowAnyException();
        }
    }
}
