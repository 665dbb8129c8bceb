package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecretFieldsTest {

    @Test
    void takesTheSecretsOfAServiceAccount() {
        assertThat(fields("""
                { "type": "service_account", "project_id": "outloop-test",
                  "private_key_id": "0a1b2c3d4e5f", "private_key": "-----BEGIN\\nabc\\u003d\\n-----END",
                  "client_email": "robot@outloop.example", "client_id": "1234567890",
                  "auth_uri": "https://accounts.example/auth", "token_uri": "https://oauth.example/token",
                  "client_x509_cert_url": "http://certs.example", "client_secret": "s3cr3t" }
                """)).containsExactly("0a1b2c3d4e5f", "-----BEGIN\nabc=\n-----END", "s3cr3t");
    }

    @Test
    void knowsTellingNamesInAnySpelling() {
        for (String name : new String[] {
            "secret",
            "clientSecret",
            "CLIENT-SECRET",
            "access_token",
            "db.password",
            "passwd",
            "Passphrase",
            "private key",
            "x-api-key",
            "accessKey",
            "signing_key",
            "credentials",
            "se\\u0063ret",
            "s\\\"ecret"
        }) {
            assertThat(fields("{\"" + name + "\":\"value\"}")).as(name).containsExactly("value");
        }
        for (String name : new String[] {"key", "user", "secre", "tok en_", "type", "", "sec_\u00f2et"}) {
            boolean isTelling = name.equals("tok en_");
            assertThat(fields("{\"" + name + "\":\"value\"}").isEmpty())
                    .as(name)
                    .isEqualTo(!isTelling);
        }
    }

    @Test
    void looksIntoObjectsAndArrays() {
        assertThat(fields("{\"a\":{\"b\":[{\"token\" : \"one\"},{\"name\":\"two\"}],\"secret\":\"three\"}}"))
                .containsExactly("one", "three");
        assertThat(fields("{\"tokens\":[\"one\", \"two\"],\"names\":[\"three\"]}"))
                .containsExactly("one", "two");
        assertThat(fields("{\"credentials\":{\"user\":\"one\",\"password\":\"two\"}}"))
                .containsExactly("two");
        assertThat(fields("{\"token\":17,\"user\":\"one\"}")).isEmpty();
    }

    @Test
    void blanksMayStandBeforeTheColon() {
        assertThat(fields("{\"token\" \t\r\n: \"one\"}")).containsExactly("one");
        assertThat(fields("{\"token\"\u0001:\"one\",\"user\"\u00e9:\"two\"}")).containsExactly("one", "user", "two");
    }

    @Test
    void undoesEscapesAndKeepsOtherBytes() {
        assertThat(fields("{\"token\":\"a\\\"b\\\\c\\/\\u00e9\u00ff\"}")).containsExactly("a\"b\\c/\u00c3\u00a9\u00ff");
    }

    @Test
    void addressesAreNoSecrets() {
        assertThat(fields("{\"token\":\"https://a\",\"secret\":\"http:\"}")).isEmpty();
        assertThat(fields("{\"token\":\"htt\",\"secret\":\"Http\",\"passwd\":\"\"}"))
                .containsExactly("htt", "Http", "");
    }

    @Test
    void readsToTheEndOfWhatIsCutOff() {
        assertThat(fields("{\"token\":\"abc")).containsExactly("abc");
        assertThat(fields("{\"token\":\"abc\\")).containsExactly("abc\\");
        assertThat(fields("{\"token\":\"")).containsExactly("");
        assertThat(fields("{\"token\"")).isEmpty();
        assertThat(fields("{\"token\" ")).isEmpty();
        assertThat(fields("")).isEmpty();
    }

    private static List<String> fields(String json) {
        return SecretFields.of(Literals.bytes(json)).stream()
                .map(Literals::text)
                .toList();
    }
}
