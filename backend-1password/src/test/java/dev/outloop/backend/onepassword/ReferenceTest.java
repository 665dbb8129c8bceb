package dev.outloop.backend.onepassword;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.spi.VaultException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A reference")
class ReferenceTest {

    private TestVault vault;
    private FakeVault clients;
    private FakeItem airtable;

    @BeforeEach
    void open() throws Exception {
        vault = TestVault.open();
        clients = vault.connect.vault("Clients");
        airtable = clients.item("Airtable");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private void requireFailure(String path, ErrorCode code, String... said) {
        VaultException failure = vault.failure(path);
        assertThat(failure).as(path).isNotNull();
        assertThat(failure.code()).as(path).isSameAs(code);
        for (String words : said) {
            assertThat(failure).hasMessageContaining(words);
        }
    }

    @Test
    void namesVaultItemAndFieldByNameOrById() throws VaultException {
        String field = airtable.field("api key", "the-value");

        assertThat(vault.lend("Clients/Airtable/api key")).isEqualTo("the-value");
        assertThat(vault.lend(clients.id + "/Airtable/api key")).isEqualTo("the-value");
        assertThat(vault.lend("Clients/" + airtable.id + "/api key")).isEqualTo("the-value");
        assertThat(vault.lend(clients.id + "/" + airtable.id + "/" + field)).isEqualTo("the-value");
    }

    @Test
    void namesASectionByNameOrById() throws VaultException {
        String test = airtable.section("Test");
        String live = airtable.section("Live");
        airtable.field("f1", test, "key", "test-value");
        airtable.field("f2", live, "key", "live-value");

        assertThat(vault.lend("Clients/Airtable/Test/key")).isEqualTo("test-value");
        assertThat(vault.lend("Clients/Airtable/" + live + "/key")).isEqualTo("live-value");
        requireFailure("Clients/Airtable/Other/key", ErrorCode.SECRET_NOT_FOUND);
        requireFailure("Clients/Airtable/key", ErrorCode.SECRET_AMBIGUOUS, test + "/f1", live + "/f2");
    }

    @Test
    void isMatchedExactly() throws VaultException {
        airtable.field("key", "the-value");
        assertThat(vault.lend("Clients/Airtable/key")).isEqualTo("the-value");

        requireFailure("clients/Airtable/key", ErrorCode.SECRET_NOT_FOUND);
        requireFailure("Clients/airtable/key", ErrorCode.SECRET_NOT_FOUND);
        requireFailure("Clients/Airtable/Key", ErrorCode.SECRET_NOT_FOUND);
        requireFailure("Clients/Airtable /key", ErrorCode.SECRET_NOT_FOUND);
        requireFailure("Clients", ErrorCode.SECRET_NOT_FOUND, "vault/item/field");
        requireFailure("Clients/Airtable/a/b/c", ErrorCode.SECRET_NOT_FOUND, "vault/item/field");
    }

    @Test
    void doesNotBelieveAFilterThatFindsWhatIsOnlyAlike() throws VaultException {
        airtable.field("key", "the-value");
        clients.item("Airtable Test").field("key", "other-value");
        vault.connect.filterBy((title, wanted) -> title.toLowerCase().contains(wanted.toLowerCase()));

        assertThat(vault.lend("Clients/Airtable/key")).isEqualTo("the-value");
        requireFailure("Clients/Table/key", ErrorCode.SECRET_NOT_FOUND);
    }

    @Test
    void mayHoldQuotesAndBackslashesWhichReachNoFilter() throws VaultException {
        String title = "a\" or title eq \"Airtable";
        clients.item(title).field("key", "quoted");
        clients.item("back\\slash").field("key", "slashed");
        clients.item("per%cent & k\u00fcche/").field("key", "encoded");

        assertThat(vault.lend("Clients/" + title.replace("%", "%25") + "/key")).isEqualTo("quoted");
        assertThat(vault.lend("Clients/back\\slash/key")).isEqualTo("slashed");
        assertThat(vault.lend("Clients/per%25cent & k\u00fcche%2F/key")).isEqualTo("encoded");
        requireFailure("Clients/x\" or title eq \"Airtable/key", ErrorCode.SECRET_NOT_FOUND);
        assertThat(vault.connect.asked()).noneMatch(target -> target.contains(" or "));
        assertThat(vault.connect.asked())
                .contains("/v1/vaults/" + clients.id + "/items?filter=title eq \"per%cent & k\u00fcche/\"");
    }

    @Test
    void toAnIdIsNotTakenOverByANameThatLooksLikeIt() throws VaultException {
        airtable.field("key", "the-value");
        FakeItem impostor = clients.item(airtable.id);
        impostor.field("key", "planted");
        FakeVault other = vault.connect.vault(clients.id);
        other.item("Airtable").field("key", "planted");
        String field = airtable.field("other", "other-value");
        airtable.field(field, "planted");

        assertThat(vault.lend(clients.id + "/" + airtable.id + "/key")).isEqualTo("the-value");
        assertThat(vault.lend("Clients/Airtable/" + field)).isEqualTo("other-value");
        assertThat(vault.lend("Clients/" + impostor.id + "/key")).isEqualTo("planted");
    }

    @Test
    void mayBeANameThatHasTheFormOfAnId() throws VaultException {
        String name = "abcdefghijklmnopqrstuvwxyz";
        clients.item(name).field("key", "the-value");
        assertThat(vault.lend("Clients/" + name + "/key")).isEqualTo("the-value");
        requireFailure("Clients/" + "z".repeat(26) + "/key", ErrorCode.SECRET_NOT_FOUND);
    }

    @Tag("VAULT-020")
    @Test
    void thatMeansSeveralIsRefusedWithTheirIds() {
        FakeItem second = clients.item("Airtable");
        requireFailure("Clients/Airtable/key", ErrorCode.SECRET_AMBIGUOUS, "2 items", airtable.id, second.id);

        FakeVault twin = vault.connect.vault("Twins");
        FakeVault other = vault.connect.vault("Twins");
        requireFailure("Twins/Airtable/key", ErrorCode.SECRET_AMBIGUOUS, "1Password vaults", twin.id, other.id);

        FakeItem item = clients.item("Fields");
        String one = item.field("key", "1");
        String two = item.file("", "key", new byte[] {1}).get("id").textValue();
        requireFailure("Clients/Fields/key", ErrorCode.SECRET_AMBIGUOUS, one, two);
    }

    @Test
    void thatMeansVeryManyNamesFiveOfThem() {
        for (int i = 0; i < 6; i++) {
            clients.item("Airtable");
        }
        requireFailure("Clients/Airtable/key", ErrorCode.SECRET_AMBIGUOUS, "7 items", "and 2 more");
    }

    @Test
    void toAnItemAloneMeansWhatTheItemIsFor() throws VaultException {
        airtable.field("password", "", "password", "the-password").put("purpose", "PASSWORD");
        airtable.field("username", "", "username", "somebody").put("purpose", "USERNAME");
        FakeItem credential = clients.item("API_CREDENTIAL", "Apify");
        credential.field("credential", "", "credential", "the-credential");
        credential.field("more", "other");
        clients.item("DOCUMENT", "Service account").file("", "key.json", "{}".getBytes());
        clients.item("SECURE_NOTE", "Note").field("text", "a note");

        assertThat(vault.lend("Clients/Airtable")).isEqualTo("the-password");
        assertThat(vault.lend("Clients/Apify")).isEqualTo("the-credential");
        assertThat(vault.lend("Clients/Service account")).isEqualTo("{}");
        requireFailure("Clients/Note", ErrorCode.SECRET_NOT_FOUND, "add the field");

        airtable.field("second", "", "again", "other").put("purpose", "PASSWORD");
        requireFailure("Clients/Airtable", ErrorCode.SECRET_AMBIGUOUS, "password, second");
    }

    @Test
    void doesNotReachWhatIsArchivedOrDeleted() throws VaultException {
        airtable.field("key", "the-value");
        FakeItem old = clients.item("Airtable");
        old.field("key", "old-value");
        old.json.put("state", "ARCHIVED");

        assertThat(vault.lend("Clients/Airtable/key")).isEqualTo("the-value");
        requireFailure("Clients/" + old.id + "/key", ErrorCode.SECRET_NOT_FOUND, "archived or deleted");
        old.json.put("state", "DELETED");
        requireFailure("Clients/" + old.id + "/key", ErrorCode.SECRET_NOT_FOUND, "archived or deleted");
        old.json.put("state", "SOMETHING_NEW");
        requireFailure("Clients/" + old.id + "/key", ErrorCode.SECRET_NOT_FOUND);
        old.json.putNull("state");
        assertThat(vault.lend("Clients/" + old.id + "/key")).isEqualTo("old-value");
    }

    @Test
    void carriesTheItemsVersion() throws VaultException {
        airtable.field("key", "the-value");
        airtable.json.put("version", 17);
        try (Lease lease = vault.lease("Clients/Airtable/key")) {
            assertThat(lease.version()).contains("17");
            assertThat(lease.expiresAt()).isEmpty();
        }
        airtable.json.remove("version");
        try (Lease lease = vault.lease("Clients/Airtable/key")) {
            assertThat(lease.version()).isEmpty();
        }
    }
}
