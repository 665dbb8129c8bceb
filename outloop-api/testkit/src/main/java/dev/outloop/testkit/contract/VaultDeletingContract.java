package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultBackend;
import dev.outloop.testkit.fake.Canary;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a {@link VaultBackend.Deleting} has to do beside {@link VaultBackendContract}. */
public interface VaultDeletingContract extends VaultBackendContract {

    @Test
    @DisplayName("Deleting removes that secret alone, and says whether there was one")
    default void deletesThatOneAlone(@TempDir Path directory) throws Exception {
        Canary other = Canary.random("other");
        try (OpenVault vault = new OpenVault(this, directory)) {
            vault.keep(vault.ref("folder", "a"), Canary.random("deleted").bytes());
            vault.keep(vault.ref("folder", "ab"), other.bytes());

            assertThat(vault.delete(vault.ref("folder"))).isFalse();
            assertThat(vault.delete(vault.ref("folder", "a"))).isTrue();

            vault.requireMissing(vault.ref("folder", "a"));
            assertThat(vault.delete(vault.ref("folder", "a"))).isFalse();
            assertThat(vault.lend(vault.ref("folder", "ab"))).isEqualTo(other.bytes());
        }
    }

    @Test
    @DisplayName("Deleting after close fails with VAULT_UNAVAILABLE")
    default void deletingFailsAfterClose(@TempDir Path directory) throws Exception {
        try (OpenVault vault = new OpenVault(this, directory)) {
            vault.shut();
            OpenVault.requireFailure(ErrorCode.VAULT_UNAVAILABLE, () -> vault.delete(vault.ref("a")));
        }
    }
}
