package dev.outloop.backend.onepassword;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.spi.VaultException;
import dev.outloop.testkit.net.Reply;
import dev.outloop.testkit.twin.Twin;
import java.io.IOException;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each check, and what is lent by a backend that lacks it. */
@DisplayName("Without the check")
class WithoutACheckTest {

    private static final String OURS = "dev.outloop.backend.onepassword";
    private static final String INTERNAL = OURS + ".internal.";

    private static void requireCaught(Class<?> attack, String code, Twin twin) {
        assertThat(Twin.unchanged(OURS).newInstance(Supplier.class, attack).get())
                .isEqualTo(code);
        assertThat(twin.newInstance(Supplier.class, attack).get()).isEqualTo("lent: wrong-value");
        twin.requireReached();
    }

    @Test
    void ofExactNamesAnItemThatIsOnlyAlikeIsLent() {
        requireCaught(AnItemAlike.class, "SECRET_NOT_FOUND", Twin.without(INTERNAL + "Named#differs", OURS));
    }

    @Test
    void ofExactNamesARenamedItemIsLent() {
        requireCaught(ARenamedItem.class, "SECRET_NOT_FOUND", Twin.without(INTERNAL + "Named#differs", OURS));
    }

    @Test
    void ofAmbiguityOneOfTwoItemsIsLent() {
        requireCaught(TwoItems.class, "SECRET_AMBIGUOUS", Twin.without(INTERNAL + "ItemFinder#requireOne", OURS));
    }

    @Test
    void ofAmbiguityOneOfTwoFieldsIsLent() {
        requireCaught(TwoFields.class, "SECRET_AMBIGUOUS", Twin.without(INTERNAL + "PartChoice#requireOne", OURS));
    }

    @Test
    void ofStateAnArchivedItemIsLent() {
        requireCaught(
                AnArchivedItem.class,
                "SECRET_NOT_FOUND",
                Twin.passingThrough(INTERNAL + "ItemFinder#requireActive", OURS));
    }

    @Test
    void ofIdsAnotherItemIsLent() {
        requireCaught(
                AnotherItem.class, "VAULT_FAILED", Twin.passingThrough(INTERNAL + "Exchange#requireAskedFor", OURS));
    }

    @Test
    void ofLengthAPageIsLentForAFile() {
        requireCaught(APage.class, "VAULT_FAILED", Twin.without(INTERNAL + "OnePasswordBackend#requireLength", OURS));
    }

    /** A vault {@code v} in some state, asked for one secret. */
    abstract static class Attack implements Supplier<String> {

        abstract void prepare(TestVault vault, FakeVault v) throws VaultException;

        String path() {
            return "v/Airtable/key";
        }

        @Override
        public String get() {
            try (TestVault vault = TestVault.open()) {
                prepare(vault, vault.connect.vault("v"));
                return "lent: " + vault.lend(path());
            } catch (VaultException e) {
                return e.code().name();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static final class AnItemAlike extends Attack {
        @Override
        void prepare(TestVault vault, FakeVault v) {
            v.item("AIRTABLE").field("key", "wrong-value");
        }
    }

    static final class ARenamedItem extends Attack {
        @Override
        void prepare(TestVault vault, FakeVault v) throws VaultException {
            FakeItem item = v.item("Airtable");
            item.field("key", "wrong-value");
            assertThat(vault.lend(path())).isEqualTo("wrong-value");
            item.json.put("title", "Retired");
        }
    }

    static final class TwoItems extends Attack {
        @Override
        void prepare(TestVault vault, FakeVault v) {
            v.item("Airtable").field("key", "wrong-value");
            v.item("Airtable").field("key", "right-value");
        }
    }

    static final class TwoFields extends Attack {
        @Override
        void prepare(TestVault vault, FakeVault v) {
            FakeItem item = v.item("Airtable");
            item.field("f", item.section("Test"), "key", "wrong-value");
            item.field("g", item.section("Live"), "key", "right-value");
        }
    }

    static final class AnArchivedItem extends Attack {
        private String id = "";

        @Override
        void prepare(TestVault vault, FakeVault v) {
            FakeItem item = v.item("Airtable");
            item.field("key", "wrong-value");
            item.json.put("state", "ARCHIVED");
            id = item.id;
        }

        @Override
        String path() {
            return "v/" + id + "/key";
        }
    }

    static final class AnotherItem extends Attack {
        private String id = "";

        @Override
        void prepare(TestVault vault, FakeVault v) {
            id = v.item("Airtable").id;
            FakeItem other = v.item("Other");
            other.field("key", "wrong-value");
            vault.connect.server.enqueue(Reply.status(200, "[{\"id\":\"" + v.id + "\",\"name\":\"v\"}]"));
            vault.connect.server.enqueue(Reply.status(200, other.json.toString()));
        }

        @Override
        String path() {
            return "v/" + id + "/key";
        }
    }

    static final class APage extends Attack {
        @Override
        void prepare(TestVault vault, FakeVault v) throws VaultException {
            FakeItem item = v.item("Airtable");
            item.file("", "key", "the-right-value".getBytes());
            assertThat(vault.lend(path())).isEqualTo("the-right-value");
            vault.connect.server.enqueue(Reply.status(200, item.json.toString()));
            vault.connect.server.enqueue(Reply.status(200, "wrong-value"));
        }
    }
}
