package dev.outloop.backend.infisical.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VersionsTest {

    private Fixture vault;
    private FakeInfisical infisical;

    @BeforeEach
    void open() throws Exception {
        vault = new Fixture();
        infisical = vault.infisical;
        infisical.keep("/", "KEY", "value");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    @Test
    void v4IsAskedAloneWhereItIs() throws Exception {
        assertThat(vault.lend("KEY")).isEqualTo("value");
        vault.requireRefused(ErrorCode.SECRET_NOT_FOUND, "MISSING");
        assertThat(infisical.server.requests())
                .noneMatch(request -> request.target().startsWith("/api/v3"))
                .anyMatch(request -> request.target().startsWith("/api/v4"));
    }

    @Test
    void v3IsAskedWhereV4IsNotAndRemembered() throws Exception {
        infisical.hasV4 = false;
        assertThat(vault.lend("KEY")).isEqualTo("value");
        assertThat(infisical.reads()).isEqualTo(2);
        assertThat(infisical.lastTarget())
                .startsWith("/api/v3/secrets/raw/KEY?workspaceId=" + FakeInfisical.PROJECT + "&environment=dev&");
        assertThat(vault.lend("KEY")).isEqualTo("value");
        vault.requireRefused(ErrorCode.SECRET_NOT_FOUND, "MISSING");
        assertThat(infisical.reads()).isEqualTo(4);
    }

    @Test
    void serverThatIsReplacedIsFoundOutAgain() throws Exception {
        infisical.hasV4 = false;
        assertThat(vault.lend("KEY")).isEqualTo("value");
        infisical.hasV4 = true;
        infisical.hasV3 = false;
        assertThat(vault.lend("KEY")).isEqualTo("value");
    }

    @Test
    void serverWithoutEitherIsNoInfisical() throws Exception {
        infisical.hasV4 = false;
        infisical.hasV3 = false;
        VaultException failure = vault.refused("KEY");
        assertThat(failure.code()).isSameAs(ErrorCode.VAULT_FAILED);
        assertThat(failure).hasMessageContaining("url");
        infisical.hasV4 = true;
        assertThat(vault.lend("KEY")).isEqualTo("value");
    }

    @Test
    void tokenThatEndsBetweenTheTwoIsReplaced() throws Exception {
        assertThat(vault.lend("KEY")).isEqualTo("value");
        infisical.hasV4 = false;
        infisical.expireTokens();
        assertThat(vault.lend("KEY")).isEqualTo("value");
        assertThat(infisical.logIns).hasValue(2);
    }
}
