package dev.outloop.core.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.core.internal.dispatch.Credentials;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitTest {

    private static final CredentialPlacement BASIC = CredentialPlacement.basic("j\u00f6rg", "password");

    @Test
    void whatIsDerivedFromAValueThatFitsCanBeLearnt() throws Exception {
        int longest = SecretRegistry.MAX_VALUE_BYTES / 4 * 3 - "joerg:".length();
        Fit.require(password(longest), BASIC);
        List<Secret> derived = Credentials.derived(BASIC, password(longest));
        assertThat(derived.get(0).toByteArray(InsecureSecretAccess.get())).hasSize(SecretRegistry.MAX_VALUE_BYTES);
        assertThatThrownBy(() -> Fit.require(password(longest + 1), BASIC))
                .isInstanceOfSatisfying(
                        Stopped.class, stopped -> assertThat(stopped.code()).isEqualTo(ErrorCode.SECRET_UNFIT));
        Fit.require(password(longest + 1), CredentialPlacement.bearer("password"));
    }

    private static Secret password(int bytes) {
        return Secret.copyOf("x".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
    }
}
