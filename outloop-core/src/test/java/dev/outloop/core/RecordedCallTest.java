package dev.outloop.core;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the trail has of a whole broker's calls, starts, changes and failures. */
class RecordedCallTest {

    /** Made up, in the form of GitHub's tokens. */
    private static final String UNREGISTERED = "gh" + "p_2bQ9xLr7ZtVn4KcWm8YsHd3JfPg6TuEa1oXi";

    @TempDir
    Path directory;

    private final Canary key = Canary.random("key");
    private final InMemoryVault vault = InMemoryVault.create();
    private final RenewableTrail sink = new RenewableTrail();
    private LoopbackServer server;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start();
        server.answer(Reply.status(200, "ok"));
        vault.put("memory:key", key);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private BrokerConfig config(String more) throws ConfigException {
        return BrokerConfig.parse(PinnedService.yaml(server.port()) + more, directory);
    }

    private OutloopBroker broker(String more) throws Exception {
        return OutloopBroker.builder()
                .config(config(more))
                .vault("memory", vault)
                .auditSink(sink)
                .build();
    }

    private static ActionResult perform(OutloopBroker control, String workspace, Map<String, String> values) {
        ActionRequest.Builder request = ActionRequest.action(control.assertCaller(workspace, "codex"), "files", "item");
        values.forEach(request::with);
        return control.broker().perform(request.build());
    }

    @Test
    void aVaultThatThrowsWhenItIsClosedLeavesNoTrailOpen() throws Exception {
        VaultBackend throwing = new VaultBackend() {
            @Override
            public Lease lease(VaultRequest request) throws VaultException {
                return vault.lease(request);
            }

            @Override
            public void close() {
                throw new IllegalStateException("a defect");
            }
        };
        OutloopBroker control = OutloopBroker.builder()
                .config(config(""))
                .vault("memory", throwing)
                .auditSink(sink)
                .build();
        assertThatThrownBy(control::close).isInstanceOf(IllegalStateException.class);
        assertThat(sink.closed()).isTrue();

        RenewableTrail failing = new RenewableTrail();
        failing.full = true;
        assertThatThrownBy(() -> OutloopBroker.builder()
                        .config(config(""))
                        .vault("memory", throwing)
                        .auditSink(failing)
                        .build())
                .isInstanceOf(Exception.class);
        assertThat(failing.closed()).isTrue();
    }

    @Test
    void anAttemptHasParametersAsTheirDefinitionsSayAndNeverAPinOrABody() throws Exception {
        try (OutloopBroker control = broker("")) {
            assertThat(perform(control, "acme", Map.of("id", "id-value", "note", "plain", "hidden", "secretive")))
                    .isCompleted();
            Map<String, Object> acme = sink.last(AuditEvent.ATTEMPT);
            perform(control, "acme", Map.of("id", "id-value", "note", "other"));
            Map<String, Object> again = sink.last(AuditEvent.ATTEMPT);
            perform(control, "globex", Map.of("id", "id-value"));
            Map<String, Object> globex = sink.last(AuditEvent.ATTEMPT);
            assertThat(server.requests()).hasSize(3);

            assertThat(acme)
                    .containsEntry("param.note", "plain")
                    .doesNotContainKeys("param.hidden", "param.tenant")
                    .hasEntrySatisfying(
                            "param.id", id -> assertThat((String) id).matches("hmac:[0-9a-f]{32}"));
            assertThat(again)
                    .containsEntry("param.id", acme.get("param.id"))
                    .hasEntrySatisfying("request", r -> assertThat(r).isNotEqualTo(acme.get("request")));
            assertThat(globex.get("param.id")).isNotEqualTo(acme.get("param.id"));
            assertThat(sink.recorded.records().toString() + acme + again + globex)
                    .doesNotContain("t-pinned")
                    .doesNotContain("id-value")
                    .doesNotContain("secretive");
        }
    }

