package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.SpiVersion;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestVaultContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link VaultBackend} has to do. A test class implements this, and with it {@link VaultStoringContract},
 * {@link VaultDeletingContract} and {@link VaultListingContract} as far as the backend can do that.
 *
 * <p>Every test opens the vault anew with a {@code TestClock} that stands still, in a folder of its own, and uses
 * names that no other test uses, so that a vault may outlive a test. What it cannot see: whether a locked vault says
 * {@code VAULT_LOCKED}, whether copies are overwritten, and what is logged.
 */
public interface VaultBackendContract {

    /** The provider of the backend under test. */
    VaultBackendProvider provider();

    /** Adds the settings that the backend needs. */
    default TestVaultContext configure(TestVaultContext context) throws Exception {
        return context;
    }

    /** Puts a secret into the vault; to be overridden where the backend itself cannot store. */
    default void keep(VaultBackend vault, TestVaultContext context, SecretRef ref, byte[] value) throws Exception {
        throw new AssertionError("override keep(...), or implement VaultStoringContract");
    }

    /**
     * How a test's name is written as a reference; to be overridden where a vault's names have a narrower form than
     * references. Other segments have to give another reference.
     */
    default List<String> written(List<String> segments) {
        return segments;
    }

    /** How long the vault may take for one answer. */
    default Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** Values that have to come back exactly; to be overridden for a vault that keeps text only, or less. */
    default List<byte[]> values() {
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        return List.of(
                everyByte,
                "ends in a line feed\n".getBytes(StandardCharsets.UTF_8),
                " spaces around\t ".getBytes(StandardCharsets.UTF_8),
                "\r\n\r\nlines\r\n".getBytes(StandardCharsets.UTF_8),
                "k\u00fcche \ud83d\udd11".getBytes(StandardCharsets.UTF_8),
                "long".repeat(1500).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("A provider has a name and is of a version that is known")
    default void providerIntroducesItself() {
        assertThat(provider().name()).matches("[a-z0-9][a-z0-9-]{0,63}");
        assertThat(provider().spiVersion()).isEqualTo(SpiVersion.CURRENT);
    }

    @Test
    @DisplayName("A vault that can store, delete or list is tested for it")
    default void everyAbilityIsTested(@TempDir Path directory) throws Exception {
        try (OpenVault vault = new OpenVault(this, directory)) {
            assertThat(this instanceof VaultStoringContract).isEqualTo(vault.backend instanceof VaultBackend.Storing);
            assertThat(this instanceof VaultDeletingContract).isEqualTo(vault.backend instanceof VaultBackend.Deleting);
            assertThat(this instanceof VaultListingContract).isEqualTo(vault.backend instanceof VaultBackend.Listing);
        }
    }

    @Test
    @DisplayName("Bytes come back exactly as they were stored")
    default void bytesComeBackExactly(@TempDir Path directory) throws Exception {
        try (OpenVault vault = new OpenVault(this, directory)) {
            int number = 0;
            for (byte[] value : values()) {
                SecretRef ref = vault.ref("exact" + number++);
                vault.keep(ref, value);
                assertThat(vault.lend(ref)).isEqualTo(value);
            }
            assertThat(number).isPositive();
        }
    }

    @Test
    @DisplayName("What is not there is SECRET_NOT_FOUND, folders and near names included")
    default void missingIsNotFound(@TempDir Path directory) throws Exception {
        try (OpenVault vault = new OpenVault(this, directory)) {
            vault.keep(vault.ref("folder", "name"), Canary.random("there").bytes());

            vault.requireMissing(vault.ref("nothing"));
            vault.requireMissing(vault.ref("folder"));
            vault.requireMissing(vault.ref("folder", "nam"));
            vault.requireMissing(vault.ref("folder", "name", "deeper"));
        }
    }

    @Test
    @DisplayName("A slash or dots inside one segment do not reach another secret")
    default void segmentsAreNotPaths(@TempDir Path directory) throws Exception {
        try (OpenVault vault = new OpenVault(this, directory)) {
            vault.keep(vault.ref("folder", "name"), Canary.random("there").bytes());
            assertThat(vault.lend(vault.ref("folder", "name"))).isNotEmpty();

            for (String odd : List.of("folder/name", "other/../folder/name", "folder\\name")) {
                OpenVault.failure(() -> vault.lend(vault.ref(odd)));
            }
            OpenVault.failure(() -> vault.lend(vault.ref("other/..", "folder", "name")));
        }
    }

    @Test
    @SuppressWarnings("try") // closing more than once is what is tested
    @DisplayName("Two leases of one secret are independent, and closing one overwrites that one")
    default void leasesAreIndependent(@TempDir Path directory) throws Exception {
        Canary value = Canary.random("lent-twice");
        try (OpenVault vault = new OpenVault(this, directory)) {
            vault.keep(vault.ref("a"), value.bytes());
            try (Lease one = vault.backend.lease(vault.request(vault.ref("a")));
                    Lease two = vault.backend.lease(vault.request(vault.ref("a")))) {
                one.close();
                one.close();

                assertThat(one.secret().isClosed()).isTrue();
                assertThat(two.secret().toByteArray(InsecureSecretAccess.get())).isEqualTo(value.bytes());
            }
            assertThat(vault.lend(vault.ref("a"))).isEqualTo(value.bytes());
        }
    }

    @Test
    @DisplayName("A version is not derived from the value")
    default void versionIsNotDerived(@TempDir Path directory) throws Exception {
        Canary value = Canary.random("versioned");
        try (OpenVault vault = new OpenVault(this, directory)) {
            vault.keep(vault.ref("a"), value.bytes());
            try (Lease lease = vault.backend.lease(vault.request(vault.ref("a")))) {
                String version = lease.version().orElse("");
                Traces.requireAbsent(value, version);
                assertThat(Digests.of(value.bytes())).noneMatch(Digests.isIn(version));
            }
        }
    }

    @Test
    @DisplayName("Many threads at once each get the value they asked for")
    default void isThreadSafe(@TempDir Path directory) throws Exception {
        try (OpenVault vault = new OpenVault(this, directory)) {
            List<Callable<Void>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                SecretRef ref = vault.ref("concurrent" + i);
                byte[] value = Canary.random("value" + i).bytes();
                vault.keep(ref, value);
                for (int round = 0; round < 6; round++) {
                    calls.add(() -> {
                        assertThat(vault.lend(ref)).isEqualTo(value);
                        return null;
                    });
                }
            }
            Together.run(calls);
        }
    }

    @Test
    @DisplayName("After the deadline it answers, or fails with VAULT_TIMEOUT")
    default void deadlineIsKept(@TempDir Path directory) throws Exception {
        Canary value = Canary.random("late");
        try (OpenVault vault = new OpenVault(this, directory)) {
            vault.keep(vault.ref("a"), value.bytes());
            try (Lease lease = vault.backend.lease(vault.tooLate(vault.ref("a")))) {
                assertThat(lease.secret().toByteArray(InsecureSecretAccess.get()))
                        .isEqualTo(value.bytes());
            } catch (VaultException e) {
                assertThat(e.code()).isSameAs(ErrorCode.VAULT_TIMEOUT);
            }
        }
    }

    @Test
    @DisplayName("After close it fails with VAULT_UNAVAILABLE, and closing again is harmless")
    default void failsAfterClose(@TempDir Path directory) throws Exception {
        try (OpenVault vault = new OpenVault(this, directory)) {
            vault.keep(vault.ref("a"), Canary.random("closed").bytes());
            assertThat(vault.lend(vault.ref("a"))).isNotEmpty();

            vault.shut();
            vault.shut();

            OpenVault.requireFailure(ErrorCode.VAULT_UNAVAILABLE, () -> vault.lend(vault.ref("a")));
            OpenVault.requireFailure(ErrorCode.VAULT_UNAVAILABLE, () -> vault.lend(vault.ref("missing")));
        }
    }

    @Test
    @DisplayName("A lease outlives the vault that lent it")
    default void leaseOutlivesTheVault(@TempDir Path directory) throws Exception {
        Canary value = Canary.random("outlives");
        try (OpenVault vault = new OpenVault(this, directory)) {
            vault.keep(vault.ref("a"), value.bytes());
            try (Lease lease = vault.backend.lease(vault.request(vault.ref("a")))) {
                vault.shut();
                assertThat(lease.secret().toByteArray(InsecureSecretAccess.get()))
                        .isEqualTo(value.bytes());
            }
        }
    }

    @Test
    @DisplayName("No toString and no exception tells a value")
    default void valuesAreNotTold(@TempDir Path directory) throws Exception {
        Canary value = Canary.random("planted");
        try (OpenVault vault = new OpenVault(this, directory)) {
            vault.keep(vault.ref("a"), value.bytes());
            Lease lease = vault.backend.lease(vault.request(vault.ref("a")));
            assertThat(value.isFoundIn(lease.secret().toByteArray(InsecureSecretAccess.get())))
                    .isTrue();
            Traces.requireAbsent(value, provider(), vault.backend, lease, lease.secret());
            lease.close();
            Traces.requireAbsent(
                    value,
                    lease,
                    OpenVault.failure(() -> vault.lend(vault.ref("a", "deeper"))),
                    OpenVault.failure(() -> vault.lend(vault.ref("b"))),
                    catchThrowable(() ->
                            vault.backend.lease(vault.tooLate(vault.ref("a"))).close()));
            vault.shut();
            Traces.requireAbsent(value, vault.backend, OpenVault.failure(() -> vault.lend(vault.ref("a"))));
        }
    }

    @Test
    @DisplayName("An unknown setting is refused by its name, without its value")
    default void unknownSettingIsRefused(@TempDir Path directory) throws Exception {
        Canary value = Canary.random("mistyped");
        try (OpenVault vault = new OpenVault(this, directory)) {
            TestVaultContext wrong = vault.context.with("no-such-setting", value.text());
            VaultException refusal =
                    OpenVault.failure(() -> provider().open(wrong).close());
            assertThat(refusal).hasMessageContaining("no-such-setting");
            Traces.requireAbsent(value, refusal);
        }
    }
}
