package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outloop.core.internal.admit.Framed;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class FingerprintKeyTest {

    private static byte[] hmac(byte[] key, byte[] content) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(content);
    }

    @Test
    void isDerivedFromTheSecretForThisPurposeAlone() throws Exception {
        byte[] secret = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        byte[] derived = hmac(secret, "dev.outloop.audit.fingerprint.v1".getBytes(StandardCharsets.US_ASCII));
        Framed content = new Framed().text("value");

        assertThat(FingerprintKey.derivedFrom(secret).fingerprint(content))
                .isEqualTo(HexFormat.of()
                        .formatHex(hmac(derived, content.toByteArray()))
                        .substring(0, 32))
                .isNotEqualTo(FingerprintKey.random().fingerprint(content));
    }

    @Test
    void wantsThirtyTwoBytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> FingerprintKey.derivedFrom(new byte[31]));
    }

    @Test
    void aRandomKeyIsOfItsOwn() {
        Framed content = new Framed().text("value");

        assertThat(FingerprintKey.random().fingerprint(content))
                .isNotEqualTo(FingerprintKey.random().fingerprint(content));
    }
}
