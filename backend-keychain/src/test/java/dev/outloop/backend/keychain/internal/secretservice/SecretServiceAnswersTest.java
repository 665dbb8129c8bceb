package dev.outloop.backend.keychain.internal.secretservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.backend.keychain.KeychainProvider;
import dev.outloop.backend.keychain.internal.dbus.BusWriter;
import dev.outloop.backend.keychain.internal.dbus.FakeBus;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.SecretRef;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that no real service can be made to give: consent of a person, refusals, nonsense with a marker in it. */
@EnabledOnOs(OS.LINUX)
class SecretServiceAnswersTest {

    private static final SecretRef REF = SecretRef.parse("os:api/key");
    private static final String PROMPT = "/org/freedesktop/secrets/prompt/p1";
    private static final Consumer<BusWriter> NO_ITEMS = out -> out.array(4, items -> {});
    private static final Consumer<BusWriter> ONE_ITEM = out -> out.array(4, items -> items.string("/i/1"));

    private final Canary value = Canary.random("answered");
    private final AtomicBoolean locked = new AtomicBoolean();
    private FakeBus bus;
    private TestVaultContext context;

    @BeforeEach
    void startBus(@TempDir Path directory) throws Exception {
        bus = new FakeBus()
                .answer("ReadAlias", "o", out -> out.string("/org/freedesktop/secrets/collection/fake"))
                .answer("Get", "v", out -> out.variant("b").bool(locked.get()))
                .answer("SearchItems", "ao", NO_ITEMS);
        context = TestVaultContext.of("os", directory, TestClock.create()).with("bus", bus.address());
    }

    @AfterEach
    void closeBus() {
        bus.close();
    }

    private OpenKeychain open() throws Exception {
        return new OpenKeychain(new KeychainProvider().open(context), context.clock(), value);
    }

    private void promptTo(Runnable person, boolean dismissed) {
        context = context.with("prompt", "true");
        locked.set(true);
        bus.answer("Unlock", "aoo", out -> out.array(4, none -> {}).string(PROMPT));
        bus.bytes("Prompt", serial -> {
            person.run();
            // The dialog is over before the reply to the call that showed it.
            return FakeBus.inOrder(
                    FakeBus.signal(
                            PROMPT,
                            "Completed",
                            "bv",
                            out -> out.bool(dismissed).variant("s").string(value.text())),
                    FakeBus.reply(serial));
        });
    }

    @Test
    void personWhoUnlocksLetsTheQuestionGoOn() throws Exception {
        promptTo(() -> locked.set(false), false);
        try (OpenKeychain vault = open()) {
            vault.fails(ErrorCode.SECRET_NOT_FOUND, () -> vault.lend(REF));
        }
        assertThat(bus.called()).containsSubsequence("Unlock", "AddMatch", "Prompt", "SearchItems");
    }

    @Test
    void personWhoDismissesDenies() throws Exception {
        promptTo(() -> {}, true);
        try (OpenKeychain vault = open()) {
            vault.fails(ErrorCode.VAULT_DENIED, () -> vault.lend(REF));
        }
        assertThat(bus.called()).doesNotContain("SearchItems");
    }

    @Test
    void dialogThatUnlockedNothingLeavesItLocked() throws Exception {
        promptTo(() -> {}, false);
        try (OpenKeychain vault = open()) {
            vault.fails(ErrorCode.VAULT_LOCKED, () -> vault.lend(REF));
        }
    }

    @Test
    void noDialogIsShownUnlessTheSettingAllowsIt() throws Exception {
        locked.set(true);
        bus.answer("SearchItems", "ao", ONE_ITEM).answer("Delete", "o", out -> out.string(PROMPT));
        try (OpenKeychain vault = open()) {
            vault.fails(ErrorCode.VAULT_LOCKED, () -> vault.lend(REF));
            locked.set(false);
            vault.fails(ErrorCode.VAULT_LOCKED, () -> vault.delete(REF)).hasMessageContaining("consent");
        }
        assertThat(bus.called()).contains("Delete").doesNotContain("Unlock", "Prompt");
    }

    /** Anybody on the bus can send a signal to anybody, and name any object in it. */
    @Test
    void dialogIsOverOnlyWhenTheServiceSaysSo() throws Exception {
        promptTo(() -> {}, false);
        locked.set(false);
        bus.answer("SearchItems", "ao", ONE_ITEM).answer("Delete", "o", out -> out.string(PROMPT));
        try (OpenKeychain vault = open()) {
            assertThat(vault.delete(REF)).isTrue();
            bus.bytes(
                    "Prompt",
                    serial -> FakeBus.inOrder(
                            FakeBus.signal(
                                    ":1.99",
                                    PROMPT,
                                    "Completed",
                                    "bv",
                                    out -> out.bool(false).variant("s").string("")),
                            FakeBus.reply(serial)));
            OpenKeychain hurried = vault.within(Duration.ofMillis(1500));
            hurried.fails(ErrorCode.VAULT_TIMEOUT, () -> hurried.delete(REF));
        }
    }

