package dev.outloop.backend.doppler.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestVaultContext;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Doppler as a vault")
class DopplerBackendTest {

    private static final String NAME = "API_KEY";

    private final String value = Canary.random("value").text();

    @TempDir
    private Path directory;

    private FakeDoppler doppler;

    @BeforeEach
    void start() throws Exception {
        doppler = FakeDoppler.start();
        doppler.keep(NAME, value);
    }

    @AfterEach
    void end() {
        doppler.close();
    }

    @Test
    void asksForOneSecretWithABearerTokenAndNothingMore() throws Exception {
        try (OpenDoppler vault = new OpenDoppler(doppler.context(directory))) {
            assertThat(vault.lend(NAME)).isEqualTo(value);
        }
        ReceivedRequest request = onlyRequest();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/v3/configs/config/secret?name=API_KEY");
        assertThat(request.headers("Authorization")).containsExactly("Bearer " + doppler.serviceToken.text());
    }

    @Test
    void sendsTheConfiguredConfig() throws Exception {
        try (OpenDoppler vault = new OpenDoppler(doppler.personalContext(directory))) {
            assertThat(vault.lend(NAME)).isEqualTo(value);
        }
        assertThat(FakeDoppler.query(onlyRequest()))
                .isEqualTo(Map.of("project", FakeDoppler.PROJECT, "config", FakeDoppler.CONFIG, "name", NAME));
    }

    @Test
    void readsAnotherConfigByAReferenceOfThreeSegments() throws Exception {
        doppler.keep("prd", NAME, "of production", false);
        try (OpenDoppler vault = new OpenDoppler(doppler.personalContext(directory))) {
            assertThat(vault.lend("shop/prd/API_KEY")).isEqualTo("of production");
            assertThat(vault.lend("shop/dev/API_KEY")).isEqualTo(value);
            vault.requireFailure(ErrorCode.SECRET_NOT_FOUND, "shop/none/API_KEY");
        }
    }

    @Test
    void readsAReferenceOfThreeSegmentsWithoutSettings() throws Exception {
        try (OpenDoppler vault = new OpenDoppler(personal())) {
            assertThat(vault.lend("shop/dev/API_KEY")).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"api_key", "API-KEY", "API KEY", "dev/API_KEY", "shop/dev/API_KEY/deeper", "A%2FB", "A,B", "É"})
    void asksNobodyForANameThatDopplerCannotHave(String path) throws Exception {
        try (OpenDoppler vault = new OpenDoppler(doppler.personalContext(directory))) {
            assertThat(vault.requireFailure(ErrorCode.SECRET_NOT_FOUND, path))
                    .hasMessageContaining("PROJECT/CONFIG/NAME");
            assertThat(doppler.paths()).isEmpty();
            assertThat(vault.lend(NAME)).isEqualTo(value);
            assertThat(doppler.paths()).hasSize(1);
        }
    }

    @Test
    void saysWhatAPersonalTokenNeedsBeforeItAsks() throws Exception {
        try (OpenDoppler vault = new OpenDoppler(personal())) {
            assertThat(vault.requireFailure(ErrorCode.VAULT_FAILED, NAME))
                    .hasMessageContaining("needs the settings project and config");
            OpenDoppler.requireFailure(ErrorCode.VAULT_FAILED, vault::list);
            assertThat(doppler.paths()).isEmpty();
        }
    }

