package dev.outloop.core.internal.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.spi.VaultStoreRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A keystore as tests use it. */
final class Vault {

    private static final Instant DEADLINE = FixedContext.NOW.plusSeconds(20);

    final KeystoreBackend backend;

    Vault(KeystoreBackend backend) {
        this.backend = backend;
    }

    static Vault open(Path directory) throws VaultException {
        return open(directory, Map.of("path", "vault.p12"), Map.of());
    }

    static Vault open(Path directory, Map<String, String> settings, Map<String, Secret> secrets) throws VaultException {
        return new Vault((KeystoreBackend) new KeystoreProvider().open(new FixedContext(directory, settings, secrets)));
    }

    static Vault with(Path directory, PrivateFile files, PassphraseSource source) {
        return new Vault(new KeystoreBackend(
                new FixedContext(directory, Map.of(), Map.of()),
                new StoreFile(directory.resolve("vault.p12"), files),
                source));
    }

    void store(String path, byte[] value) throws VaultException {
        try (Secret secret = Secret.copyOf(value)) {
            backend.store(VaultStoreRequest.of(ref(path), secret, DEADLINE));
        }
    }

    void store(String path, String value) throws VaultException {
        store(path, value.getBytes(StandardCharsets.UTF_8));
    }

    byte[] get(String path) throws VaultException {
        try (Lease lease = backend.lease(VaultRequest.of(ref(path), DEADLINE))) {
            return lease.secret().toByteArray(InsecureSecretAccess.get());
        }
    }

    String text(String path) throws VaultException {
        return new String(get(path), StandardCharsets.UTF_8);
    }

    boolean delete(String path) throws VaultException {
        return backend.delete(VaultRequest.of(ref(path), DEADLINE));
    }

    List<SecretRef> list() throws VaultException {
        return backend.list(DEADLINE);
    }

    static SecretRef ref(String path) {
        return SecretRef.parse("local:" + path);
    }

    static void assertFails(ErrorCode code, ThrowingCallable call) {
        VaultException failure = catchThrowableOfType(VaultException.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.getMessage()).isNotBlank();
        assertThat(failure.getCause()).isNull();
    }
}
