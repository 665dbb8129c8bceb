package example;

import dev.outloop.Broker;
import dev.outloop.BrokerControl;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.OutloopBroker;
import dev.outloop.identity.Caller;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.nio.file.Path;

/** Builds a broker from the installed artifacts alone, and lets it refuse a request. */
public final class Consumer {

    private Consumer() {}

    public static void main(String[] args) throws Exception {
        String yaml =
                """
                version: 1
                vaults:
                  memory: { backend: keystore, path: unused.p12 }
                services:
                  files:
                    url: "http://127.0.0.1:9"
                    credential: bearer
                    actions: { status: { method: GET, path: /status } }
                workspaces: { acme: { tenant: acme-corp } }
                access:
                  - { alias: sync, service: files, secret: "memory:key", actions: [status], workspaces: { acme: {} } }
                """;
        try (BrokerControl control = OutloopBroker.builder()
                .config(BrokerConfig.parse(yaml, Path.of(".")))
                .vault("memory", InMemoryVault.create())
                .auditSink(RecordingAuditSink.create())
                .build()) {
            Broker broker = control.broker();
            Caller caller = control.assertCaller("acme", "codex");
            ActionResult result = broker.perform(ActionRequest.action(caller, "other", "status").build());
            String code = result.match(done -> "completed", denied -> denied.code().name(), wait -> "pending", bad -> "failed");
            if (!code.equals("ALIAS_UNKNOWN")) {
                throw new AssertionError("expected ALIAS_UNKNOWN, got " + code);
            }
            System.out.println("consumer: " + code);
        }
    }
}
