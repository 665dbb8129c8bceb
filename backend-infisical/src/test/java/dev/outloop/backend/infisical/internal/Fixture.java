package dev.outloop.backend.infisical.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outloop.action.NetworkRule;
import dev.outloop.backend.infisical.InfisicalProvider;
import dev.outloop.core.VaultHttpPorts;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A fake Infisical with a vault opened on it, and a clock that stands still. */
final class Fixture implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    final FakeInfisical infisical = new FakeInfisical();
    final TestClock clock = TestClock.create();
    private final RenewableSecret clientSecret = new RenewableSecret(infisical.clientSecret.bytes());
    final VaultBackend.Listing backend;

    Fixture() throws Exception {
        this(false);
    }

    private Fixture(boolean byToken) throws Exception {
        TestVaultContext context = plain();
        VaultContext full = byToken
                ? context.withSecret("token", "st.a.b.c".getBytes(StandardCharsets.UTF_8))
                : clientSecret.in(context.with("client-id", FakeInfisical.CLIENT_ID));
        this.backend = (VaultBackend.Listing) new InfisicalProvider().open(full);
    }

    /** With a service token in place of an identity. */
    static Fixture byToken() throws Exception {
        Fixture fixture = new Fixture(true);
        fixture.infisical.trust("st.a.b.c");
        return fixture;
    }

    /** Without a credential. */
    TestVaultContext plain() {
        return TestVaultContext.of("team", Path.of("."), clock)
                .with("project", FakeInfisical.PROJECT)
                .with("environment", FakeInfisical.ENVIRONMENT)
                .with("url", infisical.server.url())
                .withHttp(url -> VaultHttpPorts.open("team", url, NetworkRule.publicInternet(), clock));
    }

    RenewableSecret clientSecret() {
        return clientSecret;
    }

    String lend(String ref) throws VaultException {
        try (Lease lease = lease(ref)) {
            return new String(lease.secret().toByteArray(InsecureSecretAccess.get()), StandardCharsets.UTF_8);
        }
    }

    Lease lease(String ref) throws VaultException {
        return backend.lease(VaultRequest.of(SecretRef.parse("team:" + ref), clock.in(PATIENCE)));
    }

    VaultException refused(String ref) {
        return failure(() -> lend(ref));
    }

    void requireRefused(ErrorCode code, String ref) {
        assertThat(refused(ref).code()).isSameAs(code);
    }

    static VaultException failure(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(VaultException.class);
        return (VaultException) thrown;
    }

    @Override
    public void close() {
        backend.close();
        infisical.close();
    }
}