    @Test
    void aRawRequestIsRecordedAsTheTypedOne() throws Exception {
        try (OutloopBroker control = broker("")) {
            perform(control, "acme", Map.of("id", "id-value", "note", "plain"));
            Map<String, Object> typed = sink.last(AuditEvent.ATTEMPT);
            ActionResult raw = control.broker()
                    .perform(ActionRequest.http(
                                    control.assertCaller("acme", "codex"), "files", "POST", "/t-pinned-1/id-value")
                            .header("Content-Type", "application/json")
                            .body("{\"note\":\"plain\"}".getBytes(StandardCharsets.UTF_8))
                            .build());
            assertThat(raw).isCompleted();
            Map<String, Object> recorded = sink.last(AuditEvent.ATTEMPT);
            for (String field : List.of("param.id", "param.note", "request", "path", "action")) {
                assertThat(recorded).containsEntry(field, typed.get(field));
            }
        }
    }

    @Test
    void aValueStandsOnTheTrailEscapedAndWithoutSecrets() throws Exception {
        String hostile = "a\r\n\u001b[31m\u202e\u2066\u0000\u0007\ufeff\ud83d\ude00 end";
        try (OutloopBroker control = broker("redaction: { detectors: count }\n")) {
            perform(control, "acme", Map.of("id", "1"));
            perform(control, "acme", Map.of("id", "1", "note", hostile));
            AuditRecord escaped = sink.records(AuditEvent.ATTEMPT).get(1);
            assertThat(escaped.fields()).containsEntry("param.note", hostile);
            for (byte b : bytes(escaped)) {
                assertThat(b >= 0x20 && b < 0x7f).isTrue();
            }

            perform(control, "acme", Map.of("id", "1", "note", "mine " + key.text() + " and " + UNREGISTERED));
            assertThat(server.requests()).hasSize(3);
            AuditRecord cut = sink.records(AuditEvent.ATTEMPT).get(2);
            assertThat((String) cut.fields().get("param.note"))
                    .contains("mine ", "[redacted]", " and ")
                    .doesNotContain(UNREGISTERED);
            assertThat(key.isFoundIn(bytes(cut))).isFalse();

            perform(control, "acme", Map.of("id", "1", "note", "x".repeat(250) + key.text()));
            AuditRecord long250 = sink.records(AuditEvent.ATTEMPT).get(3);
            assertThat((String) long250.fields().get("param.note")).startsWith("x".repeat(250) + "[redac");
        }
    }

    private static byte[] bytes(AuditRecord record) {
        byte[] bytes = new byte[record.encoded().remaining()];
        record.encoded().get(bytes);
        return bytes;
    }

    @Test
    void aDenialOfAJudgedRequestHasItsFingerprint() throws Exception {
        OutloopBroker.Builder builder = OutloopBroker.builder()
                .config(config(""))
                .vault("memory", vault)
                .auditSink(sink)
                .policy(new dev.outloop.spi.PolicyEvaluator() {
                    @Override
                    public String name() {
                        return "never";
                    }

                    @Override
                    public dev.outloop.policy.Decision evaluate(dev.outloop.policy.PolicyInput input) {
                        return dev.outloop.policy.Decision.deny("never", ErrorCode.POLICY_DENIED, "No.");
                    }
                });
        try (OutloopBroker control = builder.build()) {
            assertThat(perform(control, "acme", Map.of("id", "1"))).isDeniedWith(ErrorCode.POLICY_DENIED);
            assertThat(sink.last(AuditEvent.DENIED)).containsKeys("request", "param.id", "alias", "path");
            assertThat(perform(control, "acme", Map.of("ids", "1"))).isDeniedWith(ErrorCode.PARAMETER_UNKNOWN);
            assertThat(sink.last(AuditEvent.DENIED)).doesNotContainKeys("request", "param.id", "param.ids");
        }
    }

