package dev.outloop.backend.infisical.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceTokenTest {

    private Fixture vault;
    private FakeInfisical infisical;

    @BeforeEach
    void open() throws Exception {
        vault = Fixture.byToken();
        infisical = vault.infisical;
        infisical.keep("/own", "KEY", "value of own");
        infisical.keep("/other", "KEY", "value of other");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    @Test
    void isUsedWithoutALogInAndWithoutImports() throws Exception {
        assertThat(vault.lend("own/KEY")).isEqualTo("value of own");
        assertThat(infisical.lastTarget()).contains("&includeImports=false&include_imports=false");
        assertThat(infisical.logIns).hasValue(0);
    }

    @Test
    void doesNotReachAnotherFolderThanTheOneThatWasNamed() throws Exception {
        infisical.scope = "/own";
        assertThat(vault.lend("own/KEY")).isEqualTo("value of own");
        vault.requireRefused(ErrorCode.VAULT_FAILED, "other/KEY");
        infisical.keep("/own", "BARE", "value").remove("secretPath");
        vault.requireRefused(ErrorCode.VAULT_FAILED, "own/BARE");
    }

    @Test
    void thatIsRefusedIsNotReplaced() throws Exception {
        assertThat(vault.lend("own/KEY")).isEqualTo("value of own");
        infisical.expireTokens();
        long before = infisical.reads();
        vault.requireRefused(ErrorCode.VAULT_DENIED, "own/KEY");
        assertThat(infisical.reads() - before).isEqualTo(1);
        assertThat(infisical.logIns).hasValue(0);
    }
}
