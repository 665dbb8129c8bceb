package dev.outloop.backend.keychain.internal.secretservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.backend.keychain.KeychainProvider;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.RequireCounterpart;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each state that a desktop session may be in, on a bus of its own and with a real gnome-keyring. */
@RequireCounterpart({"dbus-daemon", "gnome-keyring-daemon"})
class SecretServiceStatesTest {

    private static final SecretRef KNOWN = SecretRef.parse("os:api/key");
    private static final SecretRef UNKNOWN = SecretRef.parse("os:api/other");

    private final Canary value = Canary.random("state");
    private PrivateSession session;
    private TestVaultContext context;

    @BeforeEach
    void startBus(@TempDir Path directory) throws Exception {
        session = PrivateSession.start();
        context = session.configure(TestVaultContext.of("os", directory, TestClock.create()));
    }

    @AfterEach
    void endSession() throws Exception {
        session.close();
    }

    private OpenKeychain open(String... settings) throws VaultException {
        TestVaultContext with = context;
        for (int i = 0; i < settings.length; i += 2) {
            with = with.with(settings[i], settings[i + 1]);
        }
        return new OpenKeychain(new KeychainProvider().open(with), context.clock(), value);
    }

    private OpenKeychain openWithValue(String... settings) throws Exception {
        session.startKeyring(true);
        OpenKeychain vault = open(settings);
        vault.store(KNOWN, value.bytes());
        assertThat(vault.lend(KNOWN)).isEqualTo(value.bytes());
        return vault;
    }

    @Test
    void unlockedGivesTheValueAndTellsMissing() throws Exception {
        try (OpenKeychain vault = openWithValue()) {
            vault.check();
            vault.fails(ErrorCode.SECRET_NOT_FOUND, () -> vault.lend(UNKNOWN));
            assertThat(vault.list()).containsExactly(KNOWN);
        }
    }

    @Tag("VAULT-033")
    @Test
    void lockedIsLockedAndNotMissing() throws Exception {
        try (OpenKeychain vault = openWithValue()) {
            session.lock();
            requireLocked(vault);
        }
    }

    @Test
    void lockedSinceItsStartIsLockedAndNotMissing() throws Exception {
        try (OpenKeychain vault = openWithValue()) {
            session.stopKeyring();
            session.startKeyring(false);
            requireLocked(vault);
        }
    }

    private void requireLocked(OpenKeychain vault) throws Exception {
        for (SecretRef ref : List.of(KNOWN, UNKNOWN)) {
            vault.fails(ErrorCode.VAULT_LOCKED, () -> vault.lend(ref)).hasMessageContaining("unlock it in Seahorse");
            vault.fails(ErrorCode.VAULT_LOCKED, () -> vault.store(ref, value.bytes()));
            vault.fails(ErrorCode.VAULT_LOCKED, () -> vault.delete(ref));
        }
        vault.fails(ErrorCode.VAULT_LOCKED, vault::list);
        vault.fails(ErrorCode.VAULT_LOCKED, vault::check);
    }

    @Test
    void noCollectionYetIsAMissingVault() throws Exception {
        session.startKeyring(false);
        try (OpenKeychain vault = open()) {
            vault.fails(ErrorCode.VAULT_MISSING, () -> vault.lend(KNOWN)).hasMessageContaining("create one");
            vault.fails(ErrorCode.VAULT_MISSING, () -> vault.store(KNOWN, value.bytes()));
            vault.fails(ErrorCode.VAULT_MISSING, vault::check);
        }
        try (OpenKeychain vault = open("collection", "/org/freedesktop/secrets/collection/elsewhere")) {
            vault.fails(ErrorCode.VAULT_MISSING, () -> vault.lend(KNOWN));
        }
        try (OpenKeychain vault = open("collection", "no-such-alias")) {
            vault.fails(ErrorCode.VAULT_MISSING, () -> vault.lend(KNOWN));
        }
    }

    @Test
    void collectionIsChosenByAliasOrPath() throws Exception {
        try (OpenKeychain byDefault = openWithValue();
                OpenKeychain byPath = open("collection", PrivateSession.LOGIN);
                OpenKeychain other = open("collection", "session")) {
            assertThat(byPath.lend(KNOWN)).isEqualTo(value.bytes());
            other.fails(ErrorCode.SECRET_NOT_FOUND, () -> other.lend(KNOWN));
            other.store(KNOWN, "another".getBytes(UTF_8));
            assertThat(other.lend(KNOWN)).isEqualTo("another".getBytes(UTF_8));
            assertThat(byDefault.lend(KNOWN)).isEqualTo(value.bytes());
        }
    }