    @Test
    void dialogThatHangsEndsAtTheDeadline() throws Exception {
        promptTo(() -> {}, false);
        bus.bytes("Prompt", FakeBus::reply);
        try (OpenKeychain vault = open()) {
            OpenKeychain hurried = vault.within(Duration.ofMillis(1500));
            hurried.fails(ErrorCode.VAULT_TIMEOUT, () -> hurried.lend(REF));
        }
        assertThat(bus.called()).contains("Prompt").doesNotContain("SearchItems");
    }

    /** It may lock itself between the first look and the search. */
    @Test
    void keyringThatLocksMeanwhileIsNotMissing() throws Exception {
        bus.bytes("SearchItems", serial -> {
            locked.set(true);
            return FakeBus.reply(serial, "ao", NO_ITEMS);
        });
        try (OpenKeychain vault = open()) {
            vault.fails(ErrorCode.VAULT_LOCKED, () -> vault.lend(REF));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "org.freedesktop.DBus.Error.AccessDenied, VAULT_DENIED",
        "org.freedesktop.DBus.Error.NotSupported, VAULT_UNAVAILABLE",
        "org.freedesktop.DBus.Error.NoReply, VAULT_UNAVAILABLE",
        "org.freedesktop.DBus.Error.LimitsExceeded, VAULT_UNAVAILABLE",
        "org.freedesktop.DBus.Error.Spawn.ChildExited, VAULT_UNAVAILABLE",
        "org.freedesktop.DBus.Error.UnknownObject, VAULT_UNAVAILABLE",
        "org.freedesktop.Secret.Error.NoSuchObject, VAULT_UNAVAILABLE",
        "org.freedesktop.Secret.Error.IsLocked, VAULT_LOCKED",
        "org.freedesktop.DBus.Error.Failed, VAULT_FAILED",
        "org.example.Anything, VAULT_FAILED"
    })
    void errorsOfTheServiceAreToldApart(String error, String code) throws Exception {
        bus.fail("SearchItems", error);
        try (OpenKeychain vault = open()) {
            vault.fails(ErrorCode.named(code).orElseThrow(), () -> vault.lend(REF));
        }
    }

    @Test
    void markersInAnswersAreInNoFailure() throws Exception {
        bus.answer("SearchItems", "ao", ONE_ITEM);
        try (OpenKeychain vault = open()) {
            bus.fail("OpenSession", "org.example." + value.text());
            vault.fails(ErrorCode.VAULT_FAILED, () -> vault.lend(REF));
            bus.answer("OpenSession", "s", out -> out.string(value.text()));
            vault.fails(ErrorCode.VAULT_UNAVAILABLE, () -> vault.lend(REF));
            // A public key of 1 makes the shared key known to everybody.
            bus.answer(
                    "OpenSession",
                    "vo",
                    out -> out.variant("ay").bytes(new byte[] {1}).string("/s"));
            vault.fails(ErrorCode.VAULT_UNAVAILABLE, () -> vault.lend(REF));
            bus.answer(
                    "OpenSession",
                    "vo",
                    out -> out.variant("ay").bytes(new byte[] {5}).string("/s"));
            bus.answer(
                    "GetSecret",
                    "(oayays)",
                    out -> out.struct()
                            .string("/s")
                            .bytes(new byte[16])
                            .bytes(value.bytes())
                            .string(value.text()));
            vault.fails(ErrorCode.VAULT_UNAVAILABLE, () -> vault.lend(REF));
            bus.bytes("GetSecret", serial -> value.bytes());
            vault.fails(ErrorCode.VAULT_UNAVAILABLE, () -> vault.lend(REF));
        }
        assertThat(bus.called()).contains("GetSecret");
    }

    /** What is written to the bus while storing is the sealed value alone. */
    @Test
    void storedValueIsNotOnTheBusInTheClear() throws Exception {
        bus.answer(
                        "OpenSession",
                        "vo",
                        out -> out.variant("ay").bytes(new byte[] {5}).string("/s"))
                .answer("CreateItem", "oo", out -> out.string("/i/1").string("/"));
        try (OpenKeychain vault = open()) {
            vault.store(REF, value.bytes());
        }
        String sent = new String(bus.received(), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(sent).contains("CreateItem", "api/key");
        assertThat(value.isFoundIn(bus.received())).isFalse();
    }
}
