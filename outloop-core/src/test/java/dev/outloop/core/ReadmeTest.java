package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultStoreRequest;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What the READMEs show works as it stands there")
class ReadmeTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String IMPORTS = """
            import dev.outloop.*;
            import dev.outloop.action.*;
            import dev.outloop.core.*;
            import dev.outloop.identity.*;
            import dev.outloop.policy.*;
            import dev.outloop.spi.*;
            import java.nio.file.Path;
            import java.time.ZoneId;
            """;

    @TempDir
    Path folder;

    @Test
    void theFirstSnippetCallsTheServiceWithoutShowingTheKey() throws Exception {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Canary key = Canary.random("readme");
        try (LoopbackServer service = LoopbackServer.start()) {
            service.answer(request -> Reply.status(
                    200, "version 2, you sent " + request.header("X-API-Key").orElse("nothing")));
            Path config = Files.writeString(
                    folder.resolve("outloop.yaml"),
                    block(readme, "yaml").replace("http://127.0.0.1:8384", service.url()));
            Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
            store(config, key);

            String shown = run(block(readme, "java").replace("/home/me/.outloop/outloop.yaml", config.toString()));

            assertThat(key.isFoundIn(service.requests().get(0).raw())).isTrue();
            assertThat(shown.strip()).isEqualTo("200 version 2, you sent [redacted]");
        }
    }

    @Test
    void thePolicyOfTheApiCompiles() throws Exception {
        String snippet = block(Files.readString(ROOT.resolve("outloop-api/README.md")), "java");
        assertThat(run(snippet + "System.out.print(officeHours.name().isEmpty());"))
                .isEqualTo("false");
    }

    /** The READMEs of some backends leave out the services that their accesses name. */
    @ParameterizedTest
    @ValueSource(strings = {"1password", "doppler", "infisical", "keychain"})
    void theConfigurationOfEachBackendIsOne(String backend) throws Exception {
        String shown = block(Files.readString(ROOT.resolve("backend-" + backend + "/README.md")), "yaml");
        String service = "{ url: 'http://127.0.0.1:1', credential: bearer,"
                + " actions: { status: { method: GET, path: /status } } }";
        String services =
                shown.contains("services:") ? "" : "services: { files: %s, tables: %s }\n".formatted(service, service);

        BrokerConfig config = BrokerConfig.parse(
                "version: 1\nworkspaces: { acme: { tenant: acme-corp } }\naudit: { path: audit }\n" + services + shown,
                folder);

        assertThat(shown).contains("backend: " + backend);
        assertThat(config.toString()).isNotEmpty();
    }

    private void store(Path config, Canary key) throws Exception {
        try (VaultSet vaults = VaultSet.open(BrokerConfig.load(config), Clock.systemUTC())) {
            VaultBackend.Storing local =
                    (VaultBackend.Storing) vaults.vault("local").orElseThrow();
            local.store(VaultStoreRequest.of(
                    SecretRef.parse("local:sync-key"),
                    key.secret(),
                    Clock.systemUTC().instant().plus(Duration.ofMinutes(1))));
        }
    }

    private static String block(String markdown, String language) {
        Matcher fenced =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(markdown);
        assertThat(fenced.find()).as("a block of " + language).isTrue();
        return fenced.group(1);
    }

    private String run(String statements) throws Exception {
        Path source = Files.writeString(
                folder.resolve("Snippet.java"),
                IMPORTS + "public class Snippet { public static void run() throws Exception {\n" + statements + "}}");
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(errors).as("errors of the compiler").isZero();
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream out = System.out;
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
            loader.loadClass("Snippet").getMethod("run").invoke(null);
        } finally {
            System.setOut(out);
        }
        return shown.toString(StandardCharsets.UTF_8);
    }
}
