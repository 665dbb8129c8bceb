package dev.outloop.backend.keychain.internal.macos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.backend.keychain.internal.KeychainBackend;
import dev.outloop.backend.keychain.internal.secretservice.OpenKeychain;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.SecretRef;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import dev.outloop.testkit.twin.Twin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What macOS may answer, as its headers and source have it; none of this was run on a Mac. */
class MacKeychainTest {

    private static final SecretRef REF = SecretRef.parse("os:api/key");

    private final Canary value = Canary.random("mac");
    private final TestVaultContext context =
            TestVaultContext.of("os", Path.of("").toAbsolutePath(), TestClock.create());
    private final FakeMac mac = new FakeMac();

    private OpenKeychain open(boolean mayPrompt) {
        MacKeychain keychain = new MacKeychain(mac, "outloop", mayPrompt);
        return new OpenKeychain(new KeychainBackend(context, keychain), context.clock(), value);
    }

    @ParameterizedTest
    @CsvSource({
        "-25308, VAULT_LOCKED, Access Control",
        "-25315, VAULT_LOCKED, Access Control",
        "-25320, VAULT_LOCKED, Access Control",
        "-128, VAULT_DENIED, cancelled",
        "-25293, VAULT_DENIED, refused",
        "-25243, VAULT_DENIED, refused",
        "-25292, VAULT_DENIED, refused",
        "-61, VAULT_DENIED, refused",
        "-34018, VAULT_DENIED, signed",
        "-25294, VAULT_MISSING, create one",
        "-25307, VAULT_MISSING, create one",
        "-25291, VAULT_UNAVAILABLE, session",
        "-25295, VAULT_UNAVAILABLE, session",
        "-50, VAULT_FAILED, security error -50",
        "-67585, VAULT_FAILED, security error"
    })
    void statusesAreToldApart(int status, String code, String word) throws Exception {
        ErrorCode expected = ErrorCode.named(code).orElseThrow();
        try (OpenKeychain vault = open(false)) {
            mac.put("outloop", "api/key", value.bytes());
            assertThat(vault.lend(REF)).isEqualTo(value.bytes());
            for (String function : List.of("SecItemCopyMatching", "SecItemUpdate", "SecItemDelete")) {
                mac.answer(function, status);
            }
            vault.fails(expected, () -> vault.lend(REF)).hasMessageContaining(word);
            vault.fails(expected, () -> vault.store(REF, value.bytes())).hasMessageContaining(word);
            vault.fails(expected, () -> vault.delete(REF)).hasMessageContaining(word);
            vault.fails(expected, vault::list).hasMessageContaining(word);
        }
        requireClean();
    }

    @Tag("VAULT-033")
    @Test
    void lockedIsLockedAndSaysHowToUnlock() throws Exception {
        mac.put("outloop", "api/key", value.bytes()).lock(true);
        try (OpenKeychain vault = open(false)) {
            vault.fails(ErrorCode.VAULT_LOCKED, () -> vault.lend(REF)).hasMessageContaining("unlock it");
            vault.fails(ErrorCode.VAULT_LOCKED, vault::check).hasMessageContaining("unlock it");
            SecretRef missing = SecretRef.parse("os:missing");
            vault.fails(ErrorCode.VAULT_LOCKED, () -> vault.lend(missing));
            vault.fails(ErrorCode.VAULT_LOCKED, () -> vault.delete(missing));
            mac.answer("SecItemCopyMatching", -25293);
            vault.fails(ErrorCode.VAULT_LOCKED, () -> vault.lend(REF)).hasMessageContaining("unlock it");
            mac.answer("SecItemCopyMatching", 0).lock(false);
            vault.check();
            assertThat(vault.lend(REF)).isEqualTo(value.bytes());
        }
        requireClean();
    }

    @Test
    void noDefaultKeychainIsSeenByTheCheck() throws Exception {
        mac.answer("SecKeychainGetStatus", -25307);
        try (OpenKeychain vault = open(false)) {
            vault.fails(ErrorCode.VAULT_MISSING, vault::check);
        }
    }

    @Test
    void dialogsAreOffUnlessTheSettingAllowsThem() throws Exception {
        mac.put("outloop", "api/key", value.bytes());
        try (OpenKeychain silent = open(false);
                OpenKeychain asking = open(true)) {
            silent.lend(REF);
            asking.lend(REF);
        }
        assertThat(mac.dialogsAllowed()).containsExactly(false, true);
        assertThat(mac.interactionAllowed()).isTrue();
    }

