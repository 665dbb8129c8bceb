package dev.outloop.backend.onepassword;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outloop.action.NetworkRule;
import dev.outloop.core.VaultHttpPorts;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.fake.Canary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prism refuses what the specification does not allow, and its examples have every member that there can be. */
@DisplayName("By the vendor's specification")
class SpecificationTest {

    private static final String VAULT = "/v1/vaults/" + Specification.ID;
    private static final String ITEM = VAULT + "/items/" + Specification.ID;
    private static Prism prism;

    private final Clock clock = Clock.systemUTC();
    private final Canary token = Canary.random("connect-token");
    private WatchedHttp http;
    private VaultBackend.Checking vault;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        prism = Prism.start(Specification.copyTo(folder, false));
    }

    @AfterAll
    static void stop() throws Exception {
        if (prism != null) {
            prism.close();
        }
    }

    @BeforeEach
    void open() throws VaultException {
        http = new WatchedHttp(VaultHttpPorts.open("team", prism.url(), NetworkRule.publicInternet(), clock));
        vault = TestVault.open(TestVault.context(prism.url(), token, clock).withHttp(url -> http));
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private Instant soon() {
        return clock.instant().plus(Duration.ofSeconds(30));
    }

    private Lease lease(String path) throws VaultException {
        return vault.lease(VaultRequest.of(SecretRef.parse("team:" + path), soon()));
    }

    private static String text(Lease lease) {
        return new String(lease.secret().toByteArray(InsecureSecretAccess.get()), StandardCharsets.UTF_8);
    }

    @Test
    void everyRequestForAFieldIsValidAndEveryAnswerIsRead() throws VaultException {
        try (Lease lease = lease("string/string/string/string")) {
            assertThat(text(lease)).isEqualTo("string");
            assertThat(lease.version()).contains("0");
        }
        assertThat(http.asked)
                .containsExactly(
                        "200 /v1/vaults", "200 " + VAULT + "/items?{filter=title eq \"string\"}", "200 " + ITEM);
        assertThat(http.violations).isEmpty();
    }

    @Test
    void everyRequestByIdsIsValidToo() throws VaultException {
        try (Lease lease = lease(Specification.ID + "/" + Specification.ID + "/string")) {
            assertThat(text(lease)).isEqualTo("string");
        }
        assertThat(http.asked).containsExactly("200 /v1/vaults", "200 " + ITEM);
        assertThat(http.violations).isEmpty();
    }

    @Test
    void theRequestForAFileIsValid() {
        VaultException failure = catchThrowableOfType(VaultException.class, () -> lease("string/string/foo.txt"));

        // Prism's content is one for all files, and so not of this file's length.
        assertThat(failure.code()).isSameAs(ErrorCode.VAULT_FAILED);
        assertThat(failure).hasMessageContaining("length");
        assertThat(http.asked).endsWith("200 " + ITEM + "/files/6r65pjq33banznomn7q22sj44e/content");
        assertThat(http.violations).isEmpty();
    }

    @Test
    void theRequestsForHealthAreValid() throws VaultException {
        vault.check(soon());
        assertThat(http.asked).containsExactly("200 /heartbeat", "200 /v1/vaults");
        assertThat(http.violations).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, 2, VAULT_DENIED",
        "401, 4, VAULT_DENIED",
        "401, 5, VAULT_DENIED",
        "403, 5, VAULT_DENIED",
        "404, 4, SECRET_NOT_FOUND",
        "404, 5, SECRET_NOT_FOUND"
    })
    void everyErrorThatItDescribesIsUnderstood(int status, int segments, String code) {
        http.prefer(status, segments);

        VaultException failure = catchThrowableOfType(VaultException.class, () -> lease("string/string/string"));

        assertThat(http.asked).anyMatch(answered -> answered.startsWith(status + " "));
        assertThat(failure.code().name()).isEqualTo(code);
    }
}