    @Test
    void noServiceAndNoBusAreUnavailableEachInItsWords() throws Exception {
        try (OpenKeychain vault = open()) {
            vault.fails(ErrorCode.VAULT_UNAVAILABLE, () -> vault.lend(KNOWN))
                    .hasMessageContaining("install and start one, such as gnome-keyring");
            vault.fails(ErrorCode.VAULT_UNAVAILABLE, vault::check);
        }
        String nowhere = "unix:path=" + session.home().resolve("nowhere");
        try (OpenKeychain vault = open("bus", nowhere)) {
            vault.fails(ErrorCode.VAULT_UNAVAILABLE, () -> vault.lend(KNOWN))
                    .hasMessageContaining("no session bus answers");
        }
        Path file = Files.createFile(session.home().resolve("file"));
        try (OpenKeychain vault = open("bus", "unix:path=" + file)) {
            vault.fails(ErrorCode.VAULT_UNAVAILABLE, () -> vault.lend(KNOWN))
                    .hasMessageContaining("no session bus answers");
        }
        try (OpenKeychain vault = open("bus", "unix:abstract=/tmp/dbus-x")) {
            vault.fails(ErrorCode.VAULT_UNAVAILABLE, () -> vault.lend(KNOWN)).hasMessageContaining("unix:path=");
        }
    }

    @Test
    void serviceThatEndsIsNoLongerThere() throws Exception {
        try (OpenKeychain vault = openWithValue()) {
            session.stopKeyring();
            vault.fails(ErrorCode.VAULT_UNAVAILABLE, () -> vault.lend(KNOWN));
            session.startKeyring(true);
            assertThat(vault.lend(KNOWN)).isEqualTo(value.bytes());
        }
    }

    /** There is nobody to show gnome-keyring's dialog here, and it says so as if a person had dismissed it. */
    @Test
    void promptThatCannotBeShownIsDenied() throws Exception {
        try (OpenKeychain vault = openWithValue("prompt", "true")) {
            session.lock();
            vault.fails(ErrorCode.VAULT_DENIED, () -> vault.lend(KNOWN)).hasMessageContaining("dismissed");
            vault.fails(ErrorCode.VAULT_LOCKED, vault::check);
        }
    }

    /** Who shows gnome-keyring's dialogs is there and never answers, as when nobody sits before the screen. */
    @Test
    void promptThatNobodyAnswersEndsAtTheDeadline() throws Exception {
        try (OpenKeychain vault = openWithValue("prompt", "true");
                AutoCloseable prompter = session.silentPrompter()) {
            session.lock();
            OpenKeychain hurried = vault.within(Duration.ofMillis(300));
            hurried.fails(ErrorCode.VAULT_TIMEOUT, () -> hurried.lend(KNOWN));
            vault.fails(ErrorCode.VAULT_LOCKED, vault::check);
        }
    }

    @Test
    @RequireCounterpart("secret-tool")
    void itemsStoredByHandAreFoundAndOurOwnAreReadable() throws Exception {
        try (OpenKeychain vault = openWithValue()) {
            session.run(
                    value.text() + "-by-hand",
                    "secret-tool",
                    "store",
                    "--label=outloop: api/other",
                    "service",
                    "outloop",
                    "account",
                    "api/other");

            assertThat(vault.lend(UNKNOWN)).isEqualTo((value.text() + "-by-hand").getBytes(UTF_8));
            assertThat(session.run("", "secret-tool", "lookup", "service", "outloop", "account", "api/key"))
                    .isEqualTo(value.text());
            vault.store(UNKNOWN, value.bytes());
            assertThat(vault.list()).containsExactlyInAnyOrder(KNOWN, UNKNOWN);
            assertThat(session.run("", "secret-tool", "lookup", "service", "outloop", "account", "api/other"))
                    .isEqualTo(value.text());
        }
    }

    @Test
    @RequireCounterpart("secret-tool")
    void twoItemsOfOneNameAreAmbiguousAndNeitherIsTouched() throws Exception {
        try (OpenKeychain vault = openWithValue()) {
            String[] store = {
                "secret-tool", "store", "--label=more", "service", "outloop", "account", "api/key", "more", "x"
            };
            session.run(value.text(), store);

            vault.fails(ErrorCode.SECRET_AMBIGUOUS, () -> vault.lend(KNOWN))
                    .hasMessageContaining(PrivateSession.LOGIN + "/");
            vault.fails(ErrorCode.SECRET_AMBIGUOUS, () -> vault.store(KNOWN, value.bytes()));
            vault.fails(ErrorCode.SECRET_AMBIGUOUS, () -> vault.delete(KNOWN));
            assertThat(vault.list()).containsExactly(KNOWN);
        }
    }

    @Test
    @RequireCounterpart("secret-tool")
    void emptyItemAndForeignNamesAreNoSecrets() throws Exception {
        try (OpenKeychain vault = openWithValue()) {
            session.run("", "secret-tool", "store", "--label=empty", "service", "outloop", "account", "empty");
            session.run("x", "secret-tool", "store", "--label=odd", "service", "outloop", "account", "%61/../b");
            // With the service alone it would take the place of any item that has that service.
            session.run("x", "secret-tool", "store", "--label=none", "service", "outloop", "name", "x");

            vault.fails(ErrorCode.SECRET_UNFIT, () -> vault.lend(SecretRef.parse("os:empty")));
            assertThat(vault.list()).containsExactlyInAnyOrder(KNOWN, SecretRef.parse("os:empty"));
        }
    }

