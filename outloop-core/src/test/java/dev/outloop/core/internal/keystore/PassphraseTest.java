package dev.outloop.core.internal.keystore;

import static dev.outloop.core.internal.keystore.Vault.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassphraseTest {

    @TempDir
    Path directory;

    private final Deque<String> answers = new ArrayDeque<>();
    private final List<char[]> given = new ArrayList<>();

    private Vault prompting() {
        return Vault.with(directory, new PrivateFile(), new PromptedPassphrase("local", prompt -> {
            if (answers.isEmpty()) {
                return null;
            }
            char[] answer = answers.remove().toCharArray();
            given.add(answer);
            return answer;
        }));
    }

    private static Secret secret(String text) {
        return Secret.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void generatesALongRandomPassphraseOnce() throws Exception {
        Path file = directory.resolve("vault.p12.passphrase");
        Vault.open(directory).store("key", "a value");
        String first = Files.readString(file);
        Vault.open(directory).store("other", "a value");

        assertThat(first).matches("[0-9a-f]{64}");
        assertThat(Files.readString(file)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------", "rw-rw-rw-"})
    void refusesAPassphraseFileOfWiderPermissions(String permissions) throws Exception {
        Vault vault = Vault.open(directory);
        vault.store("key", "a value");
        assertThat(vault.text("key")).isEqualTo("a value");

        Files.setPosixFilePermissions(
                directory.resolve("vault.p12.passphrase"), PosixFilePermissions.fromString(permissions));

        assertFails(ErrorCode.VAULT_DENIED, () -> vault.get("key"));
        assertFails(ErrorCode.VAULT_DENIED, () -> vault.store("key", "another"));
    }

    @Test
    void isLockedWithoutItsPassphraseFile() throws Exception {
        Vault vault = Vault.open(directory);
        vault.store("key", "a value");

        Files.delete(directory.resolve("vault.p12.passphrase"));

        assertFails(ErrorCode.VAULT_LOCKED, () -> vault.get("key"));
        assertFails(ErrorCode.VAULT_LOCKED, () -> vault.store("key", "another"));
        assertThat(directory.resolve("vault.p12.passphrase")).doesNotExist();
    }

    @Test
    void takesAPassphraseFileThatAPersonWrote() throws Exception {
        Path file = Files.writeString(directory.resolve("phrase"), "correct horse battery\r\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Map<String, String> settings = Map.of("path", "vault.p12", "passphrase-file", "phrase");

        Vault.open(directory, settings, Map.of()).store("key", "a value");

        Files.writeString(file, "correct horse battery");
        assertThat(Vault.open(directory, settings, Map.of()).text("key")).isEqualTo("a value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pässword", "tab\tbed", "two\nlines", "\u0001"})
    void refusesAPassphraseThatJavaVersionsReadDifferently(String phrase) throws Exception {
        try (Secret passphrase = secret(phrase)) {
            Vault vault = Vault.open(directory, Map.of("path", "vault.p12"), Map.of("passphrase", passphrase));

            assertFails(ErrorCode.VAULT_DENIED, () -> vault.store("key", "a value"));
        }
    }

    @Test
    void takesAPassphraseFromAnotherVault() throws Exception {
        Map<String, String> settings = Map.of("path", "vault.p12");
        try (Secret passphrase = secret("from elsewhere");
                Secret wrong = secret("from nowhere")) {
            Vault.open(directory, settings, Map.of("passphrase", passphrase)).store("key", "a value");

            assertThat(Vault.open(directory, settings, Map.of("passphrase", passphrase))
                            .text("key"))
                    .isEqualTo("a value");
            assertFails(
                    ErrorCode.VAULT_DENIED,
                    () -> Vault.open(directory, settings, Map.of("passphrase", wrong))
                            .get("key"));
        }
        assertThat(directory.resolve("vault.p12.passphrase")).doesNotExist();
    }

    @Test
    void asksTwiceForANewStoreAndThenNoMore() throws Exception {
        Vault vault = prompting();
        answers.addAll(List.of("hunter two", "hunter two"));

        vault.store("key", "a value");

        assertThat(vault.text("key")).isEqualTo("a value");
        assertThat(given).hasSize(2).allSatisfy(answer -> assertThat(answer).containsOnly('\0'));
    }

    @Test
    void makesNoStoreWhenTheTwoPassphrasesDiffer() {
        Vault vault = prompting();
        answers.addAll(List.of("hunter two", "hunter tow"));

        assertFails(ErrorCode.VAULT_DENIED, () -> vault.store("key", "a value"));

        assertThat(directory.resolve("vault.p12")).doesNotExist();
    }

    @Test
    void asksAgainAfterAWrongPassphrase() throws Exception {
        answers.addAll(List.of("right", "right"));
        prompting().store("key", "a value");
        Vault vault = prompting();
        answers.addAll(List.of("wrong", "right"));

        assertFails(ErrorCode.VAULT_DENIED, () -> vault.get("key"));
        assertThat(vault.text("key")).isEqualTo("a value");
    }

    @Test
    void isLockedWhereNobodyCanBeAsked() throws Exception {
        answers.addAll(List.of("right", "right"));
        prompting().store("key", "a value");

        assertFails(ErrorCode.VAULT_LOCKED, () -> prompting().get("key"));
    }
}
