package dev.outloop.samples.firstproof.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the column "seen" rests on: a key that is there is found. */
class ProofKeyTest {

    private final ProofKey key = ProofKey.generate();

    @Test
    void findsTheKeyInEveryAnswerOfTheApi() throws Exception {
        byte[] value = value();
        for (String how : List.of("json", "header", "base64", "gzip", "error", "codes")) {
            assertThat(key.countIn(EchoAnswer.of(how, Proof.ACME_ACCOUNT, value)))
                    .as(how)
                    .isPositive();
        }
        assertThat(key.countIn(EchoAnswer.of("header", Proof.ACME_ACCOUNT, value)))
                .isEqualTo(2);
        assertThat(key.countIn(EchoAnswer.of("codes", Proof.ACME_ACCOUNT, value)))
                .isEqualTo(2);
    }

    @Test
    void findsTheKeyInBase64AtEveryAlignment() {
        String text = new String(value(), StandardCharsets.US_ASCII);
        for (String before : List.of("", "a", "ab", "abc")) {
            byte[] whole = (before + text + "z").getBytes(StandardCharsets.US_ASCII);
            assertThat(key.countIn(java.util.Base64.getEncoder().encode(whole))).isEqualTo(1);
            assertThat(key.countIn(java.util.Base64.getUrlEncoder().encode(whole)))
                    .isEqualTo(1);
        }
    }

    @Test
    void findsNoOtherKey() throws Exception {
        ProofKey other = ProofKey.generate();
        for (String how : List.of("json", "header", "base64", "gzip", "error", "codes")) {
            assertThat(other.countIn(EchoAnswer.of(how, Proof.ACME_ACCOUNT, value())))
                    .isZero();
        }
    }

    private byte[] value() {
        try (Secret secret = key.secret()) {
            return secret.toByteArray(InsecureSecretAccess.get());
        }
    }
}
