package dev.outloop.backend.onepassword;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestVaultContext;
import dev.outloop.testkit.net.Reply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A failure")
class FailureTest {

    private final Canary value = Canary.random("value");
    private TestVault vault;
    private FakeItem item;

    @BeforeEach
    void open() throws Exception {
        vault = TestVault.open();
        item = vault.connect.vault("v").item("i");
        item.field("key", value.text());
        item.file("", "key.pem", value.bytes());
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private void requireSilence(VaultException failure) {
        StringWriter said = new StringWriter();
        failure.printStackTrace(new PrintWriter(said));
        assertThat(value.isFoundIn(said.toString())).isFalse();
        assertThat(vault.token.isFoundIn(said.toString() + vault.backend)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "401, VAULT_DENIED, issue a new one",
        "403, VAULT_DENIED, read access",
        "404, SECRET_NOT_FOUND, no such item",
        "429, VAULT_RATE_LIMITED, less often",
        "500, VAULT_UNAVAILABLE, try again later",
        "503, VAULT_UNAVAILABLE, try again later",
        "400, VAULT_FAILED, not expected",
        "302, VAULT_FAILED, not expected",
    })
    void toReadAnItemSaysWhatToDoAndQuotesNothing(int status, String code, String said) throws VaultException {
        assertThat(vault.lend("v/i/key")).isEqualTo(value.text());
        String body = "{\"status\":" + status + ",\"message\":\"" + value.text() + " " + vault.token.text() + "\"}";
        vault.connect.server.answer(Reply.status(status, body, "Location: /elsewhere?" + value.text()));
        if (status == 404) {
            // Vaults and items are there, that item alone is gone.
            vault.connect.server.answer(request -> request.target().equals("/v1/vaults")
                    ? Reply.status(
                            200, "[{\"id\":\"" + item.json.at("/vault/id").asText() + "\",\"name\":\"v\"}]")
                    : request.target().contains("?") ? Reply.status(200, "[]") : Reply.status(status, body));
        }

        VaultException failure = vault.failure("v/i/key");

        assertThat(failure.code().name()).isEqualTo(code);
        assertThat(failure).hasMessageContaining("team").hasMessageContaining(said);
        requireSilence(failure);
    }

    @Test
    void ofTheTokenThatTheServerRepeatsDoesNotRepeatIt() {
        vault.connect.accept("another-token");
        vault.connect.complain(vault.token.text());

        VaultException failure = vault.failure("v/i/key");

        assertThat(failure.code()).isSameAs(ErrorCode.VAULT_DENIED);
        requireSilence(failure);
    }

    @Test
    void byRateLimitSaysHowLongToWait() {
        vault.connect.server.enqueue(Reply.status(429, "{}", "Retry-After: 3600"));
        VaultException failure = vault.failure("v/i/key");
        assertThat(failure.code()).isSameAs(ErrorCode.VAULT_RATE_LIMITED);
        assertThat(failure.retryAfter()).contains(Duration.ofHours(1));
        assertThat(vault.requests()).isOne();

        vault.connect.server.enqueue(Reply.status(429, "{}"));
        assertThat(vault.failure("v/i/key").retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>log in</html>",
                "",
                "[",
                "{\"id\":\"i\"}",
                "[{\"name\":\"v\"}]",
                "[{\"id\":17,\"name\":\"v\"}]",
                "[{\"id\":\"../../health\",\"name\":\"v\"}]",
                "[{\"id\":\"a\",\"id\":\"b\",\"name\":\"v\"}]"
            })
    void ofTheFormOfAListIsNotTakenForAnEmptyOne(String body) {
        vault.connect.server.enqueue(Reply.status(200, body));
        assertThat(vault.failure("v/i/key").code()).isSameAs(ErrorCode.VAULT_FAILED);
        assertThat(vault.requests()).isOne();
    }

    @Test
    void toFindTheServersInterfaceIsNotTakenForAMissingSecret() {
        vault.connect.server.enqueue(Reply.status(404, "{}"));
        VaultException failure = vault.failure("v/i/key");
        assertThat(failure.code()).isSameAs(ErrorCode.VAULT_FAILED);
        assertThat(failure).hasMessageContaining("url");
    }

    @Test
    void toReadAFileIsNotTakenForItsContent() throws VaultException {
        assertThat(vault.lend("v/i/key.pem")).isEqualTo(value.text());

        vault.connect.server.answer(request -> request.target().endsWith("/content")
                ? Reply.status(200, "<html>" + value.text(), "Content-Type: text/html")
                : Reply.status(200, item.json.toString()));
        VaultException page = vault.failure("v/i/key.pem");
        assertThat(page.code()).isSameAs(ErrorCode.VAULT_FAILED);
        requireSilence(page);
        vault.connect.server.answer(request -> request.target().endsWith("/content")
                ? Reply.status(403, value.text())
                : Reply.status(200, item.json.toString()));
        assertThat(vault.failure("v/i/key.pem").code()).isSameAs(ErrorCode.VAULT_DENIED);
    }

    @ParameterizedTest
    @CsvSource({
        "SECRET_NOT_FOUND, VAULT_DENIED",
        "SECRET_AMBIGUOUS, VAULT_DENIED",
        "SECRET_WITHHELD, VAULT_DENIED",
        "SECRET_UNFIT, VAULT_DENIED",
        "VAULT_LOCKED, VAULT_LOCKED",
        "VAULT_UNAVAILABLE, VAULT_UNAVAILABLE"
    })
    void ofTheVaultThatKeepsTheTokenIsNotTakenForOneOfASecretHere(String theirs, String ours) throws VaultException {
        VaultException failure = new VaultException(ErrorCode.named(theirs).orElseThrow(), "said by the other vault");
        try (VaultBackend backend = new OnePasswordProvider().open(new WithoutToken(vault, failure))) {
            VaultException thrown = catchThrowableOfType(
                    VaultException.class,
                    () -> backend.lease(
                            VaultRequest.of(SecretRef.parse("team:v/i/key"), vault.clock.in(Duration.ofSeconds(1)))));
            assertThat(thrown.code().name()).isEqualTo(ours);
            if (ours.equals("VAULT_DENIED")) {
                assertThat(thrown).hasMessageContaining(theirs).hasMessageContaining("token");
            }
        }
        assertThat(vault.requests()).isZero();
    }

    /** The context of a vault whose token is not to be had. */
    private record WithoutToken(TestVault vault, VaultException failure) implements VaultContext {

        private TestVaultContext usual() {
            return TestVault.context(vault.connect.server.url(), vault.token, vault.clock);
        }

        @Override
        public String vaultName() {
            return usual().vaultName();
        }

        @Override
        public Map<String, String> settings() {
            return usual().settings();
        }

        @Override
        public Set<String> secretSettings() {
            return usual().secretSettings();
        }

        @Override
        public Path directory() {
            return usual().directory();
        }

        @Override
        public Clock clock() {
            return usual().clock();
        }

        @Override
        public Lease secret(String setting) throws VaultException {
            throw failure;
        }

        @Override
        public VaultHttp http(String url) throws VaultException {
            return usual().http(url);
        }
    }
}
