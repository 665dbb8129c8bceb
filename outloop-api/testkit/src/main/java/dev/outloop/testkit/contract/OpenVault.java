package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.spi.VaultStoreRequest;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A vault under test, opened in a folder, with what the contracts ask it again and again. */
final class OpenVault implements AutoCloseable {

    private static final String NAME = "contract";

    final TestClock clock = TestClock.create();
    final TestVaultContext context;
    final VaultBackend backend;
    private final VaultBackendContract contract;
    private final String unique;

    OpenVault(VaultBackendContract contract, Path directory) throws Exception {
        this.contract = contract;
        this.context = contract.configure(TestVaultContext.of(NAME, directory, clock));
        this.backend = contract.provider().open(context);
        // Vaults that outlive a test may have what an earlier one left.
        this.unique = Canary.random("t").text();
    }

    /** A reference that no other test uses. */
    SecretRef ref(String... segments) {
        List<String> name =
                Stream.concat(Stream.of(unique), Arrays.stream(segments)).toList();
        return new SecretRef(NAME, contract.written(name));
    }

    VaultRequest request(SecretRef ref) {
        return VaultRequest.of(ref, clock.in(contract.patience()));
    }

    VaultRequest tooLate(SecretRef ref) {
        return VaultRequest.of(ref, clock.in(contract.patience().negated()));
    }

    void keep(SecretRef ref, byte[] value) throws Exception {
        contract.keep(backend, context, ref, value);
    }

    void store(SecretRef ref, byte[] value) throws VaultException {
        try (Secret secret = Secret.copyOf(value)) {
            ((VaultBackend.Storing) backend).store(VaultStoreRequest.of(ref, secret, clock.in(contract.patience())));
        }
    }

    boolean delete(SecretRef ref) throws VaultException {
        return ((VaultBackend.Deleting) backend).delete(request(ref));
    }

    List<SecretRef> list() throws VaultException {
        return ((VaultBackend.Listing) backend).list(clock.in(contract.patience()));
    }

    byte[] lend(SecretRef ref) throws VaultException {
        try (Lease lease = backend.lease(request(ref))) {
            return lease.secret().toByteArray(InsecureSecretAccess.get());
        }
    }

    void requireMissing(SecretRef ref) {
        requireFailure(ErrorCode.SECRET_NOT_FOUND, () -> lend(ref));
    }

    static void requireFailure(ErrorCode code, ThrowingCallable call) {
        assertThat(failure(call).code()).isSameAs(code);
    }

    static VaultException failure(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(VaultException.class);
        return (VaultException) thrown;
    }

    /** Closes the vault before its time. */
    void shut() {
        backend.close();
    }

    @Override
    public void close() {
        backend.close();
    }
}
