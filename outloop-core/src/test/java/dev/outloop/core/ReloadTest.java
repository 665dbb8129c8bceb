package dev.outloop.core;

import static dev.outloop.core.ReloadRig.access;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.audit.AuditEvent;
import dev.outloop.policy.Decision;
import dev.outloop.testkit.net.Reply;
import dev.outloop.testkit.twin.Twin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A reload while calls run")
@Timeout(60)
class ReloadTest {

    private static final String INTERNAL = "dev.outloop.core.internal.";

    @Test
    void aStreamUnderAnAccessThatStaysGoesOnOverTheSameConnection() {
        assertThat(new KeptStream().get()).isEqualTo("firstlater completed, next, connections 1");
        assertThat((String) without(KeptStream.class, INTERNAL + "admit.Binding#isUnchanged"))
                .isEqualTo("first failed ACCESS_CHANGED, next, connections 2");
    }

    @Test
    void aStreamUnderAnAccessThatChangesEnds() {
        assertThat(new ChangedStream().get()).isEqualTo("first failed ACCESS_CHANGED");
        assertThat((String) without(
                        ChangedStream.class,
                        INTERNAL + "admit.Tenure#end",
                        INTERNAL + "dispatch.Dispatch#closeBinding"))
                .isEqualTo("firstlater completed");
    }

    @Test
    void aStreamThatTheNewPolicyDeniesEnds() {
        assertThat(new ForbiddenStream().get()).isEqualTo("first failed ACCESS_CHANGED");
        assertThat((String) without(ForbiddenStream.class, INTERNAL + "pipeline.Attempts#judgeAnew"))
                .isEqualTo("firstlater completed");
    }

    @Test
    void aCallThatEntersAnAccessAfterItsRemovalDoesNothing() {
        assertThat(new LateForRemoval().get()).isEqualTo("denied ACCESS_CHANGED, asked 0, sent 0, attempts 0");
        assertThat((String) without(LateForRemoval.class, INTERNAL + "admit.Tenure#stopIfEnded"))
                .endsWith(", asked 1, sent 1, attempts 1");
    }

    @Test
    void aCallThatWasAllowedBeforeThePolicyChangedIsJudgedAgain() {
        assertThat(new LateForRules().get()).isEqualTo("denied ACCESS_CHANGED, asked 0, sent 0, attempts 0");
        assertThat((String) without(LateForRules.class, INTERNAL + "pipeline.Attempts#judgeAnew"))
                .isEqualTo("sent, asked 1, sent 1, attempts 1");
    }

    @Test
    void connectionsOfARemovedAccessAreClosed() {
        assertThat(new IdleConnection().get()).isZero();
        assertThat((int) without(IdleConnection.class, INTERNAL + "dispatch.Dispatch#closeBinding"))
                .isEqualTo(1);
    }

    @Test
    void aStreamThatOnlyTimeHasOvertakenGoesOn() throws Exception {
        try (ReloadRig rig = StreamedThroughReload.open()) {
            var end = rig.clock.in(Duration.ofMinutes(1));
            rig.judge = input -> input.time().isBefore(end) ? Decision.none() : ForbiddenStream.NO;
            assertThat(new StreamedThroughReload().run(rig, "kept", () -> {
                        rig.clock.advance(Duration.ofMinutes(2));
                        StreamedThroughReload.changeOther(rig);
                    }))
                    .isEqualTo("firstlater completed");
            assertThat(ReloadRig.told(rig.perform("kept", "2"))).isEqualTo("denied POLICY_DENIED");
        }
    }

    @Test
    void onlyWhatChangedIsOnTheTrailAsChanged() {
        try (ReloadRig rig = StreamedThroughReload.open()) {
            StreamedThroughReload.changeOther(rig);
            assertThat(rig.trail.records(AuditEvent.ACCESS_CHANGED))
                    .extracting(record ->
                            record.fields().get("alias") + " " + record.fields().get("change"))
                    .containsExactly("other CHANGED");
        }
    }

