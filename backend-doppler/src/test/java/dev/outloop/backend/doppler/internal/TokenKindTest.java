package dev.outloop.backend.doppler.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.secret.Secret;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The kind of a token")
class TokenKindTest {

    @ParameterizedTest
    @CsvSource({
        "dp.st.dev.abc, SERVICE, false",
        "dp.st.abc, SERVICE, false",
        "dp.pt.abc, PERSONAL, true",
        "dp.ct.abc, CLI, true",
        "dp.sa.abc, SERVICE_ACCOUNT, true",
        "dp.said.abc, IDENTITY, true",
        "dp.scim.abc, SCIM, true",
        "dp.audit.abc, AUDIT, true",
        "dp.st, UNKNOWN, false",
        "DP.ST.abc, UNKNOWN, false",
        "sdp.st.abc, UNKNOWN, false",
        "'', UNKNOWN, false"
    })
    void isKnownByItsPrefix(String token, TokenKind kind, boolean ofManyConfigs) {
        try (Secret secret = Secret.ofUtf8(token.toCharArray())) {
            assertThat(TokenKind.of(secret)).isSameAs(kind);
        }
        assertThat(kind.isOfManyConfigs()).isEqualTo(ofManyConfigs);
        assertThat(kind.advice()).isNotBlank().doesNotEndWith(".");
    }
}