    @Test
    void limitsAreRefusedByName() throws Exception {
        try (OpenKeychain vault = openWithValue()) {
            byte[] largest = new byte[64 * 1024];
            largest[largest.length - 1] = 1;
            vault.store(KNOWN, largest);
            assertThat(vault.lend(KNOWN)).isEqualTo(largest);
            vault.fails(ErrorCode.SECRET_UNFIT, () -> vault.store(KNOWN, new byte[64 * 1024 + 1]))
                    .hasMessageContaining("64 KiB");
            vault.fails(ErrorCode.SECRET_UNFIT, () -> vault.store(KNOWN, new byte[0]));
            SecretRef longest = new SecretRef("os", List.of("n".repeat(1024)));
            vault.store(longest, value.bytes());
            assertThat(vault.lend(longest)).isEqualTo(value.bytes());
            SecretRef tooLong = new SecretRef("os", List.of("n".repeat(1025)));
            vault.fails(ErrorCode.SECRET_UNFIT, () -> vault.store(tooLong, value.bytes()))
                    .hasMessageContaining("1024");
            vault.fails(ErrorCode.SECRET_NOT_FOUND, () -> vault.lend(tooLong));
        }
    }

    @Test
    void namesThatLookAlikeAreSeparateItems() throws Exception {
        List<SecretRef> refs = List.of(
                SecretRef.parse("os:a/b"),
                SecretRef.parse("os:a%2Fb"),
                SecretRef.parse("os:A/b"),
                SecretRef.parse("os:a%2Bb"),
                SecretRef.parse("os:a+b"),
                SecretRef.parse("os:a b"),
                SecretRef.parse("os:\u00e9"),
                SecretRef.parse("os:e\u0301"));
        try (OpenKeychain vault = openWithValue()) {
            // A plus sign is one character, however it is written.
            assertThat(refs.get(3)).isEqualTo(refs.get(4));
            for (SecretRef ref : refs) {
                vault.store(ref, ref.toString().getBytes(UTF_8));
            }
            for (SecretRef ref : refs) {
                assertThat(vault.lend(ref)).isEqualTo(ref.toString().getBytes(UTF_8));
            }
            assertThat(vault.list()).hasSize(refs.size());
        }
    }

    @Test
    void interruptedWaitEndsAndKeepsTheInterrupt() throws Exception {
        try (OpenKeychain vault = openWithValue()) {
            Thread.currentThread().interrupt();
            vault.fails(ErrorCode.VAULT_TIMEOUT, () -> vault.lend(KNOWN));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(vault.lend(KNOWN)).isEqualTo(value.bytes());
        }
    }

    /** Of 256 sessions one has a shared key that begins with a zero byte, which both sides have to keep. */
    @Test
    void everySessionHasTheKeyThatTheServiceHas() throws Exception {
        int rounds = Boolean.getBoolean("outloop.full") ? 1_000 : 30;
        try (OpenKeychain vault = openWithValue()) {
            for (int i = 0; i < rounds; i++) {
                assertThat(vault.lend(KNOWN)).as("round %s", i).isEqualTo(value.bytes());
            }
        }
    }

    @Test
    void storesOfOneNewNameAtOnceMakeOneItem() throws Exception {
        try (OpenKeychain vault = openWithValue()) {
            List<Callable<Void>> stores = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                stores.add(() -> {
                    vault.store(UNKNOWN, value.bytes());
                    return null;
                });
            }
            ExecutorService threads = Executors.newFixedThreadPool(stores.size());
            for (Future<Void> stored : threads.invokeAll(stores)) {
                stored.get();
            }
            threads.shutdown();
            assertThat(vault.lend(UNKNOWN)).isEqualTo(value.bytes());
            assertThat(vault.list()).containsExactlyInAnyOrder(KNOWN, UNKNOWN);
        }
    }

    @Test
    void twoServicesOfOneKeyringAreApart() throws Exception {
        try (OpenKeychain ours = openWithValue();
                OpenKeychain theirs = open("service", "another")) {
            theirs.fails(ErrorCode.SECRET_NOT_FOUND, () -> theirs.lend(KNOWN));
            assertThat(theirs.list()).isEmpty();
            assertThat(ours.list()).containsExactly(KNOWN);
        }
    }

    @Test
    void deadlineEndsAnAnswerThatDoesNotCome() throws Exception {
        try (OpenKeychain vault = openWithValue()) {
            session.suspendKeyring();
            OpenKeychain hurried = vault.within(Duration.ofMillis(200));
            hurried.fails(ErrorCode.VAULT_TIMEOUT, () -> hurried.lend(KNOWN));
            session.resumeKeyring();
            assertThat(vault.lend(KNOWN)).isEqualTo(value.bytes());
        }
    }
}
