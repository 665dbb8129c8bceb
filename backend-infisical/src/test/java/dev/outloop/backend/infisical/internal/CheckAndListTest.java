package dev.outloop.backend.infisical.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckAndListTest {

    private Fixture vault;
    private FakeInfisical infisical;

    @BeforeEach
    void open() throws Exception {
        vault = new Fixture();
        infisical = vault.infisical;
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private void check() throws VaultException {
        ((VaultBackend.Checking) vault.backend).check(vault.clock.in(Fixture.PATIENCE));
    }

    @Test
    void checksWithoutNamingASecretAndWithoutValues() throws Exception {
        check();
        assertThat(infisical.lastTarget())
                .isEqualTo("/api/v4/secrets?projectId=" + FakeInfisical.PROJECT + "&environment=dev&secretPath=%2F"
                        + "&viewSecretValue=false&expandSecretReferences=false&recursive=false");
        infisical.expireTokens();
        check();
        assertThat(infisical.logIns).hasValue(2);
    }

    @Test
    void identityThatMayNotListIsWellAllTheSame() throws Exception {
        infisical.readFault = () -> infisical.error(403, "PermissionDenied");
        check();
    }

    @ParameterizedTest
    @CsvSource({
        "401, UnauthorizedError, VAULT_DENIED",
        "403, TokenError, VAULT_DENIED",
        "404, NotFound, VAULT_FAILED",
        "404, Not Found, VAULT_FAILED",
        "429, RateLimitExceeded, VAULT_RATE_LIMITED",
        "500, InternalServerError, VAULT_UNAVAILABLE"
    })
    void checkFailsAsALeaseWould(int status, String error, String code) {
        infisical.readFault = () -> infisical.error(status, error);
        assertThat(Fixture.failure(this::check).code().name()).isEqualTo(code);
    }

    @Test
    void checkFailsWithARejectedCredential() {
        vault.clientSecret().renew(Canary.random("wrong").bytes());
        assertThat(Fixture.failure(this::check).code()).isSameAs(ErrorCode.VAULT_DENIED);
    }

    @Test
    void checkFailsAfterClose() {
        vault.backend.close();
        assertThat(Fixture.failure(this::check).code()).isSameAs(ErrorCode.VAULT_UNAVAILABLE);
    }

    @Test
    void listsSharedSecretsThatCanBeNamed() throws Exception {
        infisical.keep("/", "TOP", "v");
        infisical.keep("/a/b", "DEEP", "v");
        infisical.keep("/a", "BARE", "v");
        infisical.keep("/", "MINE", "v").put("type", "personal");
        infisical.keep("/", "bad/name", "v");
        infisical.keep("/", " spaced", "v");
        assertThat(vault.backend.list(vault.clock.in(Fixture.PATIENCE)))
                .extracting(SecretRef::toString)
                .containsExactlyInAnyOrder("team:TOP", "team:a/b/DEEP", "team:a/BARE");
        assertThat(infisical.lastTarget()).contains("&viewSecretValue=false").endsWith("&recursive=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"secrets\":{}}", "{\"secrets\":[1]}", "{\"secrets\":[{}]}", "<html>", "{\"secrets\":[{"
            })
    void listOfAnotherShapeFails(String body) {
        infisical.readFault = () -> Reply.status(200, body);
        assertThat(Fixture.failure(() -> vault.backend.list(vault.clock.in(Fixture.PATIENCE)))
                        .code())
                .isSameAs(ErrorCode.VAULT_FAILED);
    }
}
