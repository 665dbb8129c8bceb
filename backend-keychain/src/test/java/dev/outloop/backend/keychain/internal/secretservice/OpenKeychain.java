package dev.outloop.backend.keychain.internal.secretservice;

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
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** An opened vault and what tests ask it; no failure may tell the planted value. */
public final class OpenKeychain implements AutoCloseable {

    private final VaultBackend vault;
    private final Clock clock;
    private final Canary planted;
    private final Duration patience;

    public OpenKeychain(VaultBackend vault, Clock clock, Canary planted) {
        this(vault, clock, planted, Duration.ofSeconds(30));
    }

    private OpenKeychain(VaultBackend vault, Clock clock, Canary planted, Duration patience) {
        this.vault = vault;
        this.clock = clock;
        this.planted = planted;
        this.patience = patience;
    }

    /** The same vault, asked by somebody in a hurry. */
    public OpenKeychain within(Duration shorter) {
        return new OpenKeychain(vault, clock, planted, shorter);
    }

    public byte[] lend(SecretRef ref) throws VaultException {
        try (Lease lease = vault.lease(VaultRequest.of(ref, deadline()))) {
            return lease.secret().toByteArray(InsecureSecretAccess.get());
        }
    }

    public void store(SecretRef ref, byte[] value) throws VaultException {
        try (Secret secret = Secret.copyOf(value)) {
            ((VaultBackend.Storing) vault).store(VaultStoreRequest.of(ref, secret, deadline()));
        }
    }

    public boolean delete(SecretRef ref) throws VaultException {
        return ((VaultBackend.Deleting) vault).delete(VaultRequest.of(ref, deadline()));
    }

    public List<SecretRef> list() throws VaultException {
        return ((VaultBackend.Listing) vault).list(deadline());
    }

    public void check() throws VaultException {
        ((VaultBackend.Checking) vault).check(deadline());
    }

    /** The call fails with that code, and with nothing of the value. */
    public AbstractThrowableAssert<?, ? extends Throwable> fails(ErrorCode code, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(VaultException.class);
        assertThat(((VaultException) thrown).code()).as(thrown.getMessage()).isSameAs(code);
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(planted.isFoundIn(trace + vault.toString())).isFalse();
        return Assertions.assertThat(thrown);
    }

    private Instant deadline() {
        return clock.instant().plus(patience);
    }

    @Override
    public void close() {
        vault.close();
    }
}
