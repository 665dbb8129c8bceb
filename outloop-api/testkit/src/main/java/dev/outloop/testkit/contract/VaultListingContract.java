package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.testkit.fake.Canary;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a {@link VaultBackend.Listing} has to do beside {@link VaultBackendContract}. */
public interface VaultListingContract extends VaultBackendContract {

    @Test
    @DisplayName("Listing gives references that can be leased, and no values")
    default void listsNamesNotValues(@TempDir Path directory) throws Exception {
        Canary value = Canary.random("planted");
        try (OpenVault vault = new OpenVault(this, directory)) {
            SecretRef flat = vault.ref("a");
            SecretRef deep = vault.ref("folder", "with space");
            vault.keep(flat, value.bytes());
            vault.keep(deep, value.bytes());

            List<SecretRef> listed = vault.list();

            assertThat(listed).contains(flat, deep).doesNotHaveDuplicates();
            for (SecretRef ref : listed) {
                assertThat(ref.vault()).isEqualTo(vault.context.vaultName());
                Traces.requireAbsent(value, ref, String.join("/", ref.segments()));
            }
            assertThat(vault.lend(listed.get(listed.indexOf(deep)))).isEqualTo(value.bytes());
        }
    }

    @Test
    @DisplayName("Listing after close fails with VAULT_UNAVAILABLE")
    default void listingFailsAfterClose(@TempDir Path directory) throws Exception {
        try (OpenVault vault = new OpenVault(this, directory)) {
            vault.shut();
            OpenVault.requireFailure(ErrorCode.VAULT_UNAVAILABLE, vault::list);
        }
    }
}
