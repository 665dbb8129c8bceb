package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultStoreRequest;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestVaultContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a {@link VaultBackend.Storing} has to do beside {@link VaultBackendContract}. */
public interface VaultStoringContract extends VaultBackendContract {

    @Override
    default void keep(VaultBackend vault, TestVaultContext context, SecretRef ref, byte[] value) throws Exception {
        try (Secret secret = Secret.copyOf(value)) {
            ((VaultBackend.Storing) vault)
                    .store(VaultStoreRequest.of(
                            ref, secret, context.clock().instant().plus(patience())));
        }
    }

    @Test
    @DisplayName("A later value takes the place of the earlier one")
    default void laterValueReplaces(@TempDir Path directory) throws Exception {
        Canary later = Canary.random("later");
        try (OpenVault vault = new OpenVault(this, directory)) {
            vault.store(vault.ref("a"), Canary.random("a-longer-earlier-value").bytes());
            vault.store(vault.ref("a"), later.bytes());
            assertThat(vault.lend(vault.ref("a"))).isEqualTo(later.bytes());
        }
    }

    @Test
    @DisplayName("What was stored is there when the vault is opened again")
    default void storedSurvivesReopening(@TempDir Path directory) throws Exception {
        Canary value = Canary.random("kept");
        try (OpenVault vault = new OpenVault(this, directory)) {
            vault.store(vault.ref("a", "b"), value.bytes());
            vault.shut();
            try (VaultBackend again = provider().open(vault.context);
                    var lease = again.lease(vault.request(vault.ref("a", "b")))) {
                assertThat(lease.secret().toByteArray(InsecureSecretAccess.get()))
                        .isEqualTo(value.bytes());
            }
        }
    }

    @Test
    @DisplayName("Storing does not close the secret of the one who asks")
    default void storingLeavesTheSecretOpen(@TempDir Path directory) throws Exception {
        try (OpenVault vault = new OpenVault(this, directory);
                Secret secret = Canary.random("still-open").secret()) {
            ((VaultBackend.Storing) vault.backend)
                    .store(VaultStoreRequest.of(vault.ref("a"), secret, vault.clock.in(patience())));
            assertThat(secret.isClosed()).isFalse();
        }
    }

    @Test
    @DisplayName("Many threads that store at once lose nothing")
    default void storingIsThreadSafe(@TempDir Path directory) throws Exception {
        try (OpenVault vault = new OpenVault(this, directory)) {
            List<Callable<Void>> calls = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                SecretRef ref = vault.ref("stored" + i);
                byte[] value = Canary.random("value" + i).bytes();
                calls.add(() -> {
                    vault.store(ref, value);
                    assertThat(vault.lend(ref)).isEqualTo(value);
                    return null;
                });
            }
            Together.run(calls);
            for (int i = 0; i < 6; i++) {
                assertThat(vault.lend(vault.ref("stored" + i))).isNotEmpty();
            }
        }
    }

    @Test
    @DisplayName("Storing tells the value in no toString and no exception, and fails after close")
    default void storedValueIsNotTold(@TempDir Path directory) throws Exception {
        Canary value = Canary.random("planted");
        try (OpenVault vault = new OpenVault(this, directory);
                Secret secret = value.secret()) {
            VaultBackend.Storing storing = (VaultBackend.Storing) vault.backend;
            VaultStoreRequest late = VaultStoreRequest.of(
                    vault.ref("late"), secret, vault.clock.in(patience().negated()));
            Traces.requireAbsent(
                    value,
                    catchThrowable(() -> storing.store(late)),
                    catchThrowable(() -> vault.store(vault.ref("-\u00e9 /..\\"), value.bytes())));
            vault.store(vault.ref("a"), value.bytes());
            Traces.requireAbsent(value, storing);
            vault.shut();
            OpenVault.requireFailure(ErrorCode.VAULT_UNAVAILABLE, () -> vault.store(vault.ref("a"), value.bytes()));
            Traces.requireAbsent(value, storing, OpenVault.failure(() -> vault.store(vault.ref("a"), value.bytes())));
        }
    }
}
