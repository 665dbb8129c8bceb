package dev.outloop.core.cases;

import dev.outloop.action.ActionRequest;
import dev.outloop.core.AuditTrail;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.OutloopBroker;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import java.nio.file.Path;
import java.time.Clock;

/**
 * A broker over a real trail and a service on a port, in this process or another. Every call has a runtime of its own
 * name, which the trail keeps and which its path carries to the service: so the two can be matched from outside.
 */
final class TrailBroker implements AutoCloseable {

    final InMemoryVault vault = InMemoryVault.create();
    final OutloopBroker control;

    TrailBroker(AuditSink trail, int port) throws Exception {
        vault.put("memory:key", Canary.random("key"));
        control = OutloopBroker.builder()
                .config(BrokerConfig.parse(configuration(port), Path.of("").toAbsolutePath()))
                .vault("memory", vault)
                .auditSink(trail)
                .build();
    }

    static TrailBroker open(Path trail, int port) throws Exception {
        return new TrailBroker(AuditTrail.open(trail, Clock.systemUTC()), port);
    }

    /** The call of this name. */
    ActionRequest request(String name) {
        return ActionRequest.action(control.assertCaller("a", name), "items", "item")
                .with("id", name)
                .build();
    }

    @Override
    public void close() {
        control.close();
    }

    private static String configuration(int port) {
        return """
                version: 1
                vaults: { memory: { backend: keystore, path: unused.p12, lease: { ttl: 0s, missing: 0s }, calls: { per-minute: 1000000 } } }
                services:
                  items:
                    url: "http://127.0.0.1:%d"
                    credential: bearer
                    actions:
                      item: { method: GET, path: "/items/{id}", params: { id: { in: path, type: string, max: 64 } } }
                workspaces: { a: { tenant: tenant-a } }
                access:
                  - { alias: items, service: items, secret: "memory:key", actions: ["*"], workspaces: { a: {} } }
                """.formatted(port);
    }
}
