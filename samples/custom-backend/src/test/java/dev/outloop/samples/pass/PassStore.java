package dev.outloop.samples.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.testkit.fake.TestVaultContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A throw-away password store with a key of its own. */
final class PassStore implements AutoCloseable {

    private final Path home;
    private final Path store;

    private PassStore(Path home) {
        this.home = home;
        this.store = home.resolve("s");
    }

    /** One whose key has this passphrase, or none if empty. */
    static PassStore create(String passphrase) throws Exception {
        // The agent's socket lies in here, and a socket's path has at most 107 bytes (unix(7)).
        PassStore created = new PassStore(Files.createTempDirectory(Path.of("/tmp"), "ps"));
        Files.writeString(created.home.resolve("gpg-agent.conf"), "pinentry-program /bin/false\n");
        String user = "store <store@example.invalid>";
        created.run(
                "gpg",
                "--batch",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                passphrase,
                "--quick-generate-key",
                user,
                "default",
                "default",
                "never");
        created.run("pass", "init", user);
        return created;
    }

    TestVaultContext configure(TestVaultContext context) {
        return context.with("store", store.toString()).with("gnupg-home", home.toString());
    }

    /** Makes the agent forget the passphrase that it was given. */
    void lock() throws Exception {
        run("gpgconf", "--kill", "all");
    }

    /** Leaves the store without the key that opens its entries. */
    void removeKey() throws Exception {
        lock();
        remove(home.resolve("private-keys-v1.d"));
    }

    private void run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)));
        builder.environment().put("GNUPGHOME", home.toString());
        builder.environment().put("PASSWORD_STORE_DIR", store.toString());
        builder.redirectErrorStream(true);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Override
    public void close() throws Exception {
        lock();
        remove(home);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
