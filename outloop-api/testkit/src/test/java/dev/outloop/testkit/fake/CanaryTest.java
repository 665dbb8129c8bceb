package dev.outloop.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {

    private static final String VALUE = "ca na/ry+\"\\\u00e9\n?>~.5";
    private static final Canary CANARY = Canary.of(VALUE);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void isFoundInBase64AtEveryAlignment(int before) {
        byte[] text = ("x".repeat(before) + VALUE + "tail").getBytes(UTF_8);

        assertThat(CANARY.isFoundIn(Base64.getEncoder().encode(text))).isTrue();
        assertThat(CANARY.isFoundIn(Base64.getUrlEncoder().withoutPadding().encode(text)))
                .isTrue();
        assertThat(CANARY.isFoundIn(Base64.getEncoder().encode("x".repeat(60).getBytes(UTF_8))))
                .isFalse();
    }

    @Test
    void isFoundInItsSimpleEncodings() {
        String hex = HexFormat.of().formatHex(VALUE.getBytes(UTF_8));
        String form = URLEncoder.encode(VALUE, UTF_8);

        assertThat(CANARY.find(("..." + VALUE).getBytes(UTF_8))).contains("plain at 3");
        assertThat(CANARY.isFoundIn(hex)).isTrue();
        assertThat(CANARY.isFoundIn(hex.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(CANARY.isFoundIn(form)).isTrue();
        assertThat(CANARY.isFoundIn(form.toLowerCase(Locale.ROOT))).isTrue();
        assertThat(CANARY.isFoundIn(form.replace("+", "%20"))).isTrue();
        assertThat(CANARY.isFoundIn("{\"k\":\"ca na/ry+\\\"\\\\\u00e9\\n?>~.5\"}"))
                .isTrue();
        assertThat(CANARY.isFoundIn("{\"k\":\"ca na\\/ry+\\\"\\\\\u00e9\\n?>~.5\"}"))
                .isTrue();
    }

    @Test
    void isNotFoundInPiecesOrElsewhere() {
        assertThat(CANARY.isFoundIn(VALUE.substring(1))).isFalse();
        assertThat(CANARY.isFoundIn("")).isFalse();
        assertThat(CANARY.isFoundIn(new byte[10_000])).isFalse();
    }

    @Test
    void randomOnesDifferAndSeededOnesRepeat() {
        assertThat(Canary.random("k").bytes()).isNotEqualTo(Canary.random("k").bytes());
        assertThat(Canary.random("k", new Random(5)).text())
                .startsWith("k-")
                .isEqualTo(Canary.random("k", new Random(5)).text());
    }

    @Test
    void givesSecretsWithItsValue() {
        try (Secret secret = CANARY.secret()) {
            assertThat(secret.toByteArray(InsecureSecretAccess.get())).isEqualTo(CANARY.bytes());
        }
    }

    @Test
    void refusesValuesThatTurnUpByChance() {
        assertThatIllegalArgumentException().isThrownBy(() -> Canary.of("1234567"));
    }
}
