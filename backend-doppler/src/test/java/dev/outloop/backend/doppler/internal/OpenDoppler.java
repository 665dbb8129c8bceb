package dev.outloop.backend.doppler.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outloop.backend.doppler.DopplerProvider;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A backend under test, and what tests ask it again and again. */
final class OpenDoppler implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    final VaultBackend backend;
    private final VaultContext context;

    OpenDoppler(VaultContext context) throws VaultException {
        this(new DopplerProvider(), context);
    }

    OpenDoppler(VaultBackendProvider provider, VaultContext context) throws VaultException {
        this.context = context;
        this.backend = provider.open(context);
    }

    Instant deadline() {
        return context.clock().instant().plus(PATIENCE);
    }

    Lease lease(String path) throws VaultException {
        SecretRef ref = SecretRef.parse(context.vaultName() + ":" + path);
        return backend.lease(VaultRequest.of(ref, deadline()));
    }

    String lend(String path) throws VaultException {
        try (Lease lease = lease(path)) {
            return new String(lease.secret().toByteArray(InsecureSecretAccess.get()), StandardCharsets.UTF_8);
        }
    }

    List<SecretRef> list() throws VaultException {
        return ((VaultBackend.Listing) backend).list(deadline());
    }

    void check() throws VaultException {
        ((VaultBackend.Checking) backend).check(deadline());
    }

    VaultException requireFailure(ErrorCode code, String path) {
        return requireFailure(code, () -> lend(path));
    }

    static VaultException requireFailure(ErrorCode code, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(VaultException.class);
        VaultException failure = (VaultException) thrown;
        assertThat(failure.code()).as(failure.getMessage()).isSameAs(code);
        return failure;
    }

    @Override
    public void close() {
        backend.close();
    }
}
