package dev.outloop.core.internal.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.UnconfirmedOrigin;
import dev.outloop.action.Access;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.action.ServiceUrl;
import dev.outloop.core.internal.state.MemoryLog;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Policy;
import dev.outloop.secret.SecretRef;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Where a secret belongs")
class OriginsTest {

    private static final SecretRef KEY = SecretRef.parse("team:Clients/one%2Ftwo/key ä");

    private final MemoryLog log = new MemoryLog();

    @Test
    void isKnownOverRestarts() throws Exception {
        Origins.open(log).trust(snapshot("https://a.example"));
        Origins restarted = Origins.open(log);
        assertThat(restarted.unconfirmed(snapshot("https://a.example/path"))).isEmpty();
        Snapshot moved = snapshot("https://b.example:8443");
        UnconfirmedOrigin waiting =
                UnconfirmedOrigin.of(KEY, "service", "https://b.example:8443", List.of("https://a.example"));
        assertThat(restarted.unconfirmed(moved)).containsExactly(waiting);
        assertThat(restarted.trust(moved)).isEmpty();
        assertThat(restarted.unconfirmed(moved)).containsExactly(waiting);

        restarted.confirm(waiting, moved);
        Origins again = Origins.open(log);
        assertThat(again.unconfirmed(moved)).isEmpty();
        assertThat(again.unconfirmed(snapshot("https://a.example"))).hasSize(1);
    }

    @Test
    void differsByScheme() throws Exception {
        Origins origins = Origins.open(log);
        origins.trust(snapshot("https://localhost:9000"));
        assertThat(origins.unconfirmed(snapshot("http://localhost:9000"))).hasSize(1);
    }

    @Test
    void isTakenBackWithDefinitionsThatDidNotComeIntoForce() throws Exception {
        Origins origins = Origins.open(log);
        Set<SecretRef> seen = origins.trust(snapshot("https://a.example"));
        assertThat(seen).containsExactly(KEY);
        origins.forget(seen);
        assertThat(origins.unconfirmed(snapshot("https://b.example"))).isEmpty();
        assertThat(Origins.open(log).trust(snapshot("https://b.example"))).containsExactly(KEY);
    }

    @Test
    void isNotKnownWhereItCannotBeKept() throws Exception {
        Origins origins = Origins.open(log);
        log.close();
        assertThatThrownBy(() -> origins.trust(snapshot("https://a.example"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> origins.require(binding(snapshot("https://a.example"))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code().name()).isEqualTo("ORIGIN_UNCONFIRMED"));
    }

    @Test
    void isReadFromNoLineOfAnotherForm() throws Exception {
        for (String line : List.of(
                "",
                "origins",
                "origins 1",
                "origins -1 team:key",
                "origins x https://a.example team:key",
                "origins 2 https://a.example team:key",
                "other 1 https://a.example team:key",
                "origins 1 https://a.example no reference")) {
            MemoryLog damaged = new MemoryLog();
            damaged.append(line);
            assertThatThrownBy(() -> Origins.open(damaged)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void takesOneLineForEachReferenceAfterManyConfirmations() throws Exception {
        Origins origins = Origins.open(log);
        origins.trust(snapshot("https://a.example"));
        for (int i = 0; i < 1100; i++) {
            Snapshot moved = snapshot("https://a" + i + ".example");
            origins.confirm(origins.unconfirmed(moved).get(0), moved);
        }
        assertThat(log.size()).isLessThan(1030);
        assertThat(Origins.open(log).unconfirmed(snapshot("https://a1099.example")))
                .isEmpty();
    }

    private static Binding binding(Snapshot snapshot) {
        return snapshot.bindings().iterator().next();
    }

    private static Snapshot snapshot(String url) {
        Workspace workspace = Workspace.of("acme", new Tenant("acme-corp"));
        return new Snapshot(
                List.of(workspace),
                List.of(ServiceDefinition.builder("service", ServiceUrl.parse(url))
                        .build()),
                List.of(Access.builder("alias", "service")
                        .secret(KEY)
                        .workspace("acme", Map.of())
                        .build()),
                Policy.empty());
    }
}
