package dev.outloop.core.cases;

import dev.outloop.action.Access;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.core.AuditTrail;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.OutloopBroker;
import dev.outloop.core.VaultDefinition;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.Policy;
import dev.outloop.secret.SecretRef;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Brokers one after another over one folder of counts, with a real trail and a real service. */
final class LimitBench implements AutoCloseable {

    static final int SERVICE_ANSWERS_AT_MOST = 1000;

    final LoopbackServer service = LoopbackServer.start().answer(Reply.status(200, "{}"));
    final TestClock clock = TestClock.create();
    final Path directory;
    OutloopBroker control;

    LimitBench(LimitDefinition... limits) throws Exception {
        directory = Files.createTempDirectory("outloop-limit-case");
        control = open(directory, service.port(), clock, limits);
    }

    static OutloopBroker open(Path directory, int port, Clock clock, LimitDefinition... limits) throws Exception {
        return OutloopBroker.builder()
                .config(config(directory, port, limits))
                .vault("memory", InMemoryVault.create().put("memory:key", Canary.random("key")))
                .auditSink(AuditTrail.open(directory.resolve("audit"), Clock.systemUTC()))
                .clock(clock)
                .build();
    }

    static BrokerConfig config(Path directory, int port, LimitDefinition... limits) throws Exception {
        BrokerConfig read = BrokerConfig.parse("""
                version: 1
                services:
                  shop:
                    url: "http://127.0.0.1:%d"
                    credential: bearer
                    limits: { response: %dB }
                    actions:
                      get: { method: GET, path: /items }
                      pay: { method: GET, path: "/pay/{amount}", params: { amount: { in: path, type: string, max: 64 } } }
                      put: { method: POST, path: /items, body: json }
                      batch: { method: POST, path: /batch, body: json, params: { requests: { in: body, type: requests, elements: 9 } } }
                workspaces: { a: { tenant: one }, b: { tenant: one }, c: { tenant: other } }
                """.formatted(port, SERVICE_ANSWERS_AT_MOST), directory);
        Access.Builder access = Access.builder("shop", "shop")
                .secret(SecretRef.parse("memory:key"))
                .action("*");
        BrokerConfig.Builder config = BrokerConfig.builder(directory).state(Path.of("state"));
        read.services().forEach(config::service);
        read.workspaces().forEach(workspace -> {
            config.workspace(workspace);
            access.workspace(workspace.name(), Map.of());
        });
        List.of(limits).forEach(limit -> access.limit(limit.name()));
        return config.vault(VaultDefinition.builder("memory", "keystore")
                        .setting("path", "unused.p12")
                        .build())
                .access(access.build())
                .policy(Policy.of(List.of(), List.of(limits)))
                .build();
    }

    /** Another broker on the same folder, after an orderly end of the one before. */
    void restart(LimitDefinition... limits) throws Exception {
        control.close();
        control = open(directory, service.port(), clock, limits);
    }

    ActionRequest.Builder request(String workspace, String action) {
        return ActionRequest.action(control.assertCaller(workspace, "codex"), "shop", action);
    }

    ActionResult perform(String workspace, String action) {
        return control.broker().perform(request(workspace, action).build());
    }

    ActionResult get() {
        return perform("a", "get");
    }

    ActionResult pay(String amount) {
        return control.broker()
                .perform(request("a", "pay").with("amount", amount).build());
    }

    ActionResult batch(String... paths) {
        String requests = Stream.of(paths)
                .map(path -> "{\"method\":\"GET\",\"url\":\"" + path + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        return control.broker()
                .perform(request("a", "batch").with("requests", requests).build());
    }

    int reached() {
        return service.requests().size();
    }

    @Override
    public void close() throws IOException {
        control.close();
        service.close();
        Folders.delete(directory);
    }
}
