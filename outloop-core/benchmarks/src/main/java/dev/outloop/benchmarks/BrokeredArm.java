package dev.outloop.benchmarks;

import dev.outloop.Broker;
import dev.outloop.action.Access;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.OutloopBroker;
import dev.outloop.identity.Caller;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.Policy;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.AuditSink;
import dev.outloop.spi.BrokerListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The same call as an approved action, its key in memory. */
final class BrokeredArm implements Arm {

    static final String KEY = "benchmark-2b7e151628aed2a6abf7158809cf4f3c";

    private final OutloopBroker control;
    private final Broker broker;
    private final Caller caller;

    /** Takes over the sink. */
    BrokeredArm(LoopbackUpstream upstream, AuditSink sink, BrokerListener listener) throws Exception {
        this(BrokerConfig.parse(configuration(upstream.port()), Path.of("").toAbsolutePath()), sink, listener);
    }

    /** The same under one limit, with its counts in the folder. */
    static BrokeredArm limited(LoopbackUpstream upstream, Path state, LimitDefinition limit) throws Exception {
        BrokerConfig plain =
                BrokerConfig.parse(configuration(upstream.port()), Path.of("").toAbsolutePath());
        BrokerConfig.Builder limited =
                BrokerConfig.builder(plain.directory()).state(state).policy(Policy.of(List.of(), List.of(limit)));
        plain.vaults().forEach(limited::vault);
        plain.services().forEach(limited::service);
        plain.workspaces().forEach(limited::workspace);
        limited.access(Access.builder("files", "files")
                .secret(SecretRef.parse("memory:key"))
                .action("item")
                .runtime("claude-code")
                .workspace("acme", Map.of("tenant", "t-1"))
                .limit(limit.name())
                .build());
        return new BrokeredArm(limited.build(), new CountingSink(), event -> {});
    }

    private BrokeredArm(BrokerConfig config, AuditSink sink, BrokerListener listener) throws Exception {
        MemoryVault vault = new MemoryVault(Secret.copyOf(KEY.getBytes(StandardCharsets.US_ASCII)));
        control = OutloopBroker.builder()
                .config(config)
                .vault("memory", vault)
                .auditSink(sink)
                .listener(listener)
                .build();
        broker = control.broker();
        caller = control.assertCaller("acme", "claude-code");
    }

    @Override
    public void call() {
        ActionResult result = broker.perform(
                ActionRequest.action(caller, "files", "item").with("id", "x").build());
        if (!(result instanceof ActionResult.Completed completed) || completed.body().length != 1024) {
            throw new IllegalStateException(result.toString());
        }
    }

    @Override
    public void close() {
        control.close();
    }

    private static String configuration(int port) {
        return """
                version: 1
                vaults:
                  memory: { backend: keystore, path: unused.p12 }
                services:
                  files:
                    url: "http://127.0.0.1:%d/v1"
                    credential: { header: X-API-Key }
                    pins: { tenant: { pattern: "t-[0-9]+" } }
                    actions:
                      item:
                        method: GET
                        path: "/tenants/{tenant}/items/{id}"
                        params: { id: { in: path, type: string, max: 64 } }
                workspaces:
                  acme: { tenant: acme-corp }
                access:
                  - alias: files
                    service: files
                    secret: "memory:key"
                    actions: [item]
                    runtimes: [claude-code]
                    workspaces: { acme: { pins: { tenant: t-1 } } }
                """.formatted(port);
    }
}
