package dev.outloop.core;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.action.PathTemplate;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.action.ServiceUrl;
import dev.outloop.audit.AuditEvent;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Decision;
import dev.outloop.policy.Explanation;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Per;
import dev.outloop.policy.ParameterCondition;
import dev.outloop.policy.Policy;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.PolicyRule.Subject;
import dev.outloop.secret.SecretRef;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules given in Java, through a whole broker. */
class RulesEndToEndTest {

    private final InMemoryVault vault = InMemoryVault.create();
    private RecordingAuditSink trail = RecordingAuditSink.create();
    private LoopbackServer server;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start();
        server.answer(Reply.status(200, "paid"));
        vault.put("memory:api/key", Canary.random("key"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private BrokerConfig.Builder config(Policy policy) {
        ActionDefinition pay = ActionDefinition.builder("pay", "POST", PathTemplate.parse("/pay"))
                .parameter(ParameterDefinition.builder("amount", ParameterLocation.QUERY, ParameterType.INTEGER)
                        .build())
                .build();
        return BrokerConfig.builder(Path.of("").toAbsolutePath())
                .vault(VaultDefinition.builder("memory", "keystore")
                        .setting("path", "unused.p12")
                        .build())
                .service(ServiceDefinition.builder("bank", ServiceUrl.parse("http://127.0.0.1:" + server.port()))
                        .credential(CredentialPlacement.bearer(CredentialPlacement.DEFAULT_PART))
                        .action(pay)
                        .build())
                .workspace(Workspace.of("acme", new Tenant("acme-corp")))
                .access(Access.builder("bank", "bank")
                        .secret(SecretRef.parse("memory:api/key"))
                        .action("pay")
                        .ruleRequired()
                        .workspace("acme", Map.of())
                        .build())
                .policy(policy);
    }

    private OutloopBroker broker(PolicyRule.Builder... rules) throws Exception {
        return OutloopBroker.builder()
                .config(config(policy(rules)).build())
                .vault("memory", vault)
                .auditSink(trail)
                .clock(TestClock.create())
                .build();
    }

    private static Policy policy(PolicyRule.Builder... rules) {
        return Policy.of(List.of(rules).stream().map(PolicyRule.Builder::build).toList(), List.of());
    }

    private static PolicyRule.Builder rule(String name, Decision.Kind effect) {
        return PolicyRule.builder(name, effect).named(Subject.ALIAS, "bank");
    }

    private static PolicyRule.Builder upTo(int most) {
        return rule("small", Decision.Kind.ALLOW)
                .parameter(
                        "amount",
                        ParameterCondition.builder()
                                .max(BigDecimal.valueOf(most))
                                .build());
    }

    private static ActionRequest pay(OutloopBroker broker, int amount) {
        return ActionRequest.action(broker.assertCaller("acme", "claude-code"), "bank", "pay")
                .with("amount", amount)
                .build();
    }

    private static List<String> rules(Explanation explanation) {
        return explanation.steps().stream()
                .filter(step -> step.stage().equals("rules"))
                .map(step -> step.subject() + " " + step.verdict())
                .toList();
    }

    @Test
    void onlyWhatARuleAllowsReachesVaultAndUpstream() throws Exception {
        try (OutloopBroker broker = broker(
                upTo(100), rule("never", Decision.Kind.DENY).parameter("amount", ParameterCondition.equalTo("13")))) {
            assertThat(broker.broker().perform(pay(broker, 101))).isDeniedWith(ErrorCode.POLICY_SILENT);
            assertThat(broker.broker().perform(pay(broker, 13))).isDeniedWith(ErrorCode.POLICY_DENIED);
            assertThat(vault.leaseCalls()).isZero();
            assertThat(server.requests()).isEmpty();

            assertThat(broker.broker().perform(pay(broker, 100))).isCompleted();
            assertThat(vault.leaseCalls()).isEqualTo(1);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void theTrailHasTheRulesAndTheRuleThatDecided() throws Exception {
        List<Object> hashes = new ArrayList<>();
        for (int most : new int[] {100, 200}) {
            trail = RecordingAuditSink.create();
            try (OutloopBroker broker = broker(upTo(most))) {
                broker.broker().perform(pay(broker, 100));
            }
            Map<String, Object> last =
                    trail.records(AuditEvent.CONFIG_LOADED).get(0).fields();
            assertThat(last)
                    .containsEntry("rules", 1L)
                    .containsEntry("limits", 0L)
                    .containsKey("limits_hash");
            hashes.add(last.get("rules_hash"));
            assertThat(trail.records(AuditEvent.ATTEMPT).get(0).fields()).containsEntry("rule", "small");
        }
        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void explainsWhichRuleDecidedAndWhatWouldChangeIt() throws Exception {
        try (OutloopBroker broker = broker(upTo(100))) {
            assertThat(rules(broker.explain(pay(broker, 100))))
                    .containsExactly(
                            "small allows, because aliases \"bank\", and amount is at most 100",
                            "small without it nothing would allow the request");
            Explanation refused = broker.explain(pay(broker, 101));
            assertThat(refused.code()).contains(ErrorCode.POLICY_SILENT);
            assertThat(rules(refused)).containsExactly("small would allow if amount is at most 100");
            assertThat(refused.steps().get(refused.steps().size() - 1).stage()).isEqualTo("result");
            assertThat(vault.leaseCalls()).isZero();
        }
    }

    @Test
    void policiesGivenInJavaAreCheckedToo() {
        Policy policy = Policy.of(
                List.of(
                        rule("a", Decision.Kind.REQUIRE_APPROVAL).build(),
                        PolicyRule.builder("b", Decision.Kind.DENY)
                                .named(Subject.ALIAS, "bnk")
                                .named(Subject.METHOD, "post")
                                .build(),
                        upTo(1).limit("daily").limit("dayly").build()),
                List.of(LimitDefinition.concurrency("daily", Per.ACCESS, 1)));
        ConfigException problems =
                catchThrowableOfType(ConfigException.class, () -> config(policy).build());

        assertThat(problems.problems())
                .extracting(problem -> problem.key() + ": " + problem.sentence())
                .containsExactlyInAnyOrder(
                        "rules[0].effect: expected \"state: { path: FOLDER }\" in this configuration, because what this"
                                + " comes to has to be kept",
                        "rules[1].aliases: expected the name of an alias; did you mean \"bank\"?",
                        "rules[1].methods: expected one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
                        "rules[2].limits: expected the name of a limit; did you mean \"daily\"?",
                        "rules[2].limits: expected \"state: { path: FOLDER }\" in this configuration, because what this"
                                + " comes to has to be kept");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(upTo(1), upTo(2)))
                .withMessage("the rule small is defined twice");
    }
}
