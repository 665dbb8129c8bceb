package dev.outloop.samples.firstproof.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.samples.firstproof.Program;
import dev.outloop.testkit.RequireCounterpart;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One action with a key from each vault, by configuration alone; the vendors' servers answer as their documents say. */
class FourVaultsTest {

    private static final String CONFIGURATION = """
            version: 1
            vaults:
              local: { backend: keystore, path: vault.p12 }
              VAULT
            services:
              files:
                url: "http://127.0.0.1:PORT"
                credential: { header: X-API-Key }
                actions: { status: { method: GET, path: /status } }
            workspaces:
              acme: { tenant: acme-corp }
            access:
              - { alias: sync, service: files, secret: "SECRET", actions: [status], workspaces: { acme: {} } }
            audit: { path: audit }
            """;

    @TempDir
    private Path home;

    private final Canary key = Canary.random("key");
    private final Canary token = Canary.random("token");
    private LoopbackServer service;
    private LoopbackServer vault;

    @BeforeEach
    void start() throws IOException {
        service = LoopbackServer.start().answer(request -> Reply.status(200, "you sent " + key.text()));
        vault = LoopbackServer.start();
    }

    @AfterEach
    void stop() {
        service.close();
        vault.close();
    }

    private String configure(String settings, String secret) throws IOException {
        String yaml = CONFIGURATION
                .replace("VAULT", settings.replace("URL", vault.url()))
                .replace("PORT", Integer.toString(service.port()))
                .replace("SECRET", secret);
        return Files.writeString(home.resolve("outloop.yaml"), yaml).toString();
    }

    private void requireCall(String config) {
        Program.Run run = Program.run(
                "call", "--config", config, "--workspace", "acme", "--runtime", "claude-code", "sync", "status");
        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.out()).contains("you sent ");
        assertThat(key.isFoundIn(service.requests().get(0).raw())).isTrue();
        assertThat(key.isFoundIn(run.all())).isFalse();
        assertThat(token.isFoundIn(run.all())).isFalse();
    }

    private void requireCallThroughServer(String settings, String secret) throws IOException {
        String config = configure(settings, secret);
        Program.Run stored = new Program().input(token.text()).with("store", "--config", config, "local:token");
        assertThat(stored.exitCode()).as(stored.all()).isZero();
        requireCall(config);
        assertThat(vault.requests()).isNotEmpty().anyMatch(request -> token.isFoundIn(request.raw()));
    }

    private static Reply json(String body) {
        return Reply.status(200, body, "Content-Type: application/json");
    }

    @Test
    void aKeyFrom1Password() throws IOException {
        String vaultId = "v".repeat(26);
        String itemId = "i".repeat(26);
        String item = "\"id\":\"" + itemId + "\",\"title\":\"Syncthing\",\"vault\":{\"id\":\"" + vaultId
                + "\"},\"category\":\"API_CREDENTIAL\",\"version\":3";
        vault.answer(request -> {
            String path = request.target().split("\\?", 2)[0];
            if (path.equals("/v1/vaults")) {
                return json("[{\"id\":\"" + vaultId + "\",\"name\":\"Clients\"}]");
            }
            return path.equals("/v1/vaults/" + vaultId + "/items")
                    ? json("[{" + item + "}]")
                    : json("{" + item + ",\"fields\":[{\"id\":\"credential\",\"label\":\"credential\","
                            + "\"type\":\"CONCEALED\",\"value\":\"" + key.text() + "\"}]}");
        });
        requireCallThroughServer(
                "team: { backend: 1password, url: \"URL\", token: \"local:token\" }",
                "team:Clients/Syncthing/credential");
    }

    @Test
    void aKeyFromInfisical() throws IOException {
        Canary session = Canary.random("session");
        vault.answer(request -> request.method().equals("POST")
                ? json("{\"accessToken\":\"" + session.text()
                        + "\",\"expiresIn\":7200,\"accessTokenMaxTTL\":7200,\"tokenType\":\"Bearer\"}")
                : infisicalSecret(request, session));
        requireCallThroughServer(
                "team: { backend: infisical, url: \"URL\", project: p-1, environment: prod, client-id: c-1,"
                        + " client-secret: \"local:token\" }",
                "team:SYNC_KEY");
    }

    private Reply infisicalSecret(ReceivedRequest request, Canary session) {
        return session.isFoundIn(request.raw())
                ? json("{\"secret\":{\"id\":\"s-1\",\"secretKey\":\"SYNC_KEY\",\"secretValue\":\"" + key.text()
                        + "\",\"secretValueHidden\":false,\"type\":\"shared\",\"version\":3,\"secretPath\":\"/\"}}")
                : Reply.status(403, "{\"statusCode\":403,\"message\":\"no\",\"error\":\"TokenError\"}");
    }

    @Test
    void aKeyFromDoppler() throws IOException {
        vault.answer(request -> json("{\"name\":\"SYNC_KEY\",\"value\":{\"raw\":\"" + key.text() + "\",\"computed\":\""
                + key.text() + "\",\"note\":\"\"}}"));
        requireCallThroughServer("team: { backend: doppler, url: \"URL\", token: \"local:token\" }", "team:SYNC_KEY");
    }

    @Test
    @RequireCounterpart({"dbus-daemon", "gnome-keyring-daemon"})
    void aKeyFromTheKeyringOfTheDesktop() throws Exception {
        try (DesktopSession session = DesktopSession.start()) {
            String config = configure("os: { backend: keychain, bus: \"" + session.address() + "\" }", "os:sync/key");
            Program.Run stored = new Program().input(key.text()).with("store", "--config", config, "os:sync/key");
            assertThat(stored.exitCode()).as(stored.all()).isZero();
            requireCall(config);
        }
    }
}
