package dev.outloop.backend.onepassword;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The vendor limits requests by the account, so they are counted. */
@DisplayName("Looking up")
class LookUpTest {

    private TestVault vault;
    private FakeVault clients;
    private FakeItem item;

    @BeforeEach
    void open() throws Exception {
        vault = TestVault.open();
        clients = vault.connect.vault("Clients");
        item = clients.item("Airtable");
        item.field("key", "the-value");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    /** How many requests it takes to be lent the value. */
    private int costOf(String path, String value) throws VaultException {
        int before = vault.requests();
        assertThat(vault.lend(path)).isEqualTo(value);
        return vault.requests() - before;
    }

    private int costOfFailing(String path, ErrorCode code) {
        int before = vault.requests();
        VaultException failure = vault.failure(path);
        assertThat(failure).as(path).isNotNull();
        assertThat(failure.code()).as(path).isSameAs(code);
        return vault.requests() - before;
    }

    @Test
    void namesCostsThreeRequestsOnceAndOneAfterwards() throws VaultException {
        assertThat(costOf("Clients/Airtable/key", "the-value")).isEqualTo(3);
        assertThat(costOf("Clients/Airtable/key", "the-value")).isOne();
        clients.item("Apify").field("key", "another");
        assertThat(costOf("Clients/Apify/key", "another")).isEqualTo(2);
    }

    @Test
    void idsCostsOneRequestLess() throws VaultException {
        String path = clients.id + "/" + item.id + "/key";
        assertThat(costOf(path, "the-value")).isEqualTo(2);
        assertThat(costOf(path, "the-value")).isOne();
    }

    @Test
    void takesNoValueFromMemory() throws VaultException {
        assertThat(vault.lend("Clients/Airtable/key")).isEqualTo("the-value");
        item.json.remove("fields");
        item.field("key", "rotated");
        assertThat(costOf("Clients/Airtable/key", "rotated")).isOne();
    }

    @Test
    void whatIsMissingCostsNothingForHalfAMinute() throws VaultException {
        assertThat(costOfFailing("Clients/Nothing/key", ErrorCode.SECRET_NOT_FOUND))
                .isEqualTo(2);
        assertThat(costOfFailing("Clients/Nothing/other", ErrorCode.SECRET_NOT_FOUND))
                .isZero();
        assertThat(costOfFailing("Nowhere/Airtable/key", ErrorCode.SECRET_NOT_FOUND))
                .isOne();
        assertThat(costOfFailing("Nowhere/Other/key", ErrorCode.SECRET_NOT_FOUND))
                .isZero();

        clients.item("Nothing").field("key", "added");
        vault.clock.advance(Duration.ofSeconds(29));
        assertThat(costOfFailing("Clients/Nothing/key", ErrorCode.SECRET_NOT_FOUND))
                .isZero();
        vault.clock.advance(Duration.ofSeconds(1));
        assertThat(costOf("Clients/Nothing/key", "added")).isEqualTo(2);
    }

    @Test
    void whatIsAmbiguousCostsNothingForHalfAMinute() throws VaultException {
        FakeItem second = clients.item("Airtable");
        assertThat(costOfFailing("Clients/Airtable/key", ErrorCode.SECRET_AMBIGUOUS))
                .isEqualTo(2);
        assertThat(costOfFailing("Clients/Airtable/key", ErrorCode.SECRET_AMBIGUOUS))
                .isZero();
        assertThat(vault.failure("Clients/Airtable/key")).hasMessageContaining(second.id);

        clients.delete(second);
        vault.clock.advance(Duration.ofSeconds(30));
        assertThat(costOf("Clients/Airtable/key", "the-value")).isEqualTo(2);
    }

    @Test
    void anItemThatWasReplacedFindsTheNewOneAtOnce() throws VaultException {
        assertThat(vault.lend("Clients/Airtable/key")).isEqualTo("the-value");
        clients.delete(item);
        clients.item("Airtable").field("key", "new-value");

        // The old id once, then vault, item by name, and the new id.
        assertThat(costOf("Clients/Airtable/key", "new-value")).isEqualTo(4);
        assertThat(costOf("Clients/Airtable/key", "new-value")).isOne();
    }

    @Test
    void anItemThatWasArchivedFindsTheNewOneAtOnce() throws VaultException {
        assertThat(vault.lend("Clients/Airtable/key")).isEqualTo("the-value");
        item.json.put("state", "ARCHIVED");
        clients.item("Airtable").field("key", "new-value");

        assertThat(costOf("Clients/Airtable/key", "new-value")).isEqualTo(4);
        assertThat(costOf("Clients/Airtable/key", "new-value")).isOne();
    }

    @Test
    void anItemThatWasDeletedEndsAfterOneNewLookUp() throws VaultException {
        assertThat(vault.lend("Clients/Airtable/key")).isEqualTo("the-value");
        clients.delete(item);

        assertThat(costOfFailing("Clients/Airtable/key", ErrorCode.SECRET_NOT_FOUND))
                .isEqualTo(3);
        assertThat(costOfFailing("Clients/Airtable/key", ErrorCode.SECRET_NOT_FOUND))
                .isZero();
    }

    @Test
    void anItemThatWasRenamedIsNotLentUnderItsOldName() throws VaultException {
        assertThat(vault.lend("Clients/Airtable/key")).isEqualTo("the-value");
        item.json.put("title", "Retired");
        assertThat(vault.failure("Clients/Airtable/key").code()).isSameAs(ErrorCode.SECRET_NOT_FOUND);

        vault.clock.advance(Duration.ofSeconds(30));
        clients.item("Airtable").field("key", "successor");
        assertThat(vault.lend("Clients/Airtable/key")).isEqualTo("successor");
        assertThat(vault.lend("Clients/Retired/key")).isEqualTo("the-value");
    }

    @Test
    void aVaultThatWasReplacedFindsTheNewOneAtOnce() throws VaultException {
        assertThat(vault.lend("Clients/Airtable/key")).isEqualTo("the-value");
        assertThat(vault.failure("Clients/Nothing/key")).isNotNull();
        vault.connect.delete(clients);
        FakeVault renewed = vault.connect.vault("Clients");
        renewed.item("Airtable").field("key", "new-value");
        renewed.item("Other").field("key", "other-value");

        assertThat(vault.lend("Clients/Other/key")).isEqualTo("other-value");
        assertThat(vault.lend("Clients/Airtable/key")).isEqualTo("new-value");
    }

    @Test
    void anotherItemOfTheSameNameIsNoticedWithinFiveMinutes() throws VaultException {
        assertThat(vault.lend("Clients/Airtable/key")).isEqualTo("the-value");
        clients.item("Airtable").field("key", "second");

        vault.clock.advance(Duration.ofMinutes(5).minusNanos(1));
        assertThat(vault.lend("Clients/Airtable/key")).isEqualTo("the-value");
        vault.clock.advance(Duration.ofNanos(1));
        assertThat(costOfFailing("Clients/Airtable/key", ErrorCode.SECRET_AMBIGUOUS))
                .isEqualTo(2);
    }

    @Test
    void startsAnewWhenTheTokenMaySeeSomethingElse() throws VaultException {
        assertThat(vault.lend("Clients/Airtable/key")).isEqualTo("the-value");
        clients.isReadable = false;
        FakeVault renewed = vault.connect.vault("Clients");
        renewed.item("Airtable").field("key", "new-value");

        assertThat(costOfFailing("Clients/Airtable/key", ErrorCode.VAULT_DENIED))
                .isOne();
        assertThat(costOf("Clients/Airtable/key", "new-value")).isEqualTo(3);
    }
}
