package dev.outloop.core;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.Call;
import dev.outloop.CallerToken;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.action.Effect;
import dev.outloop.action.Exposure;
import dev.outloop.action.HttpField;
import dev.outloop.audit.AuditEvent;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Caller;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrokerEndToEndTest {

    private final Canary key = Canary.random("key");
    private final InMemoryVault vault = InMemoryVault.create();
    private final RecordingAuditSink trail = RecordingAuditSink.create();
    private final TestClock clock = TestClock.create();
    private final List<String> stages = new ArrayList<>();
    private LoopbackServer server;
    private OutloopBroker control;
    private Caller acme;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start();
        vault.put("memory:api/key", key);
        control = OutloopBroker.builder()
                .config(BrokerConfig.parse(
                        configuration(server.port()), Path.of("").toAbsolutePath()))
                .vault("memory", vault)
                .auditSink(trail)
                .clock(clock)
                .listener(event -> stages.add(
                        event.stage() + event.code().map(code -> " " + code).orElse("")))
                .build();
        acme = control.assertCaller("acme", "claude-code");
    }

    @AfterEach
    void stop() {
        control.close();
        server.close();
    }

    @Test
    void putsTheKeyOnTheWireAndKeepsItOutOfTheAnswer() {
        server.answer(request -> Reply.status(
                200,
                "{\"you_sent\":\"" + request.header("X-API-Key").orElse("") + "\"}",
                "Content-Type: application/json"));

        ActionResult result =
                perform(ActionRequest.action(acme, "files", "item").with("id", "a b/c".replace("/", "-")));

        assertThat(result).isCompleted().hasStatus(200);
        ActionResult.Completed completed = (ActionResult.Completed) result;
        assertThat(server.requests()).hasSize(1);
        ReceivedRequest sent = server.requests().get(0);
        assertThat(sent.target()).isEqualTo("/v1/tenants/t-1/items/a%20b-c");
        assertThat(key.isFoundIn(sent.raw())).isTrue();
        assertThat(key.isFoundIn(completed.body())).isFalse();
        assertThat(completed.bodyAsUtf8()).isEqualTo("{\"you_sent\":\"[redacted]\"}");
        assertThat(completed.exposure()).isEqualTo(Exposure.NONE_FOUND);
        assertThat(completed.redactions()).isEqualTo(1);
        assertThat(trail.records())
                .extracting(record -> record.event().name())
                .containsExactly("CONFIG_LOADED", "ATTEMPT", "OUTCOME");
        assertThat(stages).containsExactly("admit", "authorize", "journal", "lease", "dispatch", "redact");
        control.close();
        assertThat(vault.openLeases()).isZero();
    }

    @Test
    void aRawRequestTakesTheSameWay() {
        server.answer(Reply.status(200, "ok"));
        assertThat(perform(ActionRequest.http(acme, "files", "GET", "/tenants/t-1/items/x?limit=5")))
                .isCompleted()
                .hasStatus(200);
        assertThat(server.requests().get(0).target()).isEqualTo("/v1/tenants/t-1/items/x?limit=5");
    }

    @Test
    void whatAServiceHidesOutsideTheDeclaredFieldsDoesNotReachTheAgent() {
        String reversed = new StringBuilder(key.text()).reverse().toString();
        server.answer(request -> Reply.status(
                200,
                "{\"id\":\"x\",\"you_sent\":\"" + request.header("X-API-Key").orElse("") + "\",\"debug\":\"" + reversed
                        + "\"}",
                "Content-Type: application/json; trace=" + reversed,
                "ETag: " + reversed));

        ActionResult.Completed whole = (ActionResult.Completed)
                perform(ActionRequest.action(acme, "files", "item").with("id", "x"));
        ActionResult.Completed declared = (ActionResult.Completed)
                perform(ActionRequest.action(acme, "files", "brief").with("id", "x"));

        assertThat(whole.bodyAsUtf8()).contains("\"you_sent\":\"[redacted]\"").contains(reversed);
        assertThat(whole.head().headers())
                .extracting(HttpField::value)
                .contains(reversed, "application/json; trace=" + reversed);
        assertThat(declared.bodyAsUtf8()).isEqualTo("{\"id\":\"x\",\"you_sent\":\"[redacted]\"}");
        assertThat(declared.head().headers()).extracting(HttpField::value).containsExactly("application/json");
        assertThat(declared.exposure()).isEqualTo(Exposure.NONE_FOUND);
    }

    @Test
    void anErrorThatIsNotJsonIsKeptBackFromADeclaredActionWithItsStatus() {
        server.answer(Reply.status(502, "<p>Bad gateway</p>", "Content-Type: text/html"));
        assertThat(perform(ActionRequest.action(acme, "files", "item").with("id", "x")))
                .isCompleted()
                .hasStatus(502);
        ActionResult result =
                perform(ActionRequest.action(acme, "files", "brief").with("id", "x"));
        assertThat(result).isFailedWith(ErrorCode.RESPONSE_WITHHELD).hasEffect(Effect.HAPPENED);
        assertThat(((ActionResult.Failed) result).status()).hasValue(502);
    }

    @Test
    void theWrongTenantReachesNeitherVaultNorService() {
        server.answer(Reply.status(200, "ok"));
        assertThat(perform(ActionRequest.http(acme, "files", "GET", "/tenants/t-1/items/x")))
                .isCompleted();
        assertThat(vault.leaseCalls()).isEqualTo(1);

        assertThat(perform(ActionRequest.http(acme, "files", "GET", "/tenants/t-2/items/x")))
                .isDeniedWith(ErrorCode.PIN_MISMATCH);

        assertThat(vault.leaseCalls()).isEqualTo(1);
        assertThat(server.requests()).hasSize(1);
        assertThat(trail.records(AuditEvent.DENIED)).hasSize(1);
    }

    @Test
    void aForeignAliasLooksLikeAnUnknownOneAndTheTrailKnowsBetter() {
        ActionResult foreign = perform(ActionRequest.action(acme, "ads", "item"));
        ActionResult unknown = perform(ActionRequest.action(acme, "nothing", "item"));
        assertThat(foreign).isDeniedWith(ErrorCode.ALIAS_UNKNOWN);
        assertThat(unknown).isDeniedWith(ErrorCode.ALIAS_UNKNOWN);
        assertThat(message(foreign)).isEqualTo(message(unknown));
        assertThat(trail.records(AuditEvent.DENIED))
                .extracting(record -> record.fields().get("code"))
                .containsExactly("ALIAS_FOREIGN", "ALIAS_UNKNOWN");
    }

    @Test
    void streamsToAHandlerAndEndsTheExchangeWhenItThrows() {
        server.answer(Reply.status(200, "first" + key.text() + "last"));
        StringBuilder seen = new StringBuilder();
        ActionResult result = control.broker()
                .newCall(item("x"))
                .perform((head, body) -> seen.append(new String(body.readAllBytes(), StandardCharsets.UTF_8)));
        assertThat(result).isCompleted();
        assertThat(seen.toString()).isEqualTo("first[redacted]last");

        ActionResult thrown = control.broker().newCall(item("x")).perform((head, body) -> {
            throw new IOException("disk full");
        });
        assertThat(thrown).isFailedWith(ErrorCode.HANDLER_FAILED).hasEffect(Effect.HAPPENED);
    }

    @Test
    void aCallIsPerformedOnce() {
        server.answer(Reply.status(200, "ok"));
        Call call = control.broker().newCall(item("x"));
        assertThat(call.perform()).isCompleted();
        org.assertj.core.api.Assertions.assertThatThrownBy(call::perform).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCancelledCallIsNeverAttempted() {
        Call call = control.broker().newCall(item("x"));
        call.cancel();
        assertThat(call.perform()).isDeniedWith(ErrorCode.CANCELLED);
        assertThat(trail.records(AuditEvent.ATTEMPT)).isEmpty();
        assertThat(vault.leaseCalls()).isZero();
    }

    private void reload(BrokerConfig config) {
        try {
            control.reload(config);
        } catch (IOException | ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aChangeOfTheAccessWhileTheVaultIsAskedStopsTheCall() throws Exception {
        server.answer(Reply.status(200, "ok"));
        BrokerConfig changed = BrokerConfig.parse(
                configuration(server.port()).replace("[claude-code]", "[claude-code, codex]"),
                Path.of("").toAbsolutePath());
        vault.beforeAnswering(() -> reload(changed));
        assertThat(perform(ActionRequest.action(acme, "files", "item").with("id", "x")))
                .isFailedWith(ErrorCode.ACCESS_CHANGED)
                .hasEffect(Effect.NONE);
        assertThat(server.connections()).isZero();
        vault.recover();
        assertThat(perform(ActionRequest.action(acme, "files", "item").with("id", "x")))
                .isCompleted();
    }

    @Test
    void aTokenProvesItsCallerUntilItIsRevokedOrExpires() {
        server.answer(Reply.status(200, "ok"));
        try (CallerToken token = control.issueToken("acme", "claude-code", Duration.ofHours(1))) {
            String text = new String(token.value().toByteArray(InsecureSecretAccess.get()), StandardCharsets.US_ASCII);
            Caller proven = control.broker().authenticate(text).orElseThrow();
            assertThat(perform(ActionRequest.action(proven, "files", "item").with("id", "x")))
                    .isCompleted();
            assertThat(control.broker().authenticate(text + "x")).isEmpty();
            assertThat(control.revokeToken(token.id())).isTrue();
            assertThat(control.broker().authenticate(text)).isEmpty();
            assertThat(perform(ActionRequest.action(proven, "files", "item").with("id", "x")))
                    .isDeniedWith(ErrorCode.CALLER_NOT_RECOGNISED);
        }
        try (CallerToken token = control.issueToken("acme", "claude-code", Duration.ofHours(1))) {
            String text = new String(token.value().toByteArray(InsecureSecretAccess.get()), StandardCharsets.US_ASCII);
            assertThat(control.broker().authenticate(text)).isPresent();
            clock.advance(Duration.ofHours(1));
            assertThat(control.broker().authenticate(text)).isEmpty();
        }
    }

    @Test
    void explainsWithoutAskingTheVault() {
        assertThat(control.explain(item("x")).isAllowed()).isTrue();
        Caller codex = control.assertCaller("acme", "codex");
        assertThat(control.explain(ActionRequest.action(codex, "files", "item")
                                .with("id", "x")
                                .build())
                        .code())
                .contains(ErrorCode.RUNTIME_NOT_ALLOWED);
        assertThat(vault.leaseCalls()).isZero();
        assertThat(trail.records()).extracting(record -> record.event().name()).containsExactly("CONFIG_LOADED");
    }

    @Test
    void refusesEverythingOnceClosed() {
        control.close();
        assertThat(perform(ActionRequest.action(acme, "files", "item").with("id", "x")))
                .isDeniedWith(ErrorCode.BROKER_CLOSED);
    }

    private ActionRequest item(String id) {
        return ActionRequest.action(acme, "files", "item").with("id", id).build();
    }

    private ActionResult perform(ActionRequest.Builder request) {
        return control.broker().perform(request.build());
    }

    private static String message(ActionResult result) {
        return ((ActionResult.Denied) result).message();
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
                        params:
                          id: { in: path, type: string, max: 64 }
                          limit: { in: query, type: integer, min: 1, max: 100, required: false }
                      brief:
                        method: GET
                        path: "/tenants/{tenant}/briefs/{id}"
                        params: { id: { in: path, type: string, max: 64 } }
                        response: { include: [/id, /you_sent] }
                workspaces:
                  acme: { tenant: acme-corp }
                  globex: { tenant: globex-inc }
                access:
                  - alias: files
                    service: files
                    secret: "memory:api/key"
                    actions: [item, brief]
                    runtimes: [claude-code]
                    workspaces: { acme: { pins: { tenant: t-1 } } }
                  - alias: ads
                    service: files
                    secret: "memory:api/key"
                    actions: [item]
                    workspaces: { globex: { pins: { tenant: t-2 } } }
                """.formatted(port);
    }
}
