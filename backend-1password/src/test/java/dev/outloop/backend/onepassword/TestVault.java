package dev.outloop.backend.onepassword;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outloop.action.NetworkRule;
import dev.outloop.core.VaultHttpPorts;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A fake server, and the vault {@code team} opened on it. */
public final class TestVault implements AutoCloseable {

    public final Canary token = Canary.random("connect-token");
    public final TestClock clock = TestClock.create();
    public final FakeConnect connect;
    public final VaultBackend.Checking backend;

    private TestVault(FakeConnect connect) throws VaultException {
        this.connect = connect;
        connect.accept(token.text());
        this.backend = open(context(connect.server.url(), token, clock));
    }

    public static TestVault open() throws IOException, VaultException {
        return new TestVault(FakeConnect.start(""));
    }

    /** What the vault {@code team} is opened with. */
    public static TestVaultContext context(String url, Canary token, Clock clock) {
        return TestVaultContext.of("team", Path.of(""), clock)
                .with("url", url)
                .withSecret("token", token.bytes())
                .withHttp(to -> VaultHttpPorts.open("team", to, NetworkRule.publicInternet(), clock));
    }

    public static VaultBackend.Checking open(TestVaultContext context) throws VaultException {
        return (VaultBackend.Checking) new OnePasswordProvider().open(context);
    }

    public Lease lease(String path) throws VaultException {
        return backend.lease(VaultRequest.of(SecretRef.parse("team:" + path), clock.in(Duration.ofSeconds(30))));
    }

    /** The value as text, with the lease closed. */
    public String lend(String path) throws VaultException {
        try (Lease lease = lease(path)) {
            return new String(lease.secret().toByteArray(InsecureSecretAccess.get()), StandardCharsets.UTF_8);
        }
    }

    public VaultException failure(String path) {
        return catchThrowableOfType(VaultException.class, () -> lend(path));
    }

    /** How many requests the server has got. */
    public int requests() {
        return connect.server.requests().size();
    }

    @Override
    public void close() {
        backend.close();
        connect.close();
    }
}