    @Test
    void aCallerOfAnotherClientsWorkspaceOfThatNameHasNothing() throws Exception {
        try (ReloadRig rig = StreamedThroughReload.open()) {
            rig.server.answer(Reply.status(200, "ok"));
            var before = rig.request("kept", "1");
            assertThat(ReloadRig.told(rig.broker().broker().perform(before))).isEqualTo("ok");
            rig.reload(
                    rig.parse(rig.yaml(rig.server.url(), access("kept", "t-9")).replace("acme-corp", "globex-inc")));
            assertThat(ReloadRig.told(rig.broker().broker().perform(before))).isEqualTo("denied CALLER_NOT_RECOGNISED");
            assertThat(rig.broker().broker().actions(before.caller())).isEmpty();
            assertThat(ReloadRig.told(rig.perform("kept", "1"))).isEqualTo("ok");
        }
    }

    @Test
    void whatABrokerOpensOnceCannotBeChanged() {
        try (ReloadRig rig = StreamedThroughReload.open()) {
            String yaml = rig.yaml(rig.server.url(), access("kept", "t-7"));
            String[] changed = {
                yaml.replace("unused.p12", "other.p12"),
                yaml.replace("ttl: 0s", "ttl: 1s"),
                yaml.replace("vaults: {", "vaults: { more: { backend: keystore, path: more.p12 },"),
                "audit: { path: trail }\n" + yaml,
                "state: { path: state }\n" + yaml
            };
            String[] keys = {"vaults.memory", "vaults.memory", "vaults.more", "audit", "state"};
            for (int i = 0; i < changed.length; i++) {
                BrokerConfig config = rig.parse(changed[i]);
                String key = keys[i];
                assertThatThrownBy(() -> rig.broker().reload(config))
                        .isInstanceOfSatisfying(
                                ConfigException.class,
                                e -> assertThat(e.problems())
                                        .extracting(ConfigProblem::key)
                                        .containsExactly(key));
            }
            rig.perform("other", "1");
            assertThat(rig.server.requests().get(0).target()).isEqualTo("/v1/t-2/1");
        }
    }

    @Test
    void theFileIsReadAnewAndAWrongOneChangesNothing(@TempDir Path directory) throws Exception {
        try (ReloadRig rig = new ReloadRig()) {
            Path file = directory.resolve("outloop.yaml");
            Files.writeString(file, rig.yaml(rig.server.url(), access("kept", "t-1")));
            OutloopBroker broker = rig.open(BrokerConfig.load(file));
            Files.writeString(file, rig.yaml(rig.server.url(), access("kept", "t-2")));
            broker.reload();
            rig.perform("kept", "1");
            Files.writeString(file, rig.yaml(rig.server.url(), access("kept", "t-3")) + "nonsense: 1\n");
            assertThatThrownBy(broker::reload)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("this key is not known here");
            rig.perform("kept", "1");
            assertThat(rig.server.requests())
                    .extracting(request -> request.target())
                    .containsExactly("/v1/t-2/1", "/v1/t-2/1");
        }
    }

    @Test
    void aConfigurationFromNoFileIsNotReadAnew() {
        try (ReloadRig rig = StreamedThroughReload.open()) {
            assertThatThrownBy(() -> rig.broker().reload()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aClosedBrokerTakesNoDefinitions() {
        try (ReloadRig rig = StreamedThroughReload.open()) {
            rig.broker().close();
            assertThatThrownBy(() -> rig.broker().reload(rig.config(access("kept", "t-1"))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("closed");
        }
    }

    @SuppressWarnings("unchecked")
    static <T> T without(Class<?> fixture, String... methods) {
        Twin twin = Twin.without(List.of(methods));
        T found = ((Supplier<T>) twin.newInstance(Supplier.class, fixture)).get();
        twin.requireReached();
        return found;
    }
}
