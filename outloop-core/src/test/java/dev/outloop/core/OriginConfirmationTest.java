package dev.outloop.core;

import static dev.outloop.core.ReloadRig.access;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.UnconfirmedOrigin;
import dev.outloop.action.ActionResult;
import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Explanation;
import dev.outloop.secret.SecretRef;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A secret whose service moves to another origin")
class OriginConfirmationTest {

    private static final String KEPT = access("kept", "t-1");

    private final ReloadRig rig = new ReloadRig();

    @BeforeEach
    void answer() {
        rig.server.answer(Reply.status(200, "before"));
        rig.elsewhere.answer(Reply.status(200, "after"));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void isNotSentThereAndItsVaultIsNotAsked() {
        assertThat(new MovedService().get()).isEqualTo("before, denied ORIGIN_UNCONFIRMED, asked 1, sent elsewhere 0");
        assertThat((String) ReloadTest.without(MovedService.class, "dev.outloop.core.internal.admit.Origins#require"))
                .isEqualTo("before, after, asked 2, sent elsewhere 1");
    }

    @Test
    void isSentThereOnceAPersonHasConfirmedIt() throws Exception {
        OutloopBroker broker = rig.open(rig.config(KEPT));
        assertThat(broker.unconfirmedOrigins()).isEmpty();
        rig.reload(rig.moved(KEPT));
        UnconfirmedOrigin waiting = UnconfirmedOrigin.of(
                SecretRef.parse("memory:key"), "files", rig.elsewhere.url(), List.of(rig.server.url()));
        assertThat(broker.unconfirmedOrigins()).containsExactly(waiting);
        broker.confirmOrigin(waiting);
        assertThat(broker.unconfirmedOrigins()).isEmpty();
        assertThat(call()).isEqualTo("after");

        rig.reload(rig.config(KEPT));
        assertThat(call()).as("what was left behind").isEqualTo("denied ORIGIN_UNCONFIRMED");
    }

    @Test
    void isNamedWithBothOriginsOnTheTrailAndByExplain() throws Exception {
        OutloopBroker broker = rig.open(rig.config(KEPT));
        rig.reload(rig.moved(KEPT));
        ActionResult denied = rig.perform("kept", "1");
        assertThat(((ActionResult.Denied) denied).message())
                .contains("Ask the person")
                .doesNotContain("127.0.0.1");
        Explanation explained = broker.explain(rig.request("kept", "1"));
        assertThat(explained.code()).contains(ErrorCode.ORIGIN_UNCONFIRMED);
        assertThat(explained.steps())
                .anySatisfy(step -> assertThat(step.verdict()).contains(rig.server.url(), rig.elsewhere.url()));
        broker.confirmOrigin(broker.unconfirmedOrigins().get(0));
        List<AuditRecord> changes = rig.trail.records(AuditEvent.ACCESS_CHANGED);
        assertThat(changes)
                .extracting(record -> record.fields().get("change"))
                .containsExactly("CHANGED", "ORIGIN_UNCONFIRMED", "ORIGIN_CONFIRMED");
        for (AuditRecord change : changes.subList(1, 3)) {
            assertThat(change.fields())
                    .containsEntry("workspace", "acme")
                    .containsEntry("alias", "kept")
                    .containsEntry("service", "files")
                    .containsEntry("secret", "memory:key")
                    .containsEntry("origin", rig.elsewhere.url())
                    .containsEntry("confirmed", rig.server.url());
        }
    }

    @Test
    void isConfirmedOnlyAsItWasShown() throws Exception {
        OutloopBroker broker = rig.open(rig.config(KEPT));
        rig.reload(rig.moved(KEPT));
        UnconfirmedOrigin shown = broker.unconfirmedOrigins().get(0);
        rig.reload(rig.parse(rig.yaml("https://api.example.com", KEPT)));
        assertThatThrownBy(() -> broker.confirmOrigin(shown)).isInstanceOf(IllegalArgumentException.class);
        rig.reload(rig.moved(KEPT));
        assertThat(call()).isEqualTo("denied ORIGIN_UNCONFIRMED");
    }

    @Test
    void waitsWhereItsConfirmationCannotBeRecorded() throws Exception {
        OutloopBroker broker = rig.open(rig.config(KEPT));
        rig.reload(rig.moved(KEPT));
        UnconfirmedOrigin shown = broker.unconfirmedOrigins().get(0);
        rig.trail.failAppend(rig.trail.appends() + 1);
        assertThatThrownBy(() -> broker.confirmOrigin(shown)).isInstanceOf(IOException.class);
        assertThat(broker.unconfirmedOrigins()).containsExactly(shown);
    }

    @Test
    void isNotSentThereByABrokerThatStartsLater(@TempDir Path directory) throws Exception {
        String state = "state: { path: \"" + directory.resolve("state") + "\" }\n";
        rig.open(rig.parse(rig.yaml(rig.server.url(), KEPT) + state));
        assertThat(call()).isEqualTo("before");
        rig.broker().close();
        OutloopBroker later = rig.open(rig.parse(rig.yaml(rig.elsewhere.url(), KEPT) + state));
        assertThat(call()).isEqualTo("denied ORIGIN_UNCONFIRMED");
        assertThat(rig.trail.records(AuditEvent.ACCESS_CHANGED))
                .extracting(record -> record.fields().get("change"))
                .containsExactly("ORIGIN_UNCONFIRMED");
        later.confirmOrigin(later.unconfirmedOrigins().get(0));
        later.close();
        rig.open(rig.parse(rig.yaml(rig.elsewhere.url(), KEPT) + state));
        assertThat(call()).isEqualTo("after");
    }

    @Test
    void goesToAllOriginsThatItWasFirstSeenAt() {
        rig.open(rig.parse(two(rig.server.url(), rig.elsewhere.url())));
        assertThat(call()).isEqualTo("before");
        assertThat(ReloadRig.told(rig.perform("second", "1"))).isEqualTo("after");
    }

    @Test
    void goesToNoOriginThatAServiceAddedLaterHas() {
        rig.open(rig.config(KEPT));
        rig.reload(rig.parse(two(rig.server.url(), rig.elsewhere.url())));
        assertThat(call()).isEqualTo("before");
        assertThat(ReloadRig.told(rig.perform("second", "1"))).isEqualTo("denied ORIGIN_UNCONFIRMED");
    }

    @Test
    void isAnotherOneUnderAnotherReferenceOnTheSameOriginOrBelowAnotherPath() {
        rig.open(rig.config(KEPT));
        rig.reload(rig.moved(access("kept", "t-1", "memory:other")));
        assertThat(call()).as("a reference never seen").isEqualTo("after");
        rig.reload(rig.parse(rig.yaml(rig.server.url(), KEPT).replace("/v1", "/v2")));
        assertThat(call()).as("another path of the origin").isEqualTo("before");
    }

    private String call() {
        return ReloadRig.told(rig.perform("kept", "1"));
    }

    private String two(String first, String second) {
        String yaml = rig.yaml(first, KEPT, access("second", "t-2").replace("service: files", "service: more"));
        return yaml.replace(
                "workspaces: { acme: { tenant",
                """
                  more:
                    url: "SECOND"
                    credential: bearer
                    pins: { tenant: {} }
                    actions:
                      item: { method: GET, path: "/{tenant}/{id}", params: { id: { in: path, type: string } } }
                workspaces: { acme: { tenant""".replace("SECOND", second).indent(0).stripTrailing());
    }
}
