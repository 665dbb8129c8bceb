package dev.outloop.backend.infisical.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.net.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

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

    @Test
    void asksForOneSharedSecretExpandedAndWithImports() throws Exception {
        infisical.keep("/apps/agent", "KEY", "value");
        assertThat(vault.lend("apps/agent/KEY")).isEqualTo("value");
        assertThat(infisical.lastTarget())
                .isEqualTo("/api/v4/secrets/KEY?projectId=" + FakeInfisical.PROJECT
                        + "&environment=dev&secretPath=%2Fapps%2Fagent&type=shared&viewSecretValue=true"
                        + "&expandSecretReferences=true&includeImports=true&include_imports=true");
    }

    @Test
    void namesReachTheServerAsTheyAre() throws Exception {
        for (String name : new String[] {"a b", "q?x=1&y#z", "50%", "%2F", "..%2F", "küche", "a+b", "a;b", "..."}) {
            infisical.keep("/f " + name, name, "value of " + name);
            String segment = new SecretRef("v", List.of(name)).path();
            assertThat(vault.lend("f%20" + segment + "/" + segment)).isEqualTo("value of " + name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "folder%2FKEY",
                "folder%5CKEY",
                "%20KEY",
                "KEY%20",
                "%C2%A0KEY",
                "KEY%EF%BB%BF",
                "%20folder/KEY",
                "other%2F..%2Ffolder/KEY"
            })
    void whatIsNoNameThereIsNotAskedFor(String ref) throws Exception {
        infisical.keep("/folder", "KEY", "value");
        infisical.keep("/", "KEY", "value");
        assertThat(vault.lend("KEY")).isEqualTo("value");
        long before = infisical.reads();
        vault.requireRefused(ErrorCode.SECRET_NOT_FOUND, ref);
        assertThat(infisical.reads()).isEqualTo(before);
    }

    @Test
    void versionIsTheServersNumber() throws Exception {
        infisical.keep("/", "KEY", "value").put("version", 17);
        infisical.keep("/", "OLD", "value").remove("version");
        try (Lease lease = vault.lease("KEY");
                Lease old = vault.lease("OLD")) {
            assertThat(lease.version()).contains("17");
            assertThat(old.version()).isEmpty();
        }
    }

    @Test
    void whatIsNotShownIsWithheld() throws Exception {
        infisical.keep("/", "SHOWN", "value");
        infisical.keep("/", "FLAGGED", "value").put("secretValueHidden", true);
        infisical.keep("/", "MASKED", "<hidden-by-infisical>");
        infisical.keep("/", "OLD", "value").remove("secretValueHidden");
        assertThat(vault.lend("SHOWN")).isEqualTo("value");
        assertThat(vault.lend("OLD")).isEqualTo("value");
        vault.requireRefused(ErrorCode.SECRET_WITHHELD, "FLAGGED");
        vault.requireRefused(ErrorCode.SECRET_WITHHELD, "MASKED");
    }

    @Test
    void emptyValueIsUnfit() {
        infisical.keep("/", "KEY", "");
        vault.requireRefused(ErrorCode.SECRET_UNFIT, "KEY");
    }

    @Test
    void answerForAnotherSecretFails() {
        infisical.keep("/", "KEY", "value").put("secretKey", "OTHER");
        infisical.keep("/", "key2", "value").put("secretKey", "KEY2");
        infisical.keep("/", "MINE", "value").put("type", "personal");
        vault.requireRefused(ErrorCode.VAULT_FAILED, "KEY");
        vault.requireRefused(ErrorCode.VAULT_FAILED, "key2");
        vault.requireRefused(ErrorCode.VAULT_FAILED, "MINE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "<html>",
                "",
                "{\"secret\":null}",
                "{\"secret\":[]}",
                "{\"secret\":{}}",
                "{\"secret\":{\"secretKey\":\"KEY\"}}",
                "{\"secret\":{\"secretKey\":\"KEY\",\"secretValue\":null}}",
                "{\"secret\":{\"secretKey\":\"KEY\",\"secretValue\":17}}",
                "{\"secret\":{\"secretKey\":\"KEY\",\"secretValue\":true}}",
                "{\"secret\":{\"secretKey\":\"KEY\",\"secretValue\":[\"v\"]}}",
                "{\"secret\":{\"secretKey\":7,\"secretValue\":\"v\"}}",
                "{\"secret\":{\"secretKey\":\"KEY\",\"secretValue\":\"v\",\"version\":\"3\"}}",
                "{\"secret\":{\"secretKey\":\"KEY\",\"secretValue\":\"v\",\"type\":1}}",
                "{\"secret\":{\"secretKey\":\"KEY\",\"secretValue\":\"v\",\"secretValueHidden\":\"false\"}}",
                "{\"secret\":{\"secretKey\":\"KEY\",\"secretValue\":\"v\",\"secretValue\":\"w\"}}",
                "{\"secret\":{\"secretKey\":\"KEY\",\"secretValue\":\"\\ud83d\"}}",
                "{\"secret\":{\"secretKey\":\"KEY\",\"secretValue\":\"v\"}} {}",
                "{\"secret\":{\"secretKey\":\"KEY\",\"secretValue\":\"v"
            })
    void answerOfAnotherShapeFails(String body) throws Exception {
        infisical.readFault = () -> Reply.status(200, body);
        vault.requireRefused(ErrorCode.VAULT_FAILED, "KEY");
    }

    @ParameterizedTest
    @CsvSource({
        "400, BadRequest, VAULT_FAILED",
        "401, UnauthorizedError, VAULT_DENIED",
        "403, PermissionDenied, VAULT_DENIED",
        "403, ForbiddenReadSecretError, VAULT_DENIED",
        "403, TokenError, VAULT_DENIED",
        "404, NotFound, SECRET_NOT_FOUND",
        "404, GetSecretByName, SECRET_NOT_FOUND",
        "404, Not Found, VAULT_FAILED",
        "408, Timeout, VAULT_UNAVAILABLE",
        "422, ValidationFailure, VAULT_FAILED",
        "429, RateLimitExceeded, VAULT_RATE_LIMITED",
        "500, InternalServerError, VAULT_UNAVAILABLE",
        "502, BadGateway, VAULT_UNAVAILABLE",
        "504, GatewayTimeout, VAULT_UNAVAILABLE",
        "204, Nothing, VAULT_FAILED",
        "302, Found, VAULT_FAILED"
    })
    void answersMeanThis(int status, String error, String code) {
        infisical.readFault = () -> infisical.error(status, error);
        assertThat(vault.refused("KEY").code().name()).isEqualTo(code);
    }

    @Test
    void missingByAnybodyElsesWordIsNotMissing() {
        for (String body : new String[] {"", "<html>404</html>", "{}", "{\"error\":17}", "[]"}) {
            infisical.readFault = () -> Reply.status(404, body);
            vault.requireRefused(ErrorCode.VAULT_FAILED, "KEY");
        }
    }

    @Test
    void limitSaysWhenToAskAgain() {
        infisical.readFault = () -> infisical.error(429, "RateLimitExceeded", "Retry-After: 7");
        VaultException limited = vault.refused("KEY");
        assertThat(limited.code()).isSameAs(ErrorCode.VAULT_RATE_LIMITED);
        assertThat(limited.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void brokenConnectionsAreUnavailable() throws Exception {
        infisical.keep("/", "KEY", "value");
        assertThat(vault.lend("KEY")).isEqualTo("value");
        infisical.readFault = () -> Reply.nothing().thenReset();
        vault.requireRefused(ErrorCode.VAULT_UNAVAILABLE, "KEY");
        infisical.readFault = () -> Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"secret\"")
                .thenClose();
        vault.requireRefused(ErrorCode.VAULT_UNAVAILABLE, "KEY");
        infisical.readFault = () -> Reply.hugeBody(2_000_000).thenClose();
        vault.requireRefused(ErrorCode.VAULT_FAILED, "KEY");
        infisical.readFault = () -> null;
        assertThat(vault.lend("KEY")).isEqualTo("value");
        assertThat(infisical.logIns).hasValue(1);
    }

    @Test
    void textLikeAReferenceIsLentAsItCame() throws Exception {
        infisical.keep("/", "KEY", "jdbc:${dev.db.MISSING}/x");
        assertThat(vault.lend("KEY")).isEqualTo("jdbc:${dev.db.MISSING}/x");
    }
}