    @Test
    void startAndReloadAreRecordedWithWhatChanges() throws Exception {
        try (OutloopBroker control = broker("")) {
            Map<String, Object> started = sink.last(AuditEvent.CONFIG_LOADED);
            assertThat(started)
                    .containsEntry("services", 1L)
                    .containsEntry("workspaces", 2L)
                    .containsEntry("accesses", 1L)
                    .containsKeys("services_hash", "workspaces_hash", "accesses_hash");
            assertThat(sink.recorded.durable()).hasSize(1);

            control.reload(config(""));
            assertThat(sink.records(AuditEvent.ACCESS_CHANGED)).isEmpty();
            assertThat(sink.last(AuditEvent.CONFIG_LOADED)).containsEntry("definition", started.get("definition"));

            control.reload(changed());
            assertThat(sink.records(AuditEvent.ACCESS_CHANGED))
                    .extracting(r -> r.fields().get("workspace") + "/"
                            + r.fields().get("alias") + " " + r.fields().get("change"))
                    .containsExactly("acme/files CHANGED", "globex/files REMOVED", "globex/more ADDED");
            assertThat(sink.last(AuditEvent.ACCESS_CHANGED).get("definition").toString())
                    .matches("[0-9a-f]{64}");
            assertThat(sink.last(AuditEvent.CONFIG_LOADED).get("definition")).isNotEqualTo(started.get("definition"));
            assertThat(sink.recorded.durable()).hasSameSizeAs(sink.recorded.records());
        }
    }

    private BrokerConfig changed() throws ConfigException {
        String yaml = PinnedService.yaml(server.port())
                .replace(", globex: { pins: { tenant: t-pinned-2 } }", "")
                .replace("t-pinned-1", "t-pinned-3");
        return BrokerConfig.parse(
                yaml + "  - { alias: more, service: files, secret: \"memory:key\", actions: [item],"
                        + " workspaces: { globex: { pins: { tenant: t-2 } } } }\n",
                directory);
    }

    @Test
    void aBrokerWhoseStartCannotBeRecordedDoesNotStart() {
        sink.full = true;
        assertThatThrownBy(() -> broker(""))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("No space left on device");
        assertThatThrownBy(() ->
                        sink.recorded.append(AuditRecord.builder(1, java.time.Instant.EPOCH, AuditEvent.DENIED, "")
                                .build()))
                .hasMessageContaining("closed");
    }

    @Test
    void aReloadThatCannotBeRecordedLeavesTheOldDefinitions() throws Exception {
        try (OutloopBroker control = broker("")) {
            sink.full = true;
            assertThatThrownBy(() -> control.reload(changed())).isInstanceOf(IOException.class);
            sink.full = false;
            assertThat(perform(control, "globex", Map.of("id", "1"))).isCompleted();
        }
    }

    @Test
    void attemptsOfAnEarlierRunAreClosedAndTold() throws Exception {
        try (OutloopBroker control = broker("")) {
            perform(control, "acme", Map.of("id", "1"));
            assertThat(control.recovered()).isEmpty();
        }
        RenewableTrail next = new RenewableTrail();
        next.unfinished = sink.records(AuditEvent.ATTEMPT);
        try (OutloopBroker control = OutloopBroker.builder()
                .config(config(""))
                .vault("memory", vault)
                .auditSink(next)
                .build()) {
            AuditRecord attempt = next.unfinished.get(0);
            RecoveredAttempt recovered = control.recovered().get(0);
            assertThat(recovered.id()).isEqualTo(attempt.actionId());
            assertThat(recovered.time()).isEqualTo(attempt.fields().get("time").toString());
            assertThat(List.of(recovered.workspace(), recovered.alias(), recovered.action()))
                    .containsExactly("acme", "files", "item");
            assertThat(next.last(AuditEvent.OUTCOME))
                    .containsEntry("id", attempt.actionId())
                    .containsEntry("effect", "UNKNOWN")
                    .containsEntry("code", "INTERRUPTED")
                    .containsEntry("tenant", "acme-corp");
        }
    }