    @Test
    void isDeniedAnotherConfigThanTheServiceTokens() throws Exception {
        doppler.keep("prd", NAME, "of production", false);
        try (OpenDoppler vault = new OpenDoppler(doppler.context(directory))) {
            VaultException failure = vault.requireFailure(ErrorCode.VAULT_DENIED, "shop/prd/API_KEY");
            assertThat(failure).hasMessageContaining("reads one config alone");
            assertThat(doppler.paths()).isEmpty();
            doppler.requireSilent(value, failure);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dp.st.dev.", "dp.pt.", "dp.sa.", "dp.said.", "dp.ct.", "dp.scim.", "dp.audit.", "dp.", ""})
    void isDeniedWithAWrongTokenWhichIsNotQuoted(String prefix) throws Exception {
        Canary token = Canary.of(prefix + Canary.random("wrong").text());
        try (OpenDoppler vault =
                new OpenDoppler(doppler.personalContext(directory).withSecret("token", token.bytes()))) {
            VaultException failure = vault.requireFailure(ErrorCode.VAULT_DENIED, NAME);
            assertThat(failure.getMessage()).contains(": ").doesNotContain(": .");
            assertThat(token.isFoundIn(failure.toString())).isFalse();
            doppler.requireSilent(value, failure);
        }
    }

    @Test
    void withholdsARestrictedValueFromAPersonalToken() throws Exception {
        doppler.keepRestricted("RESTRICTED", value);
        try (OpenDoppler vault = new OpenDoppler(doppler.personalContext(directory))) {
            VaultException failure = vault.requireFailure(ErrorCode.SECRET_WITHHELD, "RESTRICTED");
            assertThat(failure).hasMessageContaining("use a service token");
            doppler.requireSilent(value, failure);
        }
        try (OpenDoppler vault = new OpenDoppler(doppler.context(directory))) {
            assertThat(vault.lend("RESTRICTED")).isEqualTo(value);
        }
    }

    @Test
    void readsANullWithoutVisibilityAsWithheld() throws Exception {
        doppler.server.enqueue(
                Reply.status(200, "{\"name\":\"API_KEY\",\"value\":{\"raw\":null,\"computed\":null,\"note\":\"\"}}"));
        try (OpenDoppler vault = new OpenDoppler(doppler.context(directory))) {
            vault.requireFailure(ErrorCode.SECRET_WITHHELD, NAME);
        }
    }

    @Test
    void findsNoSecretWhereDopplerAnswersWithNullsOrWith404() throws Exception {
        try (OpenDoppler vault = new OpenDoppler(doppler.context(directory))) {
            vault.requireFailure(ErrorCode.SECRET_NOT_FOUND, "NONE");
            doppler.server.enqueue(FakeDoppler.json(404, Map.of("messages", List.of("none"), "success", false)));
            vault.requireFailure(ErrorCode.SECRET_NOT_FOUND, "NONE");
        }
    }

    @Test
    void lendsTheComputedValueAndNoVersion() throws Exception {
        doppler.server.enqueue(Reply.status(
                200,
                "{\"name\":\"API_KEY\",\"value\":{\"raw\":\"${USER}\",\"computed\":\"brian-123\",\"note\":\"\"}}",
                "ETag: \"of this\""));
        try (OpenDoppler vault = new OpenDoppler(doppler.context(directory));
                Lease lease = vault.lease(NAME)) {
            assertThat(lease.version()).isEmpty();
            assertThat(lease.expiresAt()).isEmpty();
        }
        doppler.server.enqueue(
                Reply.status(200, "{\"name\":\"API_KEY\",\"value\":{\"raw\":\"${USER}\",\"computed\":\"brian-123\"}}"));
        try (OpenDoppler vault = new OpenDoppler(doppler.context(directory))) {
            assertThat(vault.lend(NAME)).isEqualTo("brian-123");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "many"})
    void refusesAnEmptyValue(String fetch) throws Exception {
        doppler.keep(NAME, "");
        try (OpenDoppler vault = new OpenDoppler(doppler.context(directory).with("fetch", fetch))) {
            assertThat(vault.requireFailure(ErrorCode.SECRET_UNFIT, NAME)).hasMessageContaining("is empty");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "many"})
    void borrowsTheTokenForEachRequestAndGivesItBack(String fetch) throws Exception {
        WatchedContext context = new WatchedContext(doppler.context(directory).with("fetch", fetch));
        try (OpenDoppler vault = new OpenDoppler(context)) {
            assertThat(context.lent).isEmpty();
            vault.lend(NAME);
            vault.lend(NAME);
            vault.list();
            vault.check();
            doppler.server.enqueue(Reply.nothing().thenClose());
            OpenDoppler.requireFailure(ErrorCode.VAULT_UNAVAILABLE, vault::check);
        }
        assertThat(context.lent).hasSize(5).allMatch(lease -> lease.secret().isClosed());
    }

    @Test
    void tellsAMissingTokenFromAMissingSecret() throws Exception {
        WatchedContext context = new WatchedContext(doppler.context(directory));
        try (OpenDoppler vault = new OpenDoppler(context)) {
            for (ErrorCode ofToken : List.of(
                    ErrorCode.SECRET_NOT_FOUND,
                    ErrorCode.SECRET_AMBIGUOUS,
                    ErrorCode.SECRET_WITHHELD,
                    ErrorCode.SECRET_UNFIT)) {
                context.failure = new VaultException(ofToken, "said of the token by the other vault");
                assertThat(vault.requireFailure(ErrorCode.VAULT_DENIED, NAME)).hasMessageContaining("has no token");
            }
            context.failure = new VaultException(ErrorCode.VAULT_LOCKED, "the other vault is locked");
            assertThat(vault.requireFailure(ErrorCode.VAULT_LOCKED, NAME)).hasMessage("the other vault is locked");
            context.failure = null;
            assertThat(vault.lend(NAME)).isEqualTo(value);
        }
    }

    @Test
    void isCheckedByAskingWhatTokenItHas() throws Exception {
        try (OpenDoppler vault = new OpenDoppler(personal())) {
            vault.check();
            assertThat(doppler.paths()).containsExactly("/v3/me");
        }
        try (OpenDoppler vault = new OpenDoppler(doppler.context(directory)
                .withSecret("token", Canary.random("dp.st.dev").bytes()))) {
            OpenDoppler.requireFailure(ErrorCode.VAULT_DENIED, vault::check);
            doppler.server.enqueue(Reply.status(200, "<html>Sign in</html>", "Content-Type: text/html"));
            OpenDoppler.requireFailure(ErrorCode.VAULT_FAILED, vault::check);
            vault.close();
            OpenDoppler.requireFailure(ErrorCode.VAULT_UNAVAILABLE, vault::check);
        }
    }

    @Test
    void listsTheNamesThatAReferenceCanHave() throws Exception {
        doppler.keep("lower_case", value);
        try (OpenDoppler vault = new OpenDoppler(doppler.personalContext(directory))) {
            assertThat(vault.list()).containsExactly(new SecretRef("doppler", List.of(NAME)));
        }
    }

    @Test
    void listsNothingOfAConfigThatIsNotThere() throws Exception {
        try (OpenDoppler vault =
                new OpenDoppler(doppler.personalContext(directory).with("config", "none"))) {
            OpenDoppler.requireFailure(ErrorCode.VAULT_MISSING, vault::list);
        }
    }

    private TestVaultContext personal() {
        return doppler.connect(TestVaultContext.of("doppler", directory, doppler.clock))
                .withSecret("token", doppler.personalToken.bytes());
    }

    private ReceivedRequest onlyRequest() {
        assertThat(doppler.server.requests()).hasSize(1);
        return doppler.server.requests().get(0);
    }
}
