package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.identity.Caller;
import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyInput;
import dev.outloop.spi.PolicyEvaluator;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyReplayTest {

    private static final String YAML = """
            version: 1
            vaults: { memory: { backend: keystore, path: unused.p12 } }
            services:
              files:
                url: "URL"
                credential: bearer
                pins: { tenant: {} }
                actions:
                  item:
                    method: GET
                    path: "/{tenant}/items/{id}"
                    params:
                      id: { in: path, type: string, max: 8, audit: value }
                      limit: { in: query, type: integer, required: false }
                      quiet: { in: query, type: boolean, required: false, audit: none }
                  pay: { method: POST, path: "/{tenant}/pay", params: { amount: { in: body, type: integer } } }
              open:
                url: "URL/open"
                credential: bearer
                actions:
                  look: { method: GET, path: "/look" }
                  read: { method: GET, path: "/pages/{page}", params: { page: { in: path, type: string } } }
            workspaces: { acme: { tenant: acme-corp }, globex: { tenant: globex-inc } }
            access:
              - { alias: files, service: files, secret: "memory:key", actions: [item, pay], workspaces: { acme: { pins: { tenant: t-1 } }, globex: { pins: { tenant: t-2 } } } }
              - { alias: open, service: open, secret: "memory:key", actions: ["*"], runtimes: [codex], workspaces: { acme: {} } }
              - { alias: gone, service: open, secret: "memory:key", actions: ["*"], workspaces: { acme: {} } }
            """;

    @TempDir
    private Path directory;

    private final TestClock clock = TestClock.create();
    private final List<String> ids = new ArrayList<>();
    private LoopbackServer server;
    private BrokerConfig made;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start();
        server.answer(request -> Reply.status(200, "ok"));
        made = config(YAML);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Has a live broker record what is asked of it. */
    private void record(Consumer<OutloopBroker> asking) throws Exception {
        try (OutloopBroker control = OutloopBroker.builder()
                .config(made)
                .vault("memory", InMemoryVault.create().put("memory:key", Canary.random("key")))
                .auditSink(AuditTrail.open(directory, clock))
                .clock(clock)
                .build()) {
            asking.accept(control);
        }
    }

    private void ask(OutloopBroker control, ActionRequest.Builder request, String expected) {
        ActionResult result = control.broker().perform(request.build());
        ids.add(result.actionId());
        assertThat(result.<String>match(
                        completed -> "allow",
                        denied -> denied.code().name(),
                        pending -> "approve",
                        failed -> failed.code().name()))
                .isEqualTo(expected);
    }

    private BrokerConfig config(String yaml) throws ConfigException {
        return BrokerConfig.parse(yaml.replace("URL", server.url()), directory);
    }

    private ReplayReport replay(BrokerConfig next) throws Exception {
        return PolicyReplay.builder(next)
                .before(made)
                .build()
                .replay(directory, AuditQuery.builder().build());
    }

    private static List<String> lines(ReplayReport report) {
        return report.differences().stream()
                .map(each -> each.count() + " " + each.alias() + "/" + each.action() + " " + each.was() + " -> "
                        + each.now() + " by " + each.rules() + " on " + each.dependsOn() + " for " + each.changes())
                .toList();
    }

    private static ActionRequest.Builder item(Caller caller, String id) {
        return ActionRequest.action(caller, "files", "item").with("id", id);
    }

    @Test
    void findsNothingUnderTheSameConfiguration() throws Exception {
        record(control -> {
            Caller acme = control.assertCaller("acme", "codex");
            ask(control, item(acme, "x").with("limit", 7), "allow");
            ask(control, item(acme, "x").with("tenant", "t-2"), "PIN_MISMATCH");
            ask(control, item(acme, "much-too-long"), "PARAMETER_INVALID");
            ask(control, ActionRequest.action(acme, "nothing", "item"), "ALIAS_UNKNOWN");
            ask(control, ActionRequest.action(acme, "not a name", "item"), "ALIAS_UNKNOWN");
            ask(control, ActionRequest.http(acme, "files", "GET", "/t-1/other"), "ACTION_NOT_APPROVED");
            ask(control, ActionRequest.http(acme, "open", "GET", "/pages/one"), "allow");
        });
        ReplayReport report = replay(made);
        assertThat(lines(report)).isEmpty();
        assertThat(report.same()).isEqualTo(7);
        assertThat(report.pinsNotCompared()).isZero();
        assertThat(report.damage()).isEmpty();
    }

    @Test
    void findsEachKindOfDifferenceWithCountsAndExamples() throws Exception {
        record(control -> {
            Caller acme = control.assertCaller("acme", "codex");
            Caller globex = control.assertCaller("globex", "codex");
            Caller other = control.assertCaller("acme", "claude-code");
            ask(control, ActionRequest.action(acme, "files", "pay").with("amount", 5), "allow");
            ask(control, ActionRequest.action(acme, "files", "pay").with("amount", 6), "allow");
            ask(control, ActionRequest.action(other, "open", "look"), "RUNTIME_NOT_ALLOWED");
            ask(control, ActionRequest.action(acme, "gone", "look"), "allow");
            ask(control, item(globex, "x"), "allow");
            ask(control, item(acme, "x"), "allow");
            ask(control, item(acme, "x").with("tenant", "t-9"), "PIN_MISMATCH");
            ask(control, item(globex, "x").with("tenant", "t-9"), "PIN_MISMATCH");
            ask(control, ActionRequest.action(globex, "open", "look"), "ALIAS_UNKNOWN");
        });
        BrokerConfig next = config(YAML.replace("[item, pay]", "[item]")
                .replace("runtimes: [codex], workspaces: { acme: {} }", "workspaces: { acme: {}, globex: {} }")
                .replace("t-2", "t-3")
                .replaceAll("(?m)^ *- \\{ alias: gone.*\n", ""));
        ReplayReport report = replay(next);
        assertThat(lines(report))
                .containsExactlyInAnyOrder(
                        "2 files/pay allow -> deny ACTION_NOT_APPROVED by [allowed actions] on [] for []",
                        "1 open/look deny RUNTIME_NOT_ALLOWED -> allow by [allowed actions] on [] for []",
                        "1 gone/look allow -> deny ALIAS_UNKNOWN by [] on [] for []",
                        "1 files/item allow -> allow or deny by [allowed actions] on [(account)] for [pin tenant]",
                        "1 files/item deny PIN_MISMATCH -> allow or deny by [allowed actions] on [(account)] for []",
                        "1 files/item deny PIN_MISMATCH -> allow or deny by [allowed actions] on [(account)] for [pin"
                                + " tenant]",
                        "1 open/ deny ALIAS_FOREIGN -> allow or deny ACTION_NOT_APPROVED by [allowed actions] on"
                                + " [(action), (request)] for []");
        assertThat(report.same()).isEqualTo(1);
        assertThat(report.differing()).isEqualTo(5);
        assertThat(report.undecided()).isEqualTo(3);
        ReplayDifference first = report.differences().get(0);
        assertThat(first.examples()).containsExactly(ids.get(0), ids.get(1));
        assertThat(first.isUndecided()).isFalse();
    }

    @Test
    void asksHostsOnlyWhereEverythingIsKnown() throws Exception {
        record(control -> {
            Caller acme = control.assertCaller("acme", "codex");
            ask(control, item(acme, "ask"), "allow");
            ask(control, item(acme, "no"), "allow");
            ask(control, ActionRequest.action(acme, "gone", "look"), "allow");
            ask(control, ActionRequest.action(acme, "gone", "read").with("page", "no"), "allow");
        });
        PolicyEvaluator host = new PolicyEvaluator() {
            @Override
            public Decision evaluate(PolicyInput input) {
                assertThat(input.action().name()).isNotEqualTo("read");
                return input.action().name().equals("look")
                        ? Decision.requireApproval("look-first", "May it look?")
                        : Decision.none();
            }

            @Override
            public String name() {
                return "host";
            }
        };
        ReplayReport report = PolicyReplay.builder(config(YAML.replace(", audit: none", "")))
                .before(made)
                .policy(host)
                .build()
                .replay(directory, AuditQuery.builder().alias("gone").build());
        assertThat(lines(report))
                .containsExactly(
                        "1 gone/look allow -> approve by [look-first] on [] for []",
                        "1 gone/read allow -> allow or approve or deny POLICY_DENIED by [allowed actions] on [page] for"
                                + " []");
        ReplayReport hidden = PolicyReplay.builder(made)
                .policy(input -> Decision.none())
                .build()
                .replay(directory, AuditQuery.builder().alias("files").build());
        assertThat(lines(hidden))
                .containsExactly("2 files/item allow -> allow or approve or deny POLICY_DENIED by [allowed actions] on"
                        + " [quiet] for []");
    }

    @Test
    void judgesAtTheTimeOfTheRecordAndTakesFilters() throws Exception {
        record(control -> {
            Caller acme = control.assertCaller("acme", "codex");
            ask(control, ActionRequest.action(acme, "gone", "look"), "allow");
            clock.advance(Duration.ofHours(1));
            ask(control, ActionRequest.action(acme, "gone", "look"), "allow");
            ask(control, ActionRequest.action(acme, "open", "look"), "allow");
        });
        BrokerConfig next = config(
                YAML.replace("alias: gone,", "alias: gone, expires: \"" + TestClock.START.plusSeconds(60) + "\","));
        ReplayReport report = replay(next);
        assertThat(lines(report)).containsExactly("1 gone/look allow -> deny ACCESS_EXPIRED by [expiry] on [] for []");
        assertThat(report.same()).isEqualTo(2);
        ReplayReport early = PolicyReplay.builder(next)
                .build()
                .replay(
                        directory,
                        AuditQuery.builder().to(TestClock.START.plusSeconds(60)).build());
        assertThat(early.same()).isEqualTo(1);
        assertThat(lines(early)).isEmpty();
        assertThatThrownBy(() -> PolicyReplay.builder(next)
                        .build()
                        .replay(directory, AuditQuery.builder().last(1).build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhatHangsOnValuesWhereDefinitionsChanged() throws Exception {
        record(control -> {
            Caller acme = control.assertCaller("acme", "codex");
            ask(control, item(acme, "x").with("limit", 7), "allow");
            ask(control, item(acme, "y"), "allow");
            ask(control, ActionRequest.action(acme, "gone", "read").with("page", "top"), "allow");
        });
        String changed = YAML.replace(
                        "limit: { in: query, type: integer,", "limit: { in: query, type: integer, max: 5,")
                .replace("look: { method: GET, path: \"/look\" }", "top: { method: GET, path: \"/pages/top\" }");
        assertThat(lines(replay(config(changed))))
                .containsExactlyInAnyOrder(
                        "1 files/item allow -> allow or deny by [allowed actions] on [limit, quiet] for []",
                        "1 files/item allow -> allow or deny by [allowed actions] on [quiet] for []",
                        "1 gone/read allow -> allow or deny ACTION_NOT_APPROVED by [allowed actions] on [(by name or"
                                + " raw), page] for []");
        assertThat(lines(replay(config(YAML.replace("/{tenant}/items/{id}", "/{tenant}/things/{id}")))))
                .anySatisfy(line -> assertThat(line).contains("for [method or path]"));
    }

    @Test
    void saysThatPinsAreNotComparedWithoutTheOldConfiguration() throws Exception {
        record(control -> ask(control, item(control.assertCaller("globex", "codex"), "x"), "allow"));
        BrokerConfig next = config(YAML.replace("t-2", "t-3"));
        ReplayReport blind = PolicyReplay.builder(next)
                .build()
                .replay(directory, AuditQuery.builder().build());
        assertThat(blind.same()).isEqualTo(1);
        assertThat(blind.pinsNotCompared()).isEqualTo(1);
        assertThat(replay(next).differing()).isEqualTo(1);
    }
}
