package dev.outloop.samples.pass;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.spi.VaultStoreRequest;
import dev.outloop.testkit.RequireCounterpart;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ServiceLoader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassBackendTest {

    private final TestClock clock = TestClock.create();
    private TestVaultContext context;
    private Path directory;

    @BeforeEach
    void setUp(@TempDir Path folder) throws Exception {
        directory = folder;
        context = TestVaultContext.of("pass", folder, clock).with("store", "store");
        Files.createDirectories(folder.resolve("store/folder"));
        Files.writeString(folder.resolve("store/entry.gpg"), "not looked at");
    }

    private VaultRequest request(String ref, Duration left) {
        return VaultRequest.of(SecretRef.parse(ref), clock.in(left));
    }

    private String lend(VaultBackend vault, String ref) throws VaultException {
        try (Lease lease = vault.lease(request(ref, Duration.ofMinutes(1)))) {
            return new String(lease.secret().toByteArray(InsecureSecretAccess.get()), UTF_8);
        }
    }

    private static void fails(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isSameAs(code));
    }

    private VaultBackend open(TestVaultContext with) throws VaultException {
        return new PassBackend.Provider().open(with);
    }

    /** A program in the place of pass, to see and shape what the real one never shows. */
    private VaultBackend openWithProgram(String script) throws Exception {
        Path program = Files.createFile(
                directory.resolve("program"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(program, "#!/bin/sh\n" + script);
        return open(context.with("program", program.toString()));
    }

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(VaultBackendProvider.class))
                .anySatisfy(provider -> assertThat(provider.name()).isEqualTo("pass"));
    }

    @Test
    void refusesWrongSettings() {
        fails(ErrorCode.VAULT_FAILED, () -> open(context.with("content", "last-line")));
        fails(ErrorCode.VAULT_FAILED, () -> open(context.with("contents", "whole")));
    }

    @Test
    @Tag("VAULT-030")
    void deadlineKillsTheProgramAndItsChildren() throws Exception {
        Path pids = directory.resolve("pids");
        try (VaultBackend vault = openWithProgram("sleep 600 &\necho $$ $! > " + pids + "\nwait\n")) {
            fails(ErrorCode.VAULT_TIMEOUT, () -> vault.lease(request("pass:entry", Duration.ofSeconds(2))));
        }
        String[] started = Files.readString(pids).strip().split(" ");
        assertThat(started).hasSize(2);
        for (String pid : started) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(process -> process.onExit().join());
        }
    }

    @Test
    @Tag("VAULT-031")
    void valuesAreInNoArgument() throws Exception {
        Canary value = Canary.random("stored");
        Path seen = directory.resolve("seen");
        try (VaultBackend vault = openWithProgram("echo \"$@\" > " + seen + "\ncat >> " + seen + "\n");
                Secret secret = value.secret()) {
            ((VaultBackend.Storing) vault)
                    .store(VaultStoreRequest.of(
                            SecretRef.parse("pass:a/b c"), secret, clock.in(Duration.ofMinutes(1))));
        }
        assertThat(Files.readString(seen)).isEqualTo("insert --multiline --force -- a/b c\n" + value.text());
    }

    @Test
    void namesThatAreNoEntryNeverReachTheProgram() throws Exception {
        Path seen = directory.resolve("seen");
        try (VaultBackend vault = openWithProgram("touch " + seen + "\n")) {
            for (String ref : new String[] {
                "pass:-c",
                "pass:folder/--clip",
                "pass:.hidden",
                "pass:folder%2Fentry",
                "pass:a%2F..%2Fentry",
                "pass:folder"
            }) {
                fails(ErrorCode.SECRET_NOT_FOUND, () -> lend(vault, ref));
            }
            assertThat(seen).doesNotExist();
            assertThat(lend(vault, "pass:entry")).isEmpty();
            assertThat(seen).exists();
        }
    }

    @Test
    void hugeOutputIsRefused() throws Exception {
        try (VaultBackend vault = openWithProgram("head -c 10000000 /dev/zero\n")) {
            fails(ErrorCode.VAULT_FAILED, () -> lend(vault, "pass:entry"));
        }
    }

    @Test
    void givesTheFirstLineWhereConfigured() throws Exception {
        context = context.with("content", "first-line");
        try (VaultBackend vault = openWithProgram("printf 'the-key\\nuser: me\\n'\n")) {
            assertThat(lend(vault, "pass:entry")).isEqualTo("the-key");
        }
    }

    @Test
    void tellsFailuresApart() throws Exception {
        fails(ErrorCode.VAULT_UNAVAILABLE, () -> lend(open(context.with("program", "/no/such/pass")), "pass:entry"));
        fails(ErrorCode.VAULT_UNAVAILABLE, () -> lend(open(context.with("store", "nowhere")), "pass:entry"));
        try (VaultBackend vault = openWithProgram("echo 'gpg: decryption failed: No secret key' >&2; exit 2\n")) {
            fails(ErrorCode.VAULT_DENIED, () -> lend(vault, "pass:entry"));
        }
        Files.delete(directory.resolve("program"));
        try (VaultBackend vault = openWithProgram("exit 7\n")) {
            fails(ErrorCode.VAULT_FAILED, () -> lend(vault, "pass:entry"));
        }
    }

    @Test
    @RequireCounterpart({"pass", "gpg"})
    void lockedAgentIsLockedAndNotMissing() throws Exception {
        try (PassStore store = PassStore.create("a passphrase");
                VaultBackend vault = open(store.configure(TestVaultContext.of("pass", directory, clock)));
                Secret secret = Canary.random("locked").secret()) {
            ((VaultBackend.Storing) vault)
                    .store(VaultStoreRequest.of(SecretRef.parse("pass:a"), secret, clock.in(Duration.ofMinutes(1))));
            store.lock();

            fails(ErrorCode.VAULT_LOCKED, () -> lend(vault, "pass:a"));
            fails(ErrorCode.SECRET_NOT_FOUND, () -> lend(vault, "pass:b"));
        }
    }

    @Test
    @RequireCounterpart({"pass", "gpg"})
    void missingKeyIsDeniedAndNotLocked() throws Exception {
        try (PassStore store = PassStore.create("");
                VaultBackend vault = open(store.configure(TestVaultContext.of("pass", directory, clock)));
                Secret secret = Canary.random("no-key").secret()) {
            ((VaultBackend.Storing) vault)
                    .store(VaultStoreRequest.of(SecretRef.parse("pass:a"), secret, clock.in(Duration.ofMinutes(1))));
            store.removeKey();

            fails(ErrorCode.VAULT_DENIED, () -> lend(vault, "pass:a"));
        }
    }
}
