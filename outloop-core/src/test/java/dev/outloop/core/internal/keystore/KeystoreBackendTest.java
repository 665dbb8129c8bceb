package dev.outloop.core.internal.keystore;

import static dev.outloop.core.internal.keystore.Vault.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.SpiVersion;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeystoreBackendTest {

    @TempDir
    Path directory;

    @Test
    void isFoundByItsConfiguredName() {
        assertThat(ServiceLoader.load(VaultBackendProvider.class).stream().map(ServiceLoader.Provider::get))
                .anySatisfy(provider -> {
                    assertThat(provider.name()).isEqualTo("keystore");
                    assertThat(provider.spiVersion()).isEqualTo(SpiVersion.CURRENT);
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 255, 4096, 65_537, 1024 * 1024})
    void givesBackExactlyTheBytesThatWereStored(int length) throws Exception {
        byte[] value = new byte[length];
        new Random(length).nextBytes(value);
        value[0] = 0;
        value[length - 1] = 0;

        Vault.open(directory).store("api/key", value);

        assertThat(Vault.open(directory).get("api/key")).isEqualTo(value);
    }

    @Test
    void refusesAValueThatDoesNotFit() throws Exception {
        Vault vault = Vault.open(directory);

        assertFails(ErrorCode.SECRET_UNFIT, () -> vault.store("big", new byte[1024 * 1024 + 1]));
        assertFails(ErrorCode.SECRET_UNFIT, () -> vault.store("empty", new byte[0]));
    }

    @Test
    void keepsNamesApartThatDifferInCaseScriptOrSegments() throws Exception {
        Vault vault = Vault.open(directory);
        String[] names = {"Key", "key", "KEY", "k/ey", "k%2Fey", "Schlüssel", "鍵", "кey", "a b", "İ", "i", "😀"};
        for (String name : names) {
            vault.store(name, "value of " + name);
        }

        for (String name : names) {
            assertThat(vault.text(name)).isEqualTo("value of " + name);
        }
        assertThat(vault.list())
                .containsExactlyInAnyOrder(
                        java.util.Arrays.stream(names).map(Vault::ref).toArray(dev.outloop.secret.SecretRef[]::new));
    }

    @Test
    void replacesAndDeletes() throws Exception {
        Vault vault = Vault.open(directory);
        vault.store("key", "first");
        vault.store("key", "second");

        assertThat(vault.text("key")).isEqualTo("second");
        assertThat(vault.delete("key")).isTrue();
        assertThat(vault.delete("key")).isFalse();
        assertFails(ErrorCode.SECRET_NOT_FOUND, () -> vault.get("key"));
        assertThat(vault.list()).isEmpty();
    }

    @Test
    void readsAMissingStoreAsEmptyAndMakesNothing() throws Exception {
        Vault vault = Vault.open(directory);

        assertFails(ErrorCode.SECRET_NOT_FOUND, () -> vault.get("key"));
        assertThat(vault.delete("key")).isFalse();
        assertThat(vault.list()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void showsToItsOwnerAlone() throws Exception {
        Vault.open(directory).store("key", "a value");

        for (String name : new String[] {"vault.p12", "vault.p12.passphrase", "vault.p12.lock"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
        assertThat(directory.resolve("vault.p12.new")).doesNotExist();
    }

    @Test
    void putsNoValueInPlainIntoItsFiles() throws Exception {
        Vault.open(directory).store("key", "canary-7d1f0a-value");

        try (var files = Files.list(directory)) {
            assertThat(files.toList())
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain("canary-7d1f0a-value"));
        }
        assertThat(Vault.open(directory).text("key")).isEqualTo("canary-7d1f0a-value");
    }

    @Test
    void tellsADamagedStoreFromAWrongPassphrase() throws Exception {
        Vault vault = Vault.open(directory);
        vault.store("key", "a value");
        Path store = directory.resolve("vault.p12");
        byte[] whole = Files.readAllBytes(store);

        Files.write(store, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertFails(ErrorCode.VAULT_UNAVAILABLE, () -> vault.get("key"));
        assertFails(ErrorCode.VAULT_UNAVAILABLE, () -> vault.store("other", "a value"));
        Files.write(store, whole);
        assertThat(vault.text("key")).isEqualTo("a value");
        Files.writeString(directory.resolve("vault.p12.passphrase"), "another");
        assertFails(ErrorCode.VAULT_DENIED, () -> vault.get("key"));
        assertFails(ErrorCode.VAULT_DENIED, () -> vault.store("other", "a value"));
    }

    @Test
    void failsWhenClosedOrTooLate() throws Exception {
        Vault vault = Vault.open(directory);
        vault.store("key", "a value");

        assertFails(
                ErrorCode.VAULT_TIMEOUT,
                () -> vault.backend.lease(VaultRequest.of(Vault.ref("key"), FixedContext.NOW)));
        vault.backend.close();
        assertFails(ErrorCode.VAULT_UNAVAILABLE, () -> vault.get("key"));
        assertFails(ErrorCode.VAULT_UNAVAILABLE, () -> vault.store("key", "a value"));
        assertFails(ErrorCode.VAULT_UNAVAILABLE, () -> vault.delete("key"));
        assertFails(ErrorCode.VAULT_UNAVAILABLE, vault::list);
    }

    @Test
    void refusesSettingsThatItDoesNotKnow() throws Exception {
        assertThat(Vault.open(directory, Map.of("path", "a"), Map.of())).isNotNull();
        assertFails(ErrorCode.VAULT_UNAVAILABLE, () -> Vault.open(directory, Map.of(), Map.of()));
        assertFails(
                ErrorCode.VAULT_UNAVAILABLE, () -> Vault.open(directory, Map.of("path", "a", "file", "b"), Map.of()));
        assertFails(
                ErrorCode.VAULT_UNAVAILABLE,
                () -> Vault.open(directory, Map.of("path", "a", "passphrase", "hunter2"), Map.of()));
        try (Secret secret = Secret.copyOf(new byte[] {'x'})) {
            assertFails(
                    ErrorCode.VAULT_UNAVAILABLE,
                    () -> Vault.open(directory, Map.of("path", "a"), Map.of("token", secret)));
        }
    }

    @Test
    void keepsTheOldStoreWhenACrashComesBeforeTheRename() throws Exception {
        Vault.open(directory).store("key", "old");
        PrivateFile crashing = new PrivateFile() {
            @Override
            void publish(Path temporary, Path file) throws IOException {
                assertThat(temporary).isNotEmptyFile();
                // An error is what a killed process looks like: nothing is cleaned up.
                throw new AssertionError("crashed");
            }
        };
        Path passphrase = directory.resolve("vault.p12.passphrase");
        Vault vault = Vault.with(directory, crashing, new FilePassphrase(passphrase, new PrivateFile()));

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> vault.store("key", "new")))
                .hasMessage("crashed");

        assertThat(directory.resolve("vault.p12.new")).exists();
        assertThat(Vault.open(directory).text("key")).isEqualTo("old");
        Vault.open(directory).store("key", "newer");
        assertThat(Vault.open(directory).text("key")).isEqualTo("newer");
        assertThat(directory.resolve("vault.p12.new")).doesNotExist();
    }

    @Test
    void keepsTheOldStoreWhenTheRenameFails() throws Exception {
        Vault.open(directory).store("key", "old");
        PrivateFile full = new PrivateFile() {
            @Override
            void publish(Path temporary, Path file) throws IOException {
                throw new IOException("no space left on device");
            }
        };
        Path passphrase = directory.resolve("vault.p12.passphrase");
        Vault vault = Vault.with(directory, full, new FilePassphrase(passphrase, new PrivateFile()));

        assertFails(ErrorCode.VAULT_UNAVAILABLE, () -> vault.store("key", "new"));

        assertThat(directory.resolve("vault.p12.new")).doesNotExist();
        assertThat(Vault.open(directory).text("key")).isEqualTo("old");
    }
}
