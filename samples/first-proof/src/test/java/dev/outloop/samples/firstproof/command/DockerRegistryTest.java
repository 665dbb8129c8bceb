package dev.outloop.samples.firstproof.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.BrokerConfig;
import dev.outloop.core.ConfigException;
import dev.outloop.core.OutloopBroker;
import dev.outloop.core.StartException;
import dev.outloop.core.VaultSet;
import dev.outloop.samples.firstproof.Program;
import dev.outloop.secret.Lease;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.RequireCounterpart;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.RecordingRelay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API that nobody here wrote: Debian's docker-registry with basic authentication, behind a relay. */
@RequireCounterpart({"docker-registry", "htpasswd"})
class DockerRegistryTest {

    @TempDir
    private Path directory;

    private final Canary password = Canary.random("pw");
    private final AtomicInteger vaultCalls = new AtomicInteger();
    private DockerRegistry registry;
    private RecordingRelay relay;
    private Path config;

    @BeforeEach
    void start() throws Exception {
        registry = DockerRegistry.start(Files.createDirectory(directory.resolve("registry")), password);
        relay = RecordingRelay.to(registry.port());
        config = Files.writeString(
                Files.createDirectory(directory.resolve("home")).resolve("outloop.yaml"), configuration(relay.port()));
        Program.Run stored = new Program()
                .input(password.bytes())
                .with("store", "--config", config.toString(), "local:registry/password");
        assertThat(stored.exitCode()).as(stored.all()).isZero();
    }

    @AfterEach
    void stop() throws Exception {
        relay.close();
        registry.close();
    }

    @Test
    void putsTheRightCredentialOnTheWireAndNowhereElse() throws Exception {
        assertThat(registry.statusWithout()).as("the registry demands it").isEqualTo(401);
        Program.Run typed = call("acme", "claude-code", "call", "tags");
        assertThat(typed.exitCode()).as(typed.all()).isZero();
        assertThat(typed.out()).isEqualToIgnoringNewLines("{\"name\":\"acme\",\"tags\":[\"latest\"]}");
        assertThat(typed.err()).startsWith("completed: status 200");
        Program.Run raw = call("acme", "claude-code", "request", "GET", "/v2/acme/tags/list");
        assertThat(raw.err()).startsWith("completed: status 200");
        assertThat(raw.out()).isEqualTo(typed.out());
        Program.Run globex = call("globex", "claude-code", "call", "tags");
        assertThat(globex.out()).contains("\"globex\"");

        assertThat(relay.connections()).isEqualTo(3);
        assertThat(password.isFoundIn(relay.sentByClients())).isTrue();
        for (Program.Run run : List.of(typed, raw, globex)) {
            assertThat(password.isFoundIn(run.all())).isFalse();
        }
        assertThat(filesWithThePassword()).isEmpty();
        assertThat(Program.run("audit", "verify", "--config", config.toString()).out())
                .startsWith("intact: 9 records");
    }

    @Test
    void aWrongCredentialIsRefusedByTheRegistry() throws Exception {
        assertThat(new Program()
                        .input("not the password")
                        .with("store", "--config", config.toString(), "local:registry/password")
                        .exitCode())
                .isZero();
        assertThat(call("acme", "claude-code", "call", "tags").err()).startsWith("completed: status 401");
    }

    @Test
    void refusesWhatIsNotApprovedBeforeVaultAndRegistry() throws Exception {
        call("acme", "claude-code", "call", "tags");
        assertThat(relay.connections()).isEqualTo(1);
        assertThat(vaultCalls).hasValue(1);

        denied(call("acme", "claude-code", "request", "GET", "/v2/_catalog"), "ACTION_NOT_APPROVED");
        denied(call("acme", "claude-code", "call", "catalog"), "ACTION_NOT_APPROVED");
        denied(call("acme", "claude-code", "request", "DELETE", "/v2/acme/manifests/latest"), "ACTION_NOT_APPROVED");
        denied(call("acme", "claude-code", "request", "GET", "/v2/globex/tags/list"), "PIN_MISMATCH");
        denied(call("acme", "claude-code", "call", "tags", "repo=globex"), "PIN_MISMATCH");
        denied(call("acme", "cursor", "call", "tags"), "RUNTIME_NOT_ALLOWED");

        assertThat(relay.connections()).isEqualTo(1);
        assertThat(vaultCalls).hasValue(1);
    }

    private static void denied(Program.Run run, String code) {
        assertThat(run.exitCode()).as(run.all()).isEqualTo(ExitCode.DENIED);
        assertThat(run.err()).startsWith("denied: " + code + ": ");
        assertThat(run.out()).isEmpty();
    }

    private Program.Run call(String workspace, String runtime, String command, String... rest) {
        List<String> arguments = new ArrayList<>(List.of(
                command, "--config", config.toString(), "--workspace", workspace, "--runtime", runtime, "registry"));
        arguments.addAll(List.of(rest));
        return new Program().in(context -> context.composing(this::counting)).with(arguments.toArray(String[]::new));
    }

    /** The registry's log, the trail, the keystore: everything that was written, by anybody. */
    private List<Path> filesWithThePassword() throws Exception {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (password.isFoundIn(Files.readAllBytes(file))) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    /** The keystore of the configuration, with a counter in front of it. */
    private OutloopBroker.Builder counting(OutloopBroker.Builder builder) {
        try {
            VaultSet vaults = VaultSet.open(BrokerConfig.load(config), Clock.systemUTC());
            return builder.vault("local", new VaultBackend() {
                @Override
                public Lease lease(VaultRequest request) throws VaultException {
                    vaultCalls.incrementAndGet();
                    return vaults.vault("local").orElseThrow().lease(request);
                }

                @Override
                public void close() {
                    vaults.close();
                }
            });
        } catch (ConfigException | StartException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String configuration(int port) {
        return """
                version: 1
                vaults:
                  local: { backend: keystore, path: vault.p12 }
                services:
                  registry:
                    url: "http://127.0.0.1:%d"
                    credential: { basic: { username: robot } }
                    pins: { repo: { pattern: "[a-z]+" } }
                    actions:
                      catalog: { method: GET, path: /v2/_catalog }
                      tags: { method: GET, path: "/v2/{repo}/tags/list" }
                      delete: { method: DELETE, path: "/v2/{repo}/manifests/latest" }
                workspaces:
                  acme: { tenant: acme-corp }
                  globex: { tenant: globex-inc }
                access:
                  - alias: registry
                    service: registry
                    secret: "local:registry/password"
                    actions: [tags]
                    runtimes: [claude-code]
                    workspaces:
                      acme: { pins: { repo: acme } }
                      globex: { pins: { repo: globex } }
                audit: { path: audit }
                """.formatted(port);
    }
}
