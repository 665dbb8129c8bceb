package dev.outloop.backend.onepassword;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.Reply;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A value")
class ValueTest {

    private static final int MAX_BYTES = 65_536;

    private TestVault vault;
    private FakeItem item;

    @BeforeEach
    void open() throws Exception {
        vault = TestVault.open();
        item = vault.connect.vault("v").item("i");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private ErrorCode code(String path) {
        VaultException failure = vault.failure(path);
        assertThat(failure).as(path).isNotNull();
        return failure.code();
    }

    @Test
    void thatIsEmptyOrLeftOutIsNotThere() {
        item.field("empty", "");
        item.field("f", "", "absent", "x").remove("value");
        item.field("g", "", "null", "x").putNull("value");
        item.file("", "nothing.txt", new byte[0]);

        assertThat(vault.failure("v/i/empty")).hasMessageContaining("empty; fill it in");
        for (String field : new String[] {"empty", "absent", "null", "nothing.txt"}) {
            assertThat(code("v/i/" + field)).as(field).isSameAs(ErrorCode.SECRET_NOT_FOUND);
        }
    }

    @Test
    void thatIsNoStringIsRefused() throws VaultException {
        item.field("good", "the-value");
        item.field("a", "", "number", "").put("value", 17);
        item.field("b", "", "boolean", "").put("value", true);
        item.field("c", "", "array", "").putArray("value").add("the-value");
        item.field("d", "", "object", "").putObject("value").put("value", "the-value");

        for (String field : new String[] {"number", "boolean", "array", "object"}) {
            assertThat(code("v/i/" + field)).as(field).isSameAs(ErrorCode.VAULT_FAILED);
        }
        // What another field holds does not matter.
        assertThat(vault.lend("v/i/good")).isEqualTo("the-value");
    }

    @Test
    void isOneCredentialInLengthAtMost() throws VaultException {
        item.field("longest", "x".repeat(MAX_BYTES));
        item.field("longer", "x".repeat(MAX_BYTES + 1));
        item.file("", "longest.bin", new byte[MAX_BYTES]);
        item.file("", "longer.bin", new byte[MAX_BYTES + 1]);

        assertThat(vault.lend("v/i/longest")).hasSize(MAX_BYTES);
        assertThat(vault.lend("v/i/longest.bin")).hasSize(MAX_BYTES);
        assertThat(code("v/i/longer")).isSameAs(ErrorCode.SECRET_UNFIT);
        int before = vault.requests();
        assertThat(code("v/i/longer.bin")).isSameAs(ErrorCode.SECRET_UNFIT);
        // The item tells the length, so the content is not asked for.
        assertThat(vault.requests()).isEqualTo(before + 1);
    }

    @Test
    void ofAFileIsFoundByNameIdAndSection() throws VaultException {
        String section = item.section("Keys");
        String id =
                item.file(section, "key.pem", "in-section".getBytes()).get("id").textValue();
        item.file("", "other.pem", "outside".getBytes());

        assertThat(vault.lend("v/i/key.pem")).isEqualTo("in-section");
        assertThat(vault.lend("v/i/" + id)).isEqualTo("in-section");
        assertThat(vault.lend("v/i/Keys/key.pem")).isEqualTo("in-section");
        assertThat(vault.lend("v/i/other.pem")).isEqualTo("outside");
        assertThat(code("v/i/Keys/other.pem")).isSameAs(ErrorCode.SECRET_NOT_FOUND);
        try (Lease lease = vault.lease("v/i/key.pem")) {
            assertThat(lease.version()).contains("1");
        }
    }

    @Test
    void ofAFileIsRefusedInAnotherLengthThanTheItemTells() throws VaultException {
        ObjectNode file = item.file("", "key.pem", "the-content".getBytes());
        assertThat(vault.lend("v/i/key.pem")).isEqualTo("the-content");

        file.put("size", 10);
        assertThat(code("v/i/key.pem")).isSameAs(ErrorCode.VAULT_FAILED);
        file.remove("size");
        assertThat(code("v/i/key.pem")).isSameAs(ErrorCode.VAULT_FAILED);
    }

    @Test
    void ofAFileWhoseIdIsNoIdIsNotAskedFor() {
        item.file("", "key.pem", "the-content".getBytes()).put("id", "..");
        assertThat(code("v/i/key.pem")).isSameAs(ErrorCode.VAULT_FAILED);
        assertThat(vault.connect.asked()).noneMatch(target -> target.contains("files"));
    }

    @Test
    void ofAOneTimePasswordIsTheCodeUntilItsStepEnds() throws VaultException {
        // The clock shows 03:04:05.
        item.field("f", "", "code", "otpauth://totp/x?secret=SEEDSEED")
                .put("type", "OTP")
                .put("totp", "123456");
        item.field("g", "", "slow", "otpauth://totp/x?secret=SEEDSEED&period=60&digits=6")
                .put("type", "TOTP")
                .put("totp", "654321");

        try (Lease lease = vault.lease("v/i/code")) {
            assertThat(lease.expiresAt()).contains(Instant.parse("2026-01-02T03:04:30Z"));
            assertThat(lease.version()).isEmpty();
        }
        assertThat(vault.lend("v/i/code")).isEqualTo("123456");
        assertThat(vault.lend("v/i/slow")).isEqualTo("654321");
        try (Lease lease = vault.lease("v/i/slow")) {
            assertThat(lease.expiresAt()).contains(Instant.parse("2026-01-02T03:05:00Z"));
        }
    }

    /** Labels and issuers are text of a person's own. */
    @Test
    void aCodesPeriodIsTheParameterOfThatNameAlone() throws VaultException {
        item.field("f", "", "code", "otpauth://totp/period=3000?secret=SEEDSEED&issuer=speriod=3000&gperiod=3000")
                .put("type", "OTP")
                .put("totp", "123456");

        try (Lease lease = vault.lease("v/i/code")) {
            assertThat(lease.expiresAt()).contains(Instant.parse("2026-01-02T03:04:30Z"));
        }
    }

    @Test
    void ofAOneTimePasswordIsNeverWhatCodesAreMadeFrom() {
        Canary seed = Canary.random("seed");
        item.field("f", "", "code", seed.text()).put("type", "OTP");
        item.field("g", "", "empty", seed.text()).put("type", "TOTP").put("totp", "");
        item.field("h", "", "number", seed.text()).put("type", "TOTP").put("totp", 123456);

        assertThat(code("v/i/code")).isSameAs(ErrorCode.SECRET_WITHHELD);
        assertThat(code("v/i/empty")).isSameAs(ErrorCode.SECRET_NOT_FOUND);
        assertThat(code("v/i/number")).isSameAs(ErrorCode.VAULT_FAILED);
    }

    @Test
    void isNotTakenFromAnItemThatWasNotAskedFor() throws VaultException {
        item.field("key", "the-value");
        assertThat(vault.lend("v/i/key")).isEqualTo("the-value");
        FakeItem other = vault.connect.theVault("v").item("i2");
        other.field("key", "other-value");
        other.json.put("title", "i");

        vault.connect.server.enqueue(Reply.status(200, other.json.toString()));
        assertThat(code("v/i/key")).isSameAs(ErrorCode.VAULT_FAILED);
    }
}
