package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.action.Exposure;
import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.core.internal.lease.Vaults;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultStoreRequest;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broker cuts, counts and records beside the key of the call. */
class RedactionEndToEndTest {

    private static final String YAML = """
            version: 1
            vaults:
              memory: { backend: keystore, path: unused.p12 }
              store: { backend: keystore, path: store.p12, passphrase: "memory:phrase" }
            services:
              files:
                url: "http://127.0.0.1:PORT"
                credential: bearer
                actions: { status: { method: GET, path: /status } }
            workspaces: { acme: { tenant: acme-corp } }
            access:
              - { alias: files, service: files, secret: "SECRET", actions: ["*"], workspaces: { acme: {} } }
            """;

    /** Made up, in the form of GitHub's tokens. */
    private static final String UNREGISTERED = "gh" + "p_2bQ9xLr7ZtVn4KcWm8YsHd3JfPg6TuEa1oXi";

    @TempDir
    Path directory;

    private final Canary key = Canary.random("key");
    private final Canary phrase = Canary.random("phrase");
    private final InMemoryVault vault = InMemoryVault.create();
    private final RecordingAuditSink trail = RecordingAuditSink.create();
    private LoopbackServer server;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start();
        vault.put("memory:key", key).put("memory:phrase", phrase);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aVaultsOwnSecretIsCutOnceTheVaultWasGivenIt() throws Exception {
        BrokerConfig ofStore = config("store:key", "");
        Map<String, VaultBackend> vaults = VaultSet.open(
                ofStore,
                Clock.systemUTC(),
                NameResolver.system(),
                Map.of("memory", vault),
                new Vaults(Clock.systemUTC()),
                (setting, value) -> {});
        try (VaultBackend store = vaults.get("store")) {
            ((VaultBackend.Storing) store)
                    .store(VaultStoreRequest.of(SecretRef.parse("store:key"), key.secret(), Instant.MAX));
        }
        server.answer(Reply.status(200, "vault " + phrase.text()));
        try (OutloopBroker control = broker("memory:key", "")) {
            assertThat(perform(control).bodyAsUtf8()).isEqualTo("vault " + phrase.text());
            control.reload(ofStore);
            assertThat(perform(control).bodyAsUtf8()).isEqualTo("vault [redacted]");
        }
    }

    @Test
    void countsByKindStandInResultAndTrail() throws Exception {
        server.answer(request -> Reply.status(
                200, key.text() + " " + key.text().replace("-", "%2D") + " " + key.text() + " " + UNREGISTERED));
        try (OutloopBroker control = broker("memory:key", "")) {
            ActionResult.Completed completed = perform(control);
            assertThat(completed.bodyAsUtf8()).isEqualTo("[redacted] [redacted] [redacted] [redacted]");
            assertThat(completed.redactions()).isEqualTo(4);
            assertThat(completed.redactionsByKind())
                    .isEqualTo(Map.of("plain", 2L, "percent", 1L, "detected:github-token", 1L));
            assertThat(completed.exposure()).isEqualTo(Exposure.NONE_FOUND);
        }
        AuditRecord outcome = trail.records().stream()
                .filter(record -> record.event() == AuditEvent.OUTCOME)
                .findFirst()
                .orElseThrow();
        assertThat(outcome.fields())
                .containsEntry("redactions", 4L)
                .containsEntry("redacted", "detected:github-token=1,percent=1,plain=2")
                .doesNotContainKey("detected");
    }

    @Test
    void whatIsOnlyCountedStaysAndIsOnTheTrail() throws Exception {
        server.answer(Reply.status(200, UNREGISTERED));
        try (OutloopBroker control = broker("memory:key", "redaction: { detectors: count }\n")) {
            ActionResult.Completed completed = perform(control);
            assertThat(completed.bodyAsUtf8()).isEqualTo(UNREGISTERED);
            assertThat(completed.redactions()).isZero();
            assertThat(completed.detectionsByKind()).isEqualTo(Map.of("detected:github-token", 1L));
            assertThat(trail.records(AuditEvent.OUTCOME).get(0).fields())
                    .containsEntry("detected", "detected:github-token=1");

            control.reload(config("memory:key", ""));
            assertThat(perform(control).bodyAsUtf8()).isEqualTo("[redacted]");
            control.reload(config("memory:key", "redaction: { detectors: off }\n"));
            assertThat(perform(control).bodyAsUtf8()).isEqualTo(UNREGISTERED);
        }
    }

    @Test
    void aHostsOwnRulesAreAppliedBesideOurs() throws Exception {
        Path rules = directory.resolve("rules.yaml");
        Files.writeString(rules, """
                version: 1
                rules:
                  - { id: acme-ticket, provider: "acme", source: "our wiki", date: 2026-11-24, keywords: ["ticket-"],
                      pattern: "[A-Z0-9]{12}", entropy: 2.0 }
                """);
        server.answer(Reply.status(200, "ticket-A1B2C3D4E5F6 " + UNREGISTERED));
        try (OutloopBroker control = broker("memory:key", "redaction: { rules: [rules.yaml] }\n")) {
            assertThat(perform(control).redactionsByKind())
                    .isEqualTo(Map.of("detected:acme-ticket", 1L, "detected:github-token", 1L));
        }
    }

    @Test
    void aHostCutsKnownValuesOutOfItsOwnTexts() throws Exception {
        server.answer(Reply.status(200, "ok"));
        OutloopBroker control = broker("memory:key", "");
        String line = "failed with " + key.text() + " and " + key.text().replace("-", "\\u002d") + " at acme";
        assertThat(control.redactions().scrub(line)).isEqualTo(line);
        perform(control);
        assertThat(control.redactions().scrub(new StringBuilder(line)))
                .isEqualTo("failed with [redacted] and [redacted] at acme");
        control.close();
        assertThat(control.redactions().scrub(line)).isEmpty();
    }

    private ActionResult.Completed perform(OutloopBroker control) {
        return (ActionResult.Completed) result(control);
    }

    private ActionResult result(OutloopBroker control) {
        return control.broker()
                .perform(ActionRequest.action(control.assertCaller("acme", "codex"), "files", "status")
                        .build());
    }

    private OutloopBroker broker(String secret, String more) throws Exception {
        return OutloopBroker.builder()
                .config(config(secret, more))
                .vault("memory", vault)
                .auditSink(trail)
                .build();
    }

    private BrokerConfig config(String secret, String more) throws Exception {
        return BrokerConfig.parse(
                YAML.replace("PORT", String.valueOf(server.port())).replace("SECRET", secret) + more, directory);
    }
}
