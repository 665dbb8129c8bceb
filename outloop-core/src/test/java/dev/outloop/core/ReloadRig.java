package dev.outloop.core;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyInput;
import dev.outloop.spi.AccessSource;
import dev.outloop.spi.PolicyEvaluator;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A broker whose definitions change, in front of a service on this machine; its first access is {@code kept}. */
final class ReloadRig implements AutoCloseable {

    final LoopbackServer server = start();
    final LoopbackServer elsewhere = start();
    InMemoryVault vault = newVault();
    RecordingAuditSink trail = RecordingAuditSink.create();
    TimedTrail timed = new TimedTrail(trail);
    final TestClock clock = TestClock.create();
    volatile Function<PolicyInput, Decision> judge = input -> Decision.none();
    private @Nullable OutloopBroker broker;

    /** Definitions with these accesses, one a line as {@link #access} writes them. */
    BrokerConfig config(String... accesses) {
        return parse(yaml(server.url(), accesses));
    }

    /** The same with the service elsewhere. */
    BrokerConfig moved(String... accesses) {
        return parse(yaml(elsewhere.url(), accesses));
    }

    BrokerConfig parse(String yaml) {
        try {
            return BrokerConfig.parse(yaml, Path.of("").toAbsolutePath());
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    String yaml(String url, String... accesses) {
        return """
                version: 1
                vaults: { memory: { backend: keystore, path: unused.p12, lease: { ttl: 0s } } }
                services:
                  files:
                    url: "URL/v1"
                    credential: bearer
                    pins: { tenant: {} }
                    actions:
                      item: { method: GET, path: "/{tenant}/{id}", params: { id: { in: path, type: string } } }
                workspaces: { acme: { tenant: acme-corp } }
                access:
                """.replace("URL", url) + String.join("", accesses);
    }

    static String access(String alias, String pin) {
        return access(alias, pin, "memory:key");
    }

    static String access(String alias, String pin, String secret) {
        return "  - { alias: " + alias + ", service: files, secret: \"" + secret
                + "\", actions: [item], workspaces: { acme: { pins: { tenant: " + pin + " } } } }\n";
    }

    OutloopBroker open(BrokerConfig config) {
        return open(config, null, SourceFeed.Waits.DEFAULT);
    }

    OutloopBroker open(BrokerConfig config, @Nullable AccessSource source, SourceFeed.Waits waits) {
        if (trail.closed()) {
            trail = RecordingAuditSink.create();
            timed = new TimedTrail(trail);
            vault = newVault();
        }
        OutloopBroker.Builder builder = OutloopBroker.builder()
                .config(config)
                .vault("memory", vault)
                .auditSink(timed)
                .clock(clock)
                .sourceWaits(waits)
                .policy(new PolicyEvaluator() {
                    @Override
                    public Decision evaluate(PolicyInput input) {
                        return judge.apply(input);
                    }

                    @Override
                    public String name() {
                        return "test";
                    }
                });
        if (source != null) {
            builder.accessSource(source);
        }
        try {
            broker = builder.build();
            return broker;
        } catch (StartException e) {
            throw new IllegalStateException(e);
        }
    }

    OutloopBroker broker() {
        return broker;
    }

    void reload(BrokerConfig config) {
        try {
            broker.reload(config);
        } catch (IOException | ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    ActionRequest request(String alias, String id) {
        return ActionRequest.action(broker.assertCaller("acme", "codex"), alias, "item")
                .with("id", id)
                .build();
    }

    ActionResult perform(String alias, String id) {
        return broker.broker().perform(request(alias, id));
    }

    /** What became of a call: its body, or its code. */
    static String told(ActionResult result) {
        return result.match(
                completed -> completed.body().length == 0 ? "completed" : completed.bodyAsUtf8(),
                denied -> "denied " + denied.code(),
                pending -> "pending",
                failed -> "failed " + failed.code());
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
        server.close();
        elsewhere.close();
    }

    private static InMemoryVault newVault() {
        return InMemoryVault.create()
                .put("memory:key", Canary.random("key"))
                .put("memory:other", Canary.random("other"));
    }

    private static LoopbackServer start() {
        try {
            return LoopbackServer.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
