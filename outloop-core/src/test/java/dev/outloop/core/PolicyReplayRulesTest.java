package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.identity.Caller;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules over a trail that has of a parameter its value, its fingerprint or nothing. */
class PolicyReplayRulesTest {

    @TempDir
    private Path directory;

    private BrokerConfig old;

    private ReplayReport replay(String rules) throws Exception {
        TestClock clock = TestClock.create();
        try (LoopbackServer server = LoopbackServer.start()) {
            server.answer(request -> Reply.status(200, "ok"));
            String yaml = PolicyRequests.yaml(server.port());
            old = BrokerConfig.parse(yaml, directory);
            try (OutloopBroker control = OutloopBroker.builder()
                    .config(old)
                    .vault("memory", InMemoryVault.create().put("memory:key", Canary.random("key")))
                    .auditSink(AuditTrail.open(directory.resolve("trail"), clock))
                    .clock(clock)
                    .build()) {
                Caller acme = control.assertCaller("acme", "codex");
                attempt(control, ActionRequest.action(acme, "files", "item").with("id", "a"));
                attempt(control, ActionRequest.action(acme, "files", "item").with("id", "b"));
                attempt(
                        control,
                        ActionRequest.action(acme, "files", "pay")
                                .with("amount", 500)
                                .with("urgent", true));
                attempt(control, ActionRequest.action(acme, "files", "pay").with("urgent", false));
            }
            return PolicyReplay.builder(BrokerConfig.parse(yaml + rules + "state: { path: state }\n", directory))
                    .build()
                    .replay(directory.resolve("trail"), AuditQuery.builder().build());
        }
    }

    private static void attempt(OutloopBroker control, ActionRequest.Builder request) {
        assertThat(control.broker().perform(request.build())).isInstanceOf(ActionResult.Completed.class);
    }

    private static List<String> lines(ReplayReport report) {
        return report.differences().stream()
                .map(each -> each.count() + " " + each.action() + " " + each.was() + " -> " + each.now() + " by "
                        + each.rules() + " on " + each.dependsOn())
                .toList();
    }

    @Test
    void decidesOnValuesThatTheTrailHas() throws Exception {
        ReplayReport report = replay("""
                rules:
                  - { name: no-b, effect: deny, actions: [item], parameters: { id: { equal: b } }, reason: "Not b." }
                  - { name: slow-down, effect: approve, actions: [pay], parameters: { urgent: { equal: true } } }
                """);
        assertThat(lines(report))
                .containsExactlyInAnyOrder(
                        "1 item allow -> deny POLICY_DENIED by [no-b] on []",
                        "1 pay allow -> approve by [slow-down] on []");
        assertThat(report.same()).isEqualTo(2);
    }

    @Test
    void saysThatItDependsOnAFingerprint() throws Exception {
        ReplayReport report = replay("""
                rules:
                  - { name: big, effect: approve, actions: [pay], parameters: { amount: { min: 100 } } }
                  - { name: odd, effect: deny, actions: [pay], parameters: { amount: { max: 1 }, urgent: { equal: false } } }
                """);
        // The second payment gave no amount, which the trail shows, so no condition on it is met.
        assertThat(lines(report))
                .containsExactly("1 pay allow -> allow or approve by [allowed actions, big] on [amount]");
        assertThat(report.same()).isEqualTo(3);
    }

    @Test
    void decidesWhereARuleAppliesWhateverTheValue() throws Exception {
        ReplayReport report = replay("""
                rules:
                  - { name: big, effect: approve, actions: [pay], parameters: { amount: { min: 100 } } }
                  - { name: no-payments, effect: deny, writes: true, reason: "Payments are for people." }
                """);
        assertThat(lines(report)).containsExactly("2 pay allow -> deny POLICY_DENIED by [no-payments] on []");
        assertThat(report.same()).isEqualTo(2);
        assertThat(report.undecided()).isZero();
    }
}
