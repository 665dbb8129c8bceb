package dev.outloop.core;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.audit.AuditRecord;
import dev.outloop.identity.Caller;
import dev.outloop.policy.ApprovalTerms;
import dev.outloop.policy.Decision;
import dev.outloop.spi.PolicyEvaluator;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** A broker over a loopback service whose writes a person has to approve. */
final class ApprovedCalls implements AutoCloseable {

    static final String RULE = "ask-writes";

    final Canary key = Canary.random("key");
    final InMemoryVault vault = InMemoryVault.create().put("memory:crm/key", key);
    final LoopbackServer service =
            LoopbackServer.start().answer(request -> Reply.status(200, "{}", "Content-Type: application/json"));
    final RecordingAuditSink trail;
    final TestClock clock;
    final OutloopBroker control;
    final Caller caller;

    ApprovedCalls(UnaryOperator<OutloopBroker.Builder> wiring) throws Exception {
        this(ApprovalTerms.once(), wiring);
    }

    ApprovedCalls(ApprovalTerms terms, UnaryOperator<OutloopBroker.Builder> wiring) throws Exception {
        this(asking(terms), RecordingAuditSink.create(), wiring);
    }

    ApprovedCalls(PolicyEvaluator policy, RecordingAuditSink trail, UnaryOperator<OutloopBroker.Builder> wiring)
            throws Exception {
        this.trail = trail;
        this.clock = TestClock.create();
        this.control = wiring.apply(OutloopBroker.builder()
                        .config(config(""))
                        .vault("memory", vault)
                        .auditSink(trail)
                        .policy(policy)
                        .clock(clock))
                .build();
        this.caller = control.assertCaller("acme", "claude-code");
    }

    /** What wants a person for everything that changes something. */
    static PolicyEvaluator asking(ApprovalTerms terms) {
        return input -> input.action().readOnly()
                ? Decision.none()
                : Decision.requireApproval(RULE, "Writing is for people.", terms);
    }

    /** The configuration; the service's URL has something put behind it. */
    BrokerConfig config(String behind) throws Exception {
        return BrokerConfig.parse(yaml(behind), Path.of("."));
    }

    String yaml(String behind) {
        return """
                version: 1
                vaults:
                  memory: { backend: keystore, path: unused.p12 }
                services:
                  crm:
                    url: "http://127.0.0.1:%d/v1%s"
                    credential: { header: X-Api-Key }
                    actions:
                      list: { method: GET, path: /items }
                      add:
                        method: POST
                        path: "/items/{folder}"
                        params:
                          folder: { in: path, type: string, max: 32 }
                          name: { in: body, pointer: /name, type: string, max: 600 }
                          note: { in: query, type: string, max: 500, required: false }
                workspaces:
                  acme: { tenant: acme-corp }
                access:
                  - { alias: crm, service: crm, secret: "memory:crm/key", actions: ["*"], workspaces: { acme: {} } }
                """.formatted(service.port(), behind);
    }

    ActionRequest add(String name) {
        return ActionRequest.action(caller, "crm", "add")
                .with("folder", "inbox")
                .with("name", name)
                .build();
    }

    ActionResult perform(ActionRequest request) {
        return control.broker().perform(request);
    }

    ActionResult.PendingApproval pending(ActionRequest request) {
        return (ActionResult.PendingApproval) perform(request);
    }

    /** The events of the trail, each with the approval that it is about. */
    List<String> events() {
        return trail.records().stream()
                .map(record -> record.event() + text(record, "approval"))
                .toList();
    }

    static String text(AuditRecord record, String field) {
        Object value = record.fields().get(field);
        return value == null ? "" : " " + value;
    }

    @Override
    public void close() {
        control.close();
        service.close();
    }
}
