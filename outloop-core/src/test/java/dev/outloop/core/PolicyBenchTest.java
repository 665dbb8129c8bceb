package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Caller;
import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyInput;
import dev.outloop.spi.PolicyEvaluator;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyBenchTest {

    private static final int BROKERS = Boolean.getBoolean("outloop.full") ? 8 : 1;

    /** Few enough that the trail has a record of its own for each refusal. */
    private static final int ROUNDS = 250;

    /** Reads everything that a request has, and says something else of nearly every one. */
    private static final PolicyEvaluator WHIMS = new PolicyEvaluator() {
        @Override
        public Decision evaluate(PolicyInput input) {
            int hash = Math.floorMod(
                    (input.parameters()
                                    + input.pins().toString()
                                    + input.workspace()
                                    + input.bodyBytes()
                                    + input.action().name()
                                    + input.time().getEpochSecond() / 7)
                            .hashCode(),
                    11);
            return switch (hash) {
                case 0 -> Decision.deny("whim", "not today");
                case 1, 2, 3 -> Decision.requireApproval("care", "ask first");
                case 4 -> throw new IllegalStateException("cannot say");
                case 5, 6, 7 -> Decision.allow("kindness");
                default -> Decision.none();
            };
        }

        @Override
        public String name() {
            return "whims";
        }
    };

    @Test
    void judgesAsALiveBrokerAnswers() throws Exception {
        long seed = Long.getLong("outloop.seed", System.nanoTime());
        System.out.println("PolicyBenchTest: -Doutloop.seed=" + seed);
        Random random = new Random(seed);
        Set<Decision.Kind> kinds = EnumSet.noneOf(Decision.Kind.class);
        Set<String> codes = new HashSet<>();
        for (int broker = 0; broker < BROKERS; broker++) {
            compare(random, kinds, codes);
        }
        assertThat(kinds)
                .containsExactlyInAnyOrder(Decision.Kind.ALLOW, Decision.Kind.DENY, Decision.Kind.REQUIRE_APPROVAL);
        assertThat(codes).contains("POLICY_DENIED").hasSizeGreaterThan(5);
    }

    private static void compare(Random random, Set<Decision.Kind> kinds, Set<String> codes) throws Exception {
        TestClock clock = TestClock.create();
        RecordingAuditSink trail = RecordingAuditSink.create();
        try (LoopbackServer server = LoopbackServer.start()) {
            server.answer(request -> Reply.status(200, "ok"));
            BrokerConfig config = PolicyRequests.config(server.port());
            PolicyBench bench = PolicyBench.builder(config).policy(WHIMS).build();
            try (OutloopBroker control = OutloopBroker.builder()
                    .config(config)
                    .vault("memory", InMemoryVault.create().put("memory:key", Canary.random("key")))
                    .auditSink(trail)
                    .clock(clock)
                    .policy(WHIMS)
                    .build()) {
                for (int round = 0; round < ROUNDS; round++) {
                    clock.set(TestClock.START.plusSeconds(random.nextInt(100)));
                    PolicyRequests asked = PolicyRequests.draw(random);
                    int before = server.requests().size();
                    ActionResult live = control.broker().perform(asked.request(control::assertCaller));
                    PolicyVerdict verdict = bench.judge(asked.request(bench::caller), clock.instant());
                    AuditRecord record = last(trail);

                    assertThat(verdict.kind()).as("%s: %s", asked, live).isEqualTo(kind(live));
                    assertThat(server.requests().size() - before)
                            .isEqualTo(verdict.kind() == Decision.Kind.ALLOW ? 1 : 0);
                    if (live instanceof ActionResult.Denied denied) {
                        assertThat(verdict.shownCode()).as(asked.toString()).contains(denied.code());
                        assertThat(verdict.message()).isEqualTo(denied.message());
                        assertThat(record.fields().get("code"))
                                .isEqualTo(verdict.code().orElseThrow().name());
                        codes.add(verdict.code().orElseThrow().name());
                    } else if (live instanceof ActionResult.Completed) {
                        assertThat(record.fields().get("rule"))
                                .isEqualTo(verdict.rule().orElseThrow());
                    }
                    kinds.add(verdict.kind());
                }
            }
        }
    }

    @Test
    void needsNoVaultTrailOrState() throws Exception {
        Path directory = Path.of("").toAbsolutePath();
        PolicyBench bench = PolicyBench.of(PolicyRequests.more(9)
                .audit(Path.of("no/such/folder"))
                .state(Path.of("no/such/state"))
                .build());
        Caller acme = bench.caller("acme", "codex");
        ActionRequest read =
                ActionRequest.action(acme, "files", "item").with("id", "x").build();
        assertThat(bench.judge(read, Instant.EPOCH)).hasToString("allow");
        assertThat(directory.resolve("no")).doesNotExist();
    }

    @Test
    void recognisesItsOwnCallersAlone() throws Exception {
        BrokerConfig config = PolicyRequests.config(9);
        Caller stranger = PolicyBench.of(config).caller("acme", "codex");
        PolicyBench bench = PolicyBench.of(config);
        ActionRequest read =
                ActionRequest.action(stranger, "files", "item").with("id", "x").build();
        assertThat(bench.judge(read, Instant.EPOCH).code()).contains(ErrorCode.CALLER_NOT_RECOGNISED);
        assertThatThrownBy(() -> bench.caller("nobody", "codex")).isInstanceOf(IllegalArgumentException.class);
    }

    private static AuditRecord last(RecordingAuditSink trail) {
        List<AuditRecord> records = trail.records().stream()
                .filter(record -> record.event() != AuditEvent.OUTCOME)
                .toList();
        return records.get(records.size() - 1);
    }

    private static Decision.Kind kind(ActionResult live) {
        return live.<Decision.Kind>match(
                completed -> Decision.Kind.ALLOW,
                denied -> Decision.Kind.DENY,
                pending -> Decision.Kind.REQUIRE_APPROVAL,
                failed -> Decision.Kind.NONE);
    }
}
