package dev.outloop.core;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Calls a service for one client, then for the same or another one, and returns the two bodies. */
public final class TwoClients implements Function<String, List<String>> {

    @Override
    public List<String> apply(String urlAndSecondWorkspace) {
        String[] words = urlAndSecondWorkspace.split(" ");
        String yaml = """
                version: 1
                vaults: { memory: { backend: keystore, path: unused.p12 } }
                services:
                  files:
                    url: "%s"
                    credential: bearer
                    actions: { status: { method: GET, path: /status } }
                workspaces: { acme: { tenant: acme-corp }, globex: { tenant: globex-inc } }
                access:
                  - { alias: one, service: files, secret: "memory:key", actions: ["*"], workspaces: { acme: {}, globex: {} } }
                """.formatted(words[0]);
        try (OutloopBroker control = OutloopBroker.builder()
                .config(BrokerConfig.parse(yaml, Path.of("").toAbsolutePath()))
                .vault("memory", InMemoryVault.create().put("memory:key", Canary.random("key")))
                .auditSink(RecordingAuditSink.create())
                .build()) {
            return List.of(body(control, "acme"), body(control, words[1]));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String body(OutloopBroker control, String workspace) {
        ActionRequest request = ActionRequest.action(control.assertCaller(workspace, "codex"), "one", "status")
                .build();
        return control.broker()
                .perform(request)
                .match(
                        ActionResult.Completed::bodyAsUtf8,
                        denied -> denied.toString(),
                        pending -> pending.toString(),
                        failed -> failed.toString());
    }
}
