package dev.outloop.backend.doppler.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.backend.doppler.DopplerProvider;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.TestVaultContext;
import dev.outloop.testkit.twin.Twin;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Without one of its checks")
class RemovedChecksTest {

    private static final String DOPPLER = "dev.outloop.backend.doppler";
    private static final String INTERNAL = DOPPLER + ".internal.";

    @TempDir
    private Path directory;

    private FakeDoppler doppler;

    @BeforeEach
    void start() throws Exception {
        doppler = FakeDoppler.start();
        doppler.keep("API_KEY", "a value");
        doppler.keep("EMPTY", "");
        doppler.keepRestricted("RESTRICTED", "a restricted value");
    }

    @AfterEach
    void end() {
        doppler.close();
    }

    @Test
    void withheldIsNotTold() throws Exception {
        Twin twin = Twin.without(INTERNAL + "DopplerApi#requireShown", DOPPLER);
        try (OpenDoppler vault = open(twin, "one");
                OpenDoppler sound = open(Twin.unchanged(DOPPLER), "one")) {
            sound.requireFailure(ErrorCode.SECRET_WITHHELD, "RESTRICTED");
            vault.requireFailure(ErrorCode.VAULT_FAILED, "RESTRICTED");
        }
        twin.requireReached();
    }

    @Test
    void anEmptyValueIsLent() throws Exception {
        Twin twin = Twin.without(INTERNAL + "DopplerBackend#requireNotEmpty", DOPPLER);
        try (OpenDoppler vault = open(twin, "one");
                OpenDoppler sound = open(Twin.unchanged(DOPPLER), "one")) {
            sound.requireFailure(ErrorCode.SECRET_UNFIT, "EMPTY");
            assertThat(vault.lend("EMPTY")).isEmpty();
        }
        twin.requireReached();
    }

    @Test
    void replacedValuesStay() {
        Twin twin = Twin.without(INTERNAL + "Snapshot#wipe", DOPPLER);
        assertThat(Twin.unchanged(DOPPLER)
                        .newInstance(Supplier.class, Replaced.class)
                        .get())
                .isEqualTo(true);
        assertThat(twin.newInstance(Supplier.class, Replaced.class).get()).isEqualTo(false);
        twin.requireReached();
    }

    /** Whether a value that another took the place of is overwritten. */
    static final class Replaced implements Supplier<Boolean> {
        @Override
        public Boolean get() {
            Secret value = Secret.ofUtf8("a value".toCharArray());
            try (Snapshot snapshot = new Snapshot()) {
                snapshot.replace(null, Map.of("NAME", value));
                snapshot.replace(null, Map.of());
                return value.isClosed();
            }
        }
    }

    /** A service token's own config takes precedence, and the answer does not say which one it is from. */
    @Test
    void theSecretOfAnotherConfigIsLent() throws Exception {
        Twin twin = Twin.without(INTERNAL + "DopplerApi#requireOwn", DOPPLER);
        doppler.server.enqueue(FakeDoppler.json(
                200, Map.of("name", "API_KEY", "value", Map.of("raw", "its own", "computed", "its own"))));
        try (OpenDoppler vault = open(twin, doppler.context(directory));
                OpenDoppler sound = open(Twin.unchanged(DOPPLER), doppler.context(directory))) {
            sound.requireFailure(ErrorCode.VAULT_DENIED, "shop/prd/API_KEY");
            assertThat(doppler.paths()).isEmpty();
            assertThat(vault.lend("shop/prd/API_KEY")).isEqualTo("its own");
        }
        twin.requireReached();
    }

    @Test
    void credentialsAreCreatedForDynamicSecrets() throws Exception {
        try (OpenDoppler sound = open(Twin.unchanged(DOPPLER), "many")) {
            sound.lend("API_KEY");
            sound.list();
        }
        assertThat(doppler.leasesIssued()).isZero();

        Twin twin = Twin.passingThrough(INTERNAL + "DopplerApi#withoutDynamicSecrets", DOPPLER);
        try (OpenDoppler vault = open(twin, "many")) {
            vault.lend("API_KEY");
            vault.list();
        }
        assertThat(doppler.leasesIssued()).isEqualTo(2);
        twin.requireReached();
    }

    private OpenDoppler open(Twin twin, String fetch) throws VaultException {
        return open(twin, doppler.personalContext(directory).with("fetch", fetch));
    }

    private static OpenDoppler open(Twin twin, TestVaultContext context) throws VaultException {
        return new OpenDoppler(twin.newInstance(VaultBackendProvider.class, DopplerProvider.class), context);
    }
}