    @Test
    void aFailedTrailStopsEverythingBeforeTheVaultUntilItIsRenewed() throws Exception {
        try (OutloopBroker control = broker("")) {
            sink.first.failAwait(2);
            assertThat(perform(control, "acme", Map.of("id", "1"))).isDeniedWith(ErrorCode.AUDIT_UNAVAILABLE);
            assertThat(perform(control, "acme", Map.of("id", "1"))).isDeniedWith(ErrorCode.AUDIT_UNAVAILABLE);
            assertThat(vault.leaseCalls()).isZero();
            assertThat(server.connections()).isZero();
            assertThat(control.trailFailure()).isPresent();

            sink.full = true;
            assertThatThrownBy(control::renewTrail)
                    .isInstanceOf(IOException.class)
                    .hasMessage("The audit trail cannot go on: No space left on device");
            sink.full = false;
            control.renewTrail();
            assertThat(control.trailFailure()).isEmpty();
            assertThat(perform(control, "acme", Map.of("id", "1"))).isCompleted();
            assertThat(sink.recorded.records())
                    .extracting(record -> record.event().name())
                    .containsExactly("CONFIG_LOADED", "OUTCOME", "CONFIG_LOADED", "ATTEMPT", "OUTCOME");
            assertThat(sink.records(AuditEvent.OUTCOME).get(0).fields())
                    .containsEntry("effect", "NONE")
                    .containsEntry("code", "AUDIT_UNAVAILABLE");
        }
    }

    @Test
    void aFullDiskThatHasRoomAgainNeedsNobody() throws Exception {
        try (OutloopBroker control = broker("")) {
            sink.full = true;
            assertThat(perform(control, "acme", Map.of("id", "1"))).isDeniedWith(ErrorCode.AUDIT_UNAVAILABLE);
            assertThat(control.trailFailure()).contains("No space left on device");
            sink.full = false;
            assertThat(perform(control, "acme", Map.of("id", "1"))).isCompleted();
            assertThat(control.trailFailure()).isEmpty();
        }
    }

    @Test
    void fingerprintsAreTheSameInTheNextRunWithTheSameKey() throws Exception {
        Canary auditKey = Canary.random("audit-key-of-thirty-two-bytes-and-more");
        Canary other = Canary.random("other-audit-key-of-thirty-two-bytes-and-more");
        Object[] seen = new Object[3];
        for (int run = 0; run < 3; run++) {
            InMemoryVault opened =
                    InMemoryVault.create().put("memory:key", key).put("memory:audit", run < 2 ? auditKey : other);
            RenewableTrail trail = new RenewableTrail();
            try (OutloopBroker control = OutloopBroker.builder()
                    .config(config("audit: { path: audit, key: \"memory:audit\" }\n"))
                    .vault("memory", opened)
                    .auditSink(trail)
                    .build()) {
                perform(control, "acme", Map.of("id", "1"));
                seen[run] = trail.last(AuditEvent.ATTEMPT).get("param.id");
            }
        }
        assertThat(seen[0]).isNotNull().isEqualTo(seen[1]).isNotEqualTo(seen[2]);
        assertThat(directory.resolve("audit")).as("the host gave a trail").doesNotExist();
    }

    @Test
    void aTrailWithoutAConfiguredKeyMakesOneForItsOwnerAndKeepsIt() throws Exception {
        byte[][] keys = new byte[2][];
        for (int run = 0; run < 2; run++) {
            try (OutloopBroker control = OutloopBroker.builder()
                    .config(config("audit: { path: audit }\n"))
                    .vault("memory", vault)
                    .build()) {
                assertThat(control.trailFailure()).isEmpty();
            }
            keys[run] = Files.readAllBytes(directory.resolve("audit/trail.key"));
        }
        assertThat(keys[0]).hasSizeGreaterThanOrEqualTo(32).isEqualTo(keys[1]);
    }

    @Test
    void aKeyThatIsMissingStopsTheStart() {
        assertThatThrownBy(() -> broker("audit: { path: audit, key: \"memory:missing\" }\n"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("audit key");
        assertThat(directory.resolve("audit")).doesNotExist();
    }
}
