package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.core.AuditTrail;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.OutloopBroker;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Caller;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A broker whose credential lies behind an HTTP vault that misbehaves as told, and whose vault has its own token from
 * another vault: what every case of vaults runs in, and what holds after each.
 */
final class VaultBench implements AutoCloseable {

    private static final String YAML = """
            version: 1
            vaults:
              memory: { backend: keystore, path: unused.p12 }
              team: { backend: case, url: "VAULT", token: "memory:team/token" EXTRA }
            services:
              crm:
                url: "http://127.0.0.1:GOOD/v1"
                credential: bearer
                limits: { deadline: DEADLINE }
                actions:
                  items: { method: GET, path: /items }
                  create: { method: POST, path: /items, body: json }
            workspaces:
              a: { tenant: tenant-a }
            access:
              - { alias: crm, service: crm, secret: "team:crm", actions: ["*"], workspaces: { a: {} } }
            """;

    final Canary key = Canary.random("key");
    final Canary token = Canary.random("token");
    final LoopbackServer vault;
    final LoopbackServer good = LoopbackServer.start();
    final TestClock clock = TestClock.create();
    final Path directory = Files.createTempDirectory("outloop-vault-case");
    final OutloopBroker control;
    final Caller caller;
    private final Set<Thread> threadsBefore = Threads.ofOutloop();
    private final LogTape log = new LogTape();

    private VaultBench(LoopbackServer vault, String url, String extra, String deadline) throws Exception {
        this.vault = vault;
        vault.answer(request -> value(key.text()));
        good.answer(Reply.status(200, "{}", "Content-Type: application/json"));
        String yaml = YAML.replace("VAULT", url)
                .replace("GOOD", Integer.toString(good.port()))
                .replace("DEADLINE", deadline)
                .replace("EXTRA", extra);
        control = OutloopBroker.builder()
                .config(BrokerConfig.parse(yaml, directory))
                .vault("memory", InMemoryVault.create().put("memory:team/token", token))
                .auditSink(AuditTrail.open(directory.resolve("audit"), clock))
                .clock(clock)
                .build();
        caller = control.assertCaller("a", "claude-code");
    }

    static VaultBench open() throws Exception {
        return open("");
    }

    /** With more settings of the vault, each after a comma. */
    static VaultBench open(String extra) throws Exception {
        return open(extra, "20s");
    }

    static VaultBench open(String extra, String deadline) throws Exception {
        LoopbackServer vault = LoopbackServer.start();
        return new VaultBench(vault, vault.url(), extra, deadline);
    }

    static VaultBench open(LoopbackServer vault, String url, String extra) throws Exception {
        return new VaultBench(vault, url, extra, "20s");
    }

    static Reply value(String value) {
        return json("{\"value\":\"" + value + "\"}");
    }

    static Reply json(String body) {
        return Reply.status(200, body, "Content-Type: application/json");
    }

    ActionResult get() {
        return control.broker()
                .perform(ActionRequest.http(caller, "crm", "GET", "/items").build());
    }

    ActionResult post() {
        return control.broker()
                .perform(ActionRequest.http(caller, "crm", "POST", "/items")
                        .header("Content-Type", "application/json")
                        .body("{}".getBytes(StandardCharsets.UTF_8))
                        .build());
    }

    /** An allowed call, which shows that key and token arrive where they should. */
    void requireControl() {
        assertThat(get()).isCompleted();
        assertThat(key.isFoundIn(good.requests().get(0).raw())).isTrue();
        assertThat(token.isFoundIn(vault.requests().get(0).raw())).isTrue();
    }

    /** The answer has a secret in it, and the call ends with the code, with nothing sent to the service. */
    void requireRefused(ErrorCode code) {
        int before = good.requests().size();
        ActionResult result = get();
        assertThat(result).as("expected to fail").isFailedWith(code);
        assertThat(good.requests()).as("expected to send nothing").hasSize(before);
        requireSilent(result);
    }

    /** Neither key nor token is in what the agent, the log or the trail has. */
    void requireSilent(ActionResult result) {
        assertThat(result).hides(key).hides(token);
    }

    /** What holds after every case. */
    void requireInvariants() throws Exception {
        control.close();
        byte[] logged = log.heard();
        close();
        String trail = Files.readString(directory.resolve("audit").resolve("trail-000001.jsonl"));
        assertThat(trail).contains("\"event\":\"ATTEMPT\"");
        for (Canary each : new Canary[] {key, token}) {
            assertThat(each.isFoundIn(trail))
                    .as("expected no secret on the trail")
                    .isFalse();
            assertThat(each.isFoundIn(logged))
                    .as("expected no secret in the log")
                    .isFalse();
        }
        Threads.requireNoMoreThan(threadsBefore);
    }

    @Override
    public void close() {
        control.close();
        vault.close();
        good.close();
        log.close();
    }
}
