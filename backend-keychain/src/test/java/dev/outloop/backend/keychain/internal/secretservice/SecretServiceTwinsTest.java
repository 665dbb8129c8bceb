package dev.outloop.backend.keychain.internal.secretservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.security.auth.module.UnixSystem;
import dev.outloop.backend.keychain.KeychainProvider;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.RequireCounterpart;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import dev.outloop.testkit.twin.Twin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same questions to a backend with one check taken out, which has to get them wrong. */
@RequireCounterpart({"dbus-daemon", "gnome-keyring-daemon"})
class SecretServiceTwinsTest {

    private static final String PACKAGE = "dev.outloop.backend.keychain";
    private static final String LOCKED_CHECK = PACKAGE + ".internal.secretservice.Keyring#requireUnlocked";
    private static final String USER_CHECK = PACKAGE + ".internal.dbus.BusSocket#requireOwnUser";

    @TempDir
    private Path directory;

    /** Asks for a secret that is not there, and says which code came of it. */
    static final class Asks implements Function<TestVaultContext, String> {
        @Override
        public String apply(TestVaultContext context) {
            try (VaultBackend vault = new KeychainProvider().open(context)) {
                SecretRef missing = SecretRef.parse("os:missing");
                vault.lease(VaultRequest.of(missing, context.clock().instant().plus(Duration.ofSeconds(30))))
                        .close();
                return "lent";
            } catch (VaultException e) {
                return e.code().name();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private String ask(Twin twin, PrivateSession session) {
        Function<TestVaultContext, String> asks = twin.newInstance(Function.class, Asks.class);
        return asks.apply(session.configure(TestVaultContext.of("os", directory, TestClock.create())));
    }

    @Test
    void withoutTheCheckALockedKeyringLooksLikeAMissingSecret() throws Exception {
        Twin twin = Twin.without(LOCKED_CHECK, PACKAGE);
        try (PrivateSession session = PrivateSession.withKeyring()) {
            session.lock();

            assertThat(ask(Twin.unchanged(PACKAGE), session)).isEqualTo("VAULT_LOCKED");
            assertThat(ask(twin, session)).isEqualTo("SECRET_NOT_FOUND");
        }
        twin.requireReached();
    }

    @Test
    @RequireCounterpart("setpriv")
    void withoutTheCheckAnotherUsersBusIsAsked() throws Exception {
        assumeThat(new UnixSystem().getUid())
                .as("only root may start a bus as another user")
                .isZero();
        Twin twin = Twin.without(USER_CHECK, PACKAGE);
        try (PrivateSession session = PrivateSession.startAsNobody()) {
            assertThat(ask(Twin.unchanged(PACKAGE), session)).isEqualTo("VAULT_UNTRUSTED");
            assertThat(ask(twin, session)).isEqualTo("VAULT_UNAVAILABLE");
        }
        twin.requireReached();
    }
}