    @Test
    void switchThatCannotBeTurnedStopsTheCall() throws Exception {
        mac.answer("SecKeychainSetUserInteractionAllowed", -25291);
        try (OpenKeychain vault = open(false)) {
            vault.fails(ErrorCode.VAULT_UNAVAILABLE, () -> vault.lend(REF));
        }
        assertThat(mac.dialogsAllowed()).isEmpty();
    }

    @Test
    void addedMeanwhileIsUpdated() throws Exception {
        mac.put("outloop", "api/key", "theirs".getBytes(UTF_8)).answer("SecItemUpdate", OsStatus.NOT_FOUND);
        try (OpenKeychain vault = open(false)) {
            vault.fails(ErrorCode.VAULT_FAILED, () -> vault.store(REF, value.bytes()));
            mac.answer("SecItemUpdate", 0);
            vault.store(REF, value.bytes());
        }
        assertThat(mac.get("outloop", "api/key")).isEqualTo(value.bytes());
        requireClean();
    }

    @Test
    void answersOfAnotherTypeAreRefused() throws Exception {
        try (OpenKeychain vault = open(false)) {
            mac.result(mac.objects.createString(value.text()));
            vault.fails(ErrorCode.VAULT_FAILED, () -> vault.lend(REF));
            mac.result(mac.objects.createString(value.text()));
            vault.fails(ErrorCode.VAULT_FAILED, vault::list);
            mac.result(mac.objects.createArray(List.of(mac.objects.createString(value.text()))));
            vault.fails(ErrorCode.VAULT_FAILED, vault::list);
            mac.result(mac.objects.createData(new byte[0]));
            vault.fails(ErrorCode.SECRET_UNFIT, () -> vault.lend(REF));
        }
        requireClean();
    }

    @Test
    void accountsThatNoReferenceNamesAreLeftOut() throws Exception {
        mac.put("outloop", "api/key", value.bytes())
                .put("outloop", "k\u00fcche", value.bytes())
                .put("outloop", "%61", value.bytes())
                .put("another", "api/key", value.bytes());
        try (OpenKeychain vault = open(false)) {
            assertThat(vault.list()).containsExactly(REF);
        }
        requireClean();
    }

    @Test
    void callsThatHangEndAtTheDeadlineAndLaterOnesAreAnsweredAgain() throws Exception {
        mac.put("outloop", "api/key", value.bytes());
        CountDownLatch hang = mac.hang();
        try (OpenKeychain vault = open(true)) {
            OpenKeychain hurried = vault.within(Duration.ofMillis(100));
            // More than there are threads for, so that the last find none.
            for (int i = 0; i < 6; i++) {
                hurried.fails(ErrorCode.VAULT_TIMEOUT, () -> hurried.lend(REF));
            }
            hang.countDown();
            assertThat(vault.lend(REF)).isEqualTo(value.bytes());
        }
    }

    @Test
    void interruptEndsTheWait() throws Exception {
        CountDownLatch hang = mac.hang();
        Thread asking = Thread.currentThread();
        Thread other = new Thread(() -> {
            try {
                mac.awaitHanging();
                asking.interrupt();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        other.start();
        try (OpenKeychain vault = open(true)) {
            vault.fails(ErrorCode.VAULT_TIMEOUT, () -> vault.lend(REF));
        }
        assertThat(Thread.interrupted()).isTrue();
        other.join();
        hang.countDown();
    }

    /** Reads and writes, and says whether any memory was freed with a value in it. */
    static final class ReadsAndWrites implements Supplier<Boolean> {
        @Override
        public Boolean get() {
            try {
                MacKeychainTest test = new MacKeychainTest();
                try (OpenKeychain vault = test.open(false)) {
                    vault.store(REF, test.value.bytes());
                    vault.lend(REF);
                }
                assertThat(test.mac.objects.freedData()).hasSize(2);
                return test.mac.objects.freedData().stream().anyMatch(test.value::isFoundIn);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void withoutOverwritingTheValueIsLeftInFreedMemory() {
        String own = "dev.outloop.backend.keychain";
        Twin twin = Twin.without(CfScope.class.getName() + "#overwrite", own);
        assertThat(Twin.unchanged(own)
                        .newInstance(Supplier.class, ReadsAndWrites.class)
                        .get())
                .isEqualTo(false);
        assertThat(twin.newInstance(Supplier.class, ReadsAndWrites.class).get()).isEqualTo(true);
        twin.requireReached();
    }

    private void requireClean() {
        assertThat(mac.objects.left()).isZero();
        assertThat(mac.objects.freedData()).isNotNull().noneMatch(value::isFoundIn);
        assertThat(mac.interactionAllowed()).isTrue();
    }
}
