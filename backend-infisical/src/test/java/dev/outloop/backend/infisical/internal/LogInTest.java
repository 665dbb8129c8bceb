package dev.outloop.backend.infisical.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogInTest {

    private static final int THREADS = 64;

    private Fixture vault;
    private FakeInfisical infisical;

    @BeforeEach
    void open() throws Exception {
        vault = new Fixture();
        infisical = vault.infisical;
        infisical.keep("/", "KEY", "value-of-the-key");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    @Test
    void logsInWhenItIsFirstAskedAndNotAgain() throws Exception {
        assertThat(infisical.logIns).hasValue(0);
        for (int i = 0; i < 5; i++) {
            assertThat(vault.lend("KEY")).isEqualTo("value-of-the-key");
        }
        assertThat(infisical.logIns).hasValue(1);
        assertThat(vault.clientSecret().lent).hasSize(1);
        assertThat(vault.clientSecret().isAllReturned()).isTrue();
    }

    @Test
    void logsInOnceForAllThreadsThatStartWithoutAToken() throws Exception {
        assertThat(Together.run(THREADS, () -> vault.lend("KEY"))).containsOnly("value-of-the-key");
        assertThat(infisical.logIns).hasValue(1);
    }

    @Test
    void logsInOnceForAnEndedTokenWhateverTheNumberOfThreads() throws Exception {
        assertThat(vault.lend("KEY")).isNotEmpty();
        for (int expiry = 1; expiry <= 3; expiry++) {
            infisical.expireTokens();
            assertThat(Together.run(THREADS, () -> vault.lend("KEY"))).containsOnly("value-of-the-key");
            assertThat(infisical.logIns).hasValue(1 + expiry);
        }
    }

    @Test
    void sendsEachRequestOnceMoreAfterTheNewToken() throws Exception {
        assertThat(vault.lend("KEY")).isNotEmpty();
        infisical.expireTokens();
        long before = infisical.reads();
        assertThat(vault.lend("KEY")).isEqualTo("value-of-the-key");
        assertThat(infisical.reads() - before).isEqualTo(2);
    }

    @Test
    void revokedTokenIsReplacedToo() throws Exception {
        assertThat(vault.lend("KEY")).isNotEmpty();
        AtomicInteger left = new AtomicInteger(1);
        infisical.readFault = () -> left.getAndDecrement() > 0 ? infisical.error(401, "UnauthorizedError") : null;
        assertThat(vault.lend("KEY")).isEqualTo("value-of-the-key");
        assertThat(infisical.logIns).hasValue(2);
    }

    @Test
    void missingPermissionCausesNoLogIn() throws Exception {
        assertThat(vault.lend("KEY")).isNotEmpty();
        infisical.readFault = () -> infisical.error(403, "PermissionDenied");
        long before = infisical.reads();
        vault.requireRefused(ErrorCode.VAULT_DENIED, "KEY");
        assertThat(infisical.logIns).hasValue(1);
        assertThat(infisical.reads() - before).isEqualTo(1);
    }

    @Test
    void tokenThatIsRefusedAtOnceEndsInDeniedAndInNoStorm() throws Exception {
        infisical.mintsGoodTokens = false;
        vault.requireRefused(ErrorCode.VAULT_DENIED, "KEY");
        assertThat(infisical.logIns).hasValue(2);
        for (int i = 0; i < 100; i++) {
            vault.requireRefused(ErrorCode.VAULT_DENIED, "KEY");
        }
        assertThat(infisical.logIns).hasValue(2);

        infisical.mintsGoodTokens = true;
        vault.clock.advance(FailedLogins.AFTER_REJECTION);
        assertThat(vault.lend("KEY")).isEqualTo("value-of-the-key");
        assertThat(infisical.logIns).hasValue(3);
    }

    @Test
    void tokenThatServedOthersAndEndedSinceIsNoReasonToWait() throws Exception {
        assertThat(vault.lend("KEY")).isNotEmpty();
        AtomicInteger reads = new AtomicInteger();
        infisical.readFault = () -> {
            int read = reads.incrementAndGet();
            if (read == 2) {
                // Another call is served with the new token before this answer.
                reads.set(10);
                assertThat(Together.run(1, () -> vault.lend("KEY"))).containsExactly("value-of-the-key");
            }
            return read <= 2 ? infisical.error(403, "TokenError") : null;
        };
        vault.requireRefused(ErrorCode.VAULT_DENIED, "KEY");
        assertThat(infisical.logIns).hasValue(2);
        assertThat(vault.lend("KEY")).isEqualTo("value-of-the-key");
        assertThat(infisical.logIns).hasValue(3);
    }

    @Test
    void rejectedCredentialIsNotShownAgainForAMinute() throws Exception {
        vault.clientSecret().renew(Canary.random("wrong").bytes());
        for (int i = 0; i < 1000; i++) {
            vault.requireRefused(ErrorCode.VAULT_DENIED, "KEY");
        }
        assertThat(infisical.logIns).hasValue(1);
        // The other vault is no more stormed than this one.
        assertThat(vault.clientSecret().lent).hasSize(1);

        vault.clock.advance(FailedLogins.AFTER_REJECTION.minusMillis(1));
        vault.requireRefused(ErrorCode.VAULT_DENIED, "KEY");
        assertThat(infisical.logIns).hasValue(1);
        vault.clock.advance(Duration.ofMillis(1));
        vault.requireRefused(ErrorCode.VAULT_DENIED, "KEY");
        assertThat(infisical.logIns).hasValue(2);
    }

    @Test
    void threadsThatWaitForARejectedLogInShareIt() throws Exception {
        vault.clientSecret().renew(Canary.random("wrong").bytes());
        List<Object> results = Together.run(THREADS, () -> vault.lend("KEY"));
        assertThat(results)
                .allSatisfy(
                        result -> assertThat(((VaultException) result).code()).isSameAs(ErrorCode.VAULT_DENIED));
        assertThat(infisical.logIns).hasValue(1);
    }

    @Test
    void renewedCredentialIsUsedWithoutThatWait() throws Exception {
        vault.clientSecret().renew(Canary.random("wrong").bytes());
        vault.requireRefused(ErrorCode.VAULT_DENIED, "KEY");
        vault.clientSecret().renew(infisical.clientSecret.bytes());
        vault.clock.advance(Duration.ofSeconds(1));
        assertThat(vault.lend("KEY")).isEqualTo("value-of-the-key");
        assertThat(infisical.logIns).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void unavailableLogInMayBeTriedOnceMoreAndThenWaits(int status) throws Exception {
        infisical.logInFault = () -> infisical.error(status, "InternalServerError");
        for (int i = 0; i < 1000; i++) {
            vault.requireRefused(ErrorCode.VAULT_UNAVAILABLE, "KEY");
        }
        assertThat(infisical.logIns).hasValue(2);
        for (int pause : List.of(1, 2, 4, 8, 16, 30, 30)) {
            int before = infisical.logIns.get();
            vault.clock.advance(Duration.ofSeconds(pause).minusMillis(1));
            vault.requireRefused(ErrorCode.VAULT_UNAVAILABLE, "KEY");
            assertThat(infisical.logIns).hasValue(before);
            vault.clock.advance(Duration.ofMillis(1));
            vault.requireRefused(ErrorCode.VAULT_UNAVAILABLE, "KEY");
            assertThat(infisical.logIns).hasValue(before + 1);
        }
        infisical.logInFault = () -> null;
        vault.clock.advance(FailedLogins.LONGEST_PAUSE);
        assertThat(vault.lend("KEY")).isEqualTo("value-of-the-key");
    }

    @Test
    void limitedLogInWaitsAsLongAsItWasTold() throws Exception {
        infisical.logInFault = () -> infisical.error(429, "RateLimitExceeded", "Retry-After: 40");
        assertThat(vault.refused("KEY").retryAfter()).contains(Duration.ofSeconds(40));
        vault.clock.advance(Duration.ofSeconds(15));
        VaultException later = vault.refused("KEY");
        assertThat(later.code()).isSameAs(ErrorCode.VAULT_RATE_LIMITED);
        assertThat(later.retryAfter()).contains(Duration.ofSeconds(25));
        assertThat(infisical.logIns).hasValue(1);
        infisical.logInFault = () -> null;
        vault.clock.advance(Duration.ofSeconds(25));
        assertThat(vault.lend("KEY")).isEqualTo("value-of-the-key");
    }

    @ParameterizedTest
    @CsvSource({
        "400, VAULT_FAILED",
        "401, VAULT_DENIED",
        "403, VAULT_DENIED",
        "404, VAULT_FAILED",
        "410, VAULT_FAILED",
        "422, VAULT_FAILED",
        "429, VAULT_RATE_LIMITED",
        "500, VAULT_UNAVAILABLE",
        "503, VAULT_UNAVAILABLE"
    })
    void answersToALogInMeanThis(int status, String code) {
        infisical.logInFault = () -> infisical.error(status, "SomeError");
        assertThat(vault.refused("KEY").code().name()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "<html>",
                "",
                "{\"accessToken\":",
                "{\"accessToken\":null}",
                "{\"accessToken\":17,\"expiresIn\":7200}",
                "{\"accessToken\":\"\",\"expiresIn\":7200}"
            })
    void logInWithoutATokenFails(String body) {
        infisical.logInFault = () -> Reply.status(200, body);
        vault.requireRefused(ErrorCode.VAULT_FAILED, "KEY");
        assertThat(infisical.reads()).isZero();
    }

    /** The life of a token is counted from when it came, so it is none the shorter where a clock is off. */
    @Tag("VAULT-038")
    @ParameterizedTest
    @ValueSource(ints = {-10, 10})
    void aClockThatIsOffChangesNothingUntilTheServerRefusesItsOwnTokens(int minutes) throws Exception {
        assertThat(vault.lend("KEY")).isNotEmpty();
        vault.clock.set(vault.clock.instant().plus(Duration.ofMinutes(minutes)));
        assertThat(vault.lend("KEY")).isEqualTo("value-of-the-key");
        assertThat(infisical.logIns).hasValue(1);

        infisical.mintsGoodTokens = false;
        infisical.expireTokens();
        vault.requireRefused(ErrorCode.VAULT_DENIED, "KEY");
        assertThat(infisical.logIns.get()).isLessThanOrEqualTo(3);
    }

    @Tag("VAULT-036")
    @ParameterizedTest
    @CsvSource({
        // What the server says, and seconds that the token is used for without a new log-in.
        "100, 89",
        "7200, 6899",
        "1, 26",
        "-1, 26",
        "-9223372036854775808, 26",
        "'\"7200\"', 26",
        "null, 26",
        "1e3, 26",
        "[], 26",
        "9223372036854775807, 86099",
        "0, 86099"
    })
    void lifeOfATokenIsBetweenHalfAMinuteAndADay(String expiresIn, long seconds) throws Exception {
        infisical.expiresIn = expiresIn;
        assertThat(vault.lend("KEY")).isNotEmpty();
        vault.clock.advance(Duration.ofSeconds(seconds));
        assertThat(vault.lend("KEY")).isNotEmpty();
        assertThat(infisical.logIns).hasValue(1);
        vault.clock.advance(Duration.ofSeconds(1));
        assertThat(vault.lend("KEY")).isNotEmpty();
        assertThat(infisical.logIns).hasValue(2);
        // Renewed ahead of its end, so nothing was refused.
        assertThat(infisical.reads()).isEqualTo(3);
    }

    @Test
    void renewalThatFailsLeavesTheTokenInUseToItsEnd() throws Exception {
        infisical.expiresIn = "1000";
        assertThat(vault.lend("KEY")).isNotEmpty();
        infisical.logInFault = () -> infisical.error(500, "InternalServerError");
        vault.clock.advance(Duration.ofSeconds(900));
        assertThat(vault.lend("KEY")).isEqualTo("value-of-the-key");
        assertThat(infisical.logIns).hasValue(2);
        vault.clock.advance(Duration.ofSeconds(99));
        assertThat(vault.lend("KEY")).isEqualTo("value-of-the-key");
        vault.clock.advance(Duration.ofSeconds(100));
        vault.requireRefused(ErrorCode.VAULT_UNAVAILABLE, "KEY");
        infisical.logInFault = () -> null;
        vault.clock.advance(FailedLogins.LONGEST_PAUSE);
        assertThat(vault.lend("KEY")).isEqualTo("value-of-the-key");
    }

    @Test
    void deadlineOfOneIsNotTheFailureOfAnother() throws Exception {
        infisical.logInFault = () -> Reply.nothing().thenHang();
        assertThat(Fixture.failure(() -> vault.backend
                                .lease(VaultRequest.of(
                                        SecretRef.parse("team:KEY"), vault.clock.in(Duration.ofMillis(100))))
                                .close())
                        .code())
                .isSameAs(ErrorCode.VAULT_TIMEOUT);
        infisical.logInFault = () -> null;
        assertThat(vault.lend("KEY")).isEqualTo("value-of-the-key");
    }

    @Test
    void waitForAnothersLogInEndsAtTheOwnDeadline() throws Exception {
        infisical.logInFault = () -> Reply.nothing().thenHang();
        Thread first = new Thread(() -> vault.refused("KEY"));
        first.start();
        infisical.server.awaitRequest(Duration.ofSeconds(20));
        assertThat(Fixture.failure(() -> vault.backend.list(vault.clock.in(Duration.ofMillis(50))))
                        .code())
                .isSameAs(ErrorCode.VAULT_TIMEOUT);
        assertThat(infisical.logIns).hasValue(1);
        vault.backend.close();
        first.join();
        vault.requireRefused(ErrorCode.VAULT_UNAVAILABLE, "KEY");
    }

    @ParameterizedTest
    @CsvSource({
        "SECRET_NOT_FOUND, VAULT_FAILED",
        "SECRET_WITHHELD, VAULT_FAILED",
        "VAULT_DENIED, VAULT_FAILED",
        "VAULT_LOCKED, VAULT_LOCKED",
        "VAULT_UNAVAILABLE, VAULT_UNAVAILABLE"
    })
    void otherVaultsFailureIsNotTakenForOneOfThisSecret(String other, String code) {
        vault.clientSecret().failure =
                new VaultException(ErrorCode.named(other).orElseThrow(), "said by the other vault");
        VaultException failure = vault.refused("KEY");
        assertThat(failure.code().name()).isEqualTo(code);
        assertThat(failure).hasMessageContaining("said by the other vault");
        assertThat(infisical.logIns).hasValue(0);
    }
}
