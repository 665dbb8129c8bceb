package dev.outloop.core.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.PathTemplate;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.action.ServiceUrl;
import dev.outloop.audit.AuditEvent;
import dev.outloop.core.internal.admit.Binding;
import dev.outloop.core.internal.admit.Callers;
import dev.outloop.core.internal.admit.Folders;
import dev.outloop.core.internal.admit.Origins;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.admit.Tokens;
import dev.outloop.core.internal.approve.AskedPerson;
import dev.outloop.core.internal.approve.LoggedApprovals;
import dev.outloop.core.internal.authorize.NoState;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.core.internal.journal.FingerprintKey;
import dev.outloop.core.internal.lease.Vaults;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.core.internal.state.MemoryLog;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Approval;
import dev.outloop.policy.ApprovalRequest;
import dev.outloop.policy.Policy;
import dev.outloop.secret.SecretRef;
import dev.outloop.secret.VaultLimits;
import dev.outloop.spi.ApprovalStore;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A change of definitions of which one part fails")
class ChangeoverTest {

    private static final Workspace ACME = Workspace.of("acme", new Tenant("acme-corp"));

    private final RecordingAuditSink trail = RecordingAuditSink.create();
    private final MemoryLog origins = new MemoryLog();
    private final Approvals approvals = new Approvals();
    private LoopbackServer server;
    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start();
        server.answer(request -> Reply.status(200, request.target()));
        Vaults vaults = new Vaults(Clock.systemUTC());
        vaults.add(
                "memory",
                InMemoryVault.create().put("memory:key", Canary.random("key")).put("memory:new", Canary.random("new")),
                VaultLimits.defaults());
        Callers callers = new Callers(Folders.inMemory(), Clock.systemUTC());
        engine = new EngineParts(
                        vaults,
                        trail,
                        Origins.open(origins),
                        NoState.limits(),
                        callers,
                        Tokens.inMemory(callers, Clock.systemUTC()),
                        approvals,
                        AskedPerson.nobody(),
                        List.of(),
                        new SecretRegistry(Clock.systemUTC(), EngineParts.KEEP_ROTATED),
                        null,
                        List.of(),
                        event -> {},
                        NameResolver.system(),
                        FingerprintKey.random(),
                        Clock.systemUTC())
                .start(snapshot("/old", "key"));
    }

    @AfterEach
    void stop() {
        engine.close();
        server.close();
    }

    @Test
    void keepsTheApprovalsOfWhatThereIsFromThenOnAlone() throws Exception {
        Snapshot next = snapshot("/new", "key");
        engine.replace(next, null);
        assertThat(call()).isEqualTo("/new");
        assertThat(approvals.kept)
                .containsExactly(Set.of(next.bindings().iterator().next().definition()));
        assertThat(approvals.pathsWhileKeeping).containsExactly("/old");
    }

    @Test
    void leavesTheOldOnesWhereApprovalsCannotBeEnded() {
        approvals.failing = true;
        assertThatThrownBy(() -> engine.replace(snapshot("/new", "new"), null))
                .isInstanceOf(IOException.class)
                .hasMessage("approvals");
        requireOldInForce();
        assertThat(trail.records(AuditEvent.ACCESS_CHANGED))
                .extracting(record -> record.fields().get("definition"))
                .as("there and back")
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(trail.records(AuditEvent.CONFIG_LOADED))
                .extracting(record -> record.fields().get("definition"))
                .satisfies(hashes -> assertThat(hashes.get(2)).isEqualTo(hashes.get(0)));
    }

    @Test
    void trustsNoOriginOfDefinitionsThatDidNotComeIntoForce() throws Exception {
        approvals.failing = true;
        assertThatThrownBy(() -> engine.replace(elsewhere(), null)).isInstanceOf(IOException.class);
        approvals.failing = false;
        engine.replace(snapshot("/new", "new"), null);
        assertThat(call()).isEqualTo("/new");
    }

    @Test
    void leavesTheOldOnesWhereTheTrailFails() {
        trail.failAppend(trail.appends() + 1);
        assertThatThrownBy(() -> engine.replace(snapshot("/new", "new"), null)).isInstanceOf(IOException.class);
        requireOldInForce();
        assertThat(approvals.kept).isEmpty();
        assertThat(origins.size()).isEqualTo(1);
    }

    @Test
    void leavesTheOldOnesWhereTheTrailLosesTheChange() throws Exception {
        trail.failAwait(trail.awaits() + 1);
        assertThatThrownBy(() -> engine.replace(snapshot("/new", "new"), null)).isInstanceOf(IOException.class);
        assertThat(call()).isEqualTo("AUDIT_UNAVAILABLE");
        trail.renewable(true);
        engine.renewTrail();
        requireOldInForce();
    }

    @Test
    void leavesTheOldOnesWhereOriginsCannotBeKept() {
        origins.close();
        assertThatThrownBy(() -> engine.replace(snapshot("/new", "new"), null)).isInstanceOf(IOException.class);
        requireOldInForce();
        assertThat(approvals.kept).isEmpty();
    }

    private void requireOldInForce() {
        assertThat(call()).isEqualTo("/old");
        assertThat(engine.unconfirmedOrigins()).isEmpty();
    }

    private String call() {
        return engine.perform(ActionRequest.action(
                                engine.callers().issue(ACME, new AgentRuntime("codex"), null), "alias", "item")
                        .build())
                .match(
                        ActionResult.Completed::bodyAsUtf8,
                        denied -> denied.code().name(),
                        pending -> "pending",
                        failed -> failed.code().name());
    }

    private Snapshot snapshot(String path, String secret) {
        return snapshot(server.url(), path, secret);
    }

    private static Snapshot elsewhere() {
        return snapshot("https://api.example.com", "/new", "new");
    }

    private static Snapshot snapshot(String url, String path, String secret) {
        return new Snapshot(
                List.of(ACME),
                List.of(ServiceDefinition.builder("service", ServiceUrl.parse(url))
                        .credential(CredentialPlacement.bearer(CredentialPlacement.DEFAULT_PART))
                        .action(ActionDefinition.builder("item", "GET", PathTemplate.parse(path))
                                .build())
                        .build()),
                List.of(Access.builder("alias", "service")
                        .secret(SecretRef.parse("memory:" + secret))
                        .action("item")
                        .workspace("acme", Map.of())
                        .build()),
                Policy.empty());
    }

    /** Fails on demand, and looks at what is in force while it is asked; all else it leaves to a store. */
    private final class Approvals implements ApprovalStore {
        private final ApprovalStore store = openStore();
        private final List<Set<String>> kept = new ArrayList<>();
        private final List<String> pathsWhileKeeping = new ArrayList<>();
        private boolean failing;

        @Override
        public Optional<Approval> ask(ApprovalRequest request) throws IOException {
            return store.ask(request);
        }

        @Override
        public Optional<Approval> claim(Claim claim) throws IOException {
            return store.claim(claim);
        }

        @Override
        public Optional<Approval> look(Claim claim) throws IOException {
            return store.look(claim);
        }

        @Override
        public Optional<Approval> decide(String id, boolean approved, @Nullable String note, Instant time)
                throws IOException {
            return store.decide(id, approved, note, time);
        }

        @Override
        public List<Approval> open(Instant time) throws IOException {
            return store.open(time);
        }

        @Override
        public List<Approval> keepOnly(Set<String> definitions, Instant time) throws IOException {
            if (failing) {
                throw new IOException("approvals");
            }
            if (engine != null) {
                kept.add(definitions);
                Binding inForce = engine.snapshot().bindings().iterator().next();
                pathsWhileKeeping.add(
                        inForce.service().actions().get("item").path().toString());
            }
            return store.keepOnly(definitions, time);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private static ApprovalStore openStore() {
        try {
            return LoggedApprovals.open(new MemoryLog());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
