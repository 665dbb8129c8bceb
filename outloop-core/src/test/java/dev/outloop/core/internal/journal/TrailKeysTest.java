package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.secret.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.EdECPublicKey;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrailKeysTest {

    private static final byte[] SECRET = TrailFormat.ascii("0123456789abcdef0123456789abcdef");

    private static TrailKeys keys(byte[] secret) {
        try (Secret held = Secret.copyOf(secret)) {
            return TrailKeys.of(held);
        }
    }

    /** The tests 1, 2, 3 and SHA(abc) of RFC 8032, section 7.1. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42,"
                + "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf,"
                + "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f,"
                + "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
                + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
    })
    void makesTheKeysAndSignaturesOfRfc8032(String seed, String publicKey, String message, String signature)
            throws GeneralSecurityException {
        byte[] bytes = HexFormat.of().parseHex(message);
        KeyPair pair = TrailKeys.pair(HexFormat.of().parseHex(seed));

        assertThat(PublicKeys.hex((EdECPublicKey) pair.getPublic())).isEqualTo(publicKey);
        assertThat(PublicKeys.parse(publicKey)).isEqualTo(pair.getPublic());
        assertThat(TrailFormat.hex(TrailKeys.sign(pair.getPrivate(), "", bytes)))
                .isEqualTo(signature);
        assertThat(TrailKeys.verifies(publicKey, "", bytes, signature)).isTrue();
        assertThat(TrailKeys.verifies(publicKey, "x", bytes, signature)).isFalse();
    }

    @Test
    void derivesTheKeyFromTheSecretAsTheFormatSays() throws Exception {
        byte[] seed = hmac("dev.outloop.audit.sign.v1");
        KeyPair pair = TrailKeys.pair(seed);

        TrailKeys keys = keys(SECRET);
        assertThat(keys.publicKey()).isEqualTo(PublicKeys.hex((EdECPublicKey) pair.getPublic()));
        assertThat(keys.sign("a", SECRET)).isEqualTo(TrailFormat.hex(TrailKeys.sign(pair.getPrivate(), "a", SECRET)));
    }

    private static byte[] hmac(String domain) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        return mac.doFinal(TrailFormat.ascii(domain));
    }

    @Test
    void otherSecretsGiveOtherKeysAndShortOnesNone() {
        byte[] other = SECRET.clone();
        other[31]++;
        assertThat(keys(other).publicKey()).isNotEqualTo(keys(SECRET).publicKey());
        assertThat(keys(SECRET).publicKey()).isEqualTo(keys(SECRET).publicKey());

        byte[] shorter = TrailFormat.ascii("0123456789abcdef0123456789abcde");
        assertThatThrownBy(() -> keys(shorter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32")
                .hasMessageNotContaining("0123");
    }

    @Test
    void refusesWhatIsNoPublicKey() {
        for (String text : new String[] {"", "00", "D75A".repeat(16), "ed" + "ff".repeat(30) + "7f", "ff".repeat(32)}) {
            assertThatThrownBy(() -> PublicKeys.parse(text)).isInstanceOf(GeneralSecurityException.class);
            assertThat(TrailKeys.verifies(text, "a", SECRET, "00".repeat(64))).isFalse();
        }
    }

    @Test
    void refusesAPlatformThatTakesOtherRandomBytes() {
        try (SeedRandom random = new SeedRandom(SECRET)) {
            assertThatThrownBy(() -> random.nextBytes(new byte[33])).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(random::requireTaken).isInstanceOf(IllegalStateException.class);
            random.nextBytes(new byte[32]);
            random.requireTaken();
            assertThatThrownBy(() -> random.nextBytes(new byte[32])).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void keepsNoSeedOnceTheKeyIsMade() {
        SeedRandom random = new SeedRandom(SECRET);
        byte[] bytes = new byte[32];

        random.close();

        random.nextBytes(bytes);
        assertThat(bytes).isEqualTo(new byte[32]);
        assertThat(SECRET).as("the caller's").isNotEqualTo(bytes);
    }
}
