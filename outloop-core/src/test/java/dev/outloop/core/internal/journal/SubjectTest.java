package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.outloop.action.Effect;
import dev.outloop.action.Exposure;
import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.authorize.AuthorizedAction;
import dev.outloop.core.internal.authorize.AuthorizedCanary;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What records say of requests and of how they ended. */
class SubjectTest {

    private static final Workspace ACME = Workspace.of("acme", new Tenant("acme-corp"));

    private final AuthorizedAction one = AuthorizedCanary.of("call-1", "canary");
    private final AuthorizedAction other = AuthorizedCanary.of("call-2", "another");
    private final Marker marker = new Marker(Journals.KEY, (text, workspace) -> text);

    private Subject subject(AuthorizedAction action) {
        return Subject.of(action.admitted()).rule("allowed-actions").marked(marker);
    }

    private static Map<String, Object> fields(Subject subject) {
        AuditRecord.Builder record =
                AuditRecord.builder(1, SmallTrail.CLOCK.instant(), AuditEvent.DENIED, subject.actionId());
        subject.writeTo(record);
        return record.build().fields();
    }

    private static Map<String, Object> fields(Outcome outcome) {
        AuditRecord.Builder record = AuditRecord.builder(1, SmallTrail.CLOCK.instant(), AuditEvent.OUTCOME, "call-1");
        outcome.writeTo(record);
        return record.build().fields();
    }

    @Test
    void sayEverythingThatRequestsHaveInCommonAndNothingElse() {
        assertThat(fields(subject(one).common(subject(AuthorizedCanary.of("call-3", "canary")))))
                .isEqualTo(fields(subject(one)))
                .containsEntry("id", "call-1")
                .containsEntry("alias", "sync")
                .containsEntry("service", "files")
                .containsEntry("action", "list")
                .containsEntry("rule", "allowed-actions")
                .containsKeys("request", "param.item");
        assertThat(fields(subject(one).common(subject(other))))
                .containsEntry("alias", "sync")
                .containsEntry("action", "list")
                .doesNotContainKeys("request", "param.item");
        assertThat(fields(subject(one).common(subject(one).rule("another")))).doesNotContainKey("rule");
        assertThat(fields(subject(one).common(subject(one).alias("crm")))).doesNotContainKey("alias");
    }

    @Test
    void sayNoActionUnlessBothAreOfTheSame() {
        Subject known = Subject.of("call-1").caller(ACME, new AgentRuntime("codex"));
        Subject withAction =
                known.action(one.admitted().binding().service(), one.admitted().action());

        assertThat(fields(withAction.common(withAction))).containsEntry("action", "list");
        assertThat(fields(withAction.common(known))).doesNotContainKeys("service", "action");
        assertThat(fields(known.common(withAction))).doesNotContainKeys("service", "action");
    }

    @Test
    void aRequestThatWasNotAdmittedHasNoMarks() {
        assertThat(fields(Subject.of("call-1").marked(marker))).doesNotContainKey("request");
        assertThat(fields(Subject.of(one.admitted()))).doesNotContainKey("rule");
    }

    @Test
    void tellCallersApartOnlyWhereTheyAreProven() {
        assertThat(Subject.of("call-1").callerKey()).isEmpty();
        assertThat(Subject.of("call-1")
                        .caller(ACME, new AgentRuntime("codex"))
                        .alias("crm")
                        .callerKey())
                .isEqualTo("acme/codex");
    }

    @Test
    void anOutcomeSaysWhatDetectorsLeftInPlace() {
        Outcome outcome = Outcome.completed(200, 9, Map.of(), Exposure.NONE_FOUND);

        assertThat(fields(outcome)).doesNotContainKey("detected").doesNotContainKey("code");
        assertThat(fields(outcome.detections(Map.of("email", 2L))).values()).contains("email=2");
        Stopped stopped = new Stopped(ErrorCode.CANCELLED, Effect.UNKNOWN, "Look before you ask again.");
        assertThat(fields(Outcome.failed(stopped)))
                .containsEntry("code", "CANCELLED")
                .containsEntry("effect", "UNKNOWN")
                .doesNotContainKey("status");
        assertThat(stopped.sentence()).isEqualTo("Look before you ask again.");
    }

    @Test
    void anAttemptIsUsedOnce() throws Exception {
        RecordedAttempt attempt =
                Journals.of(new ScriptedSink(), SmallTrail.CLOCK).record(one);

        attempt.claim();

        assertThatIllegalStateException().isThrownBy(attempt::claim);
    }

    @Test
    void anAttemptIsRepeatedOnceAfterItWasMade() throws Exception {
        RecordedAttempt attempt =
                Journals.of(new ScriptedSink(), SmallTrail.CLOCK).record(one);

        assertThatIllegalStateException().isThrownBy(attempt::again);
        attempt.claim();
        RecordedAttempt second = attempt.again();

        assertThat(second.authorized()).isSameAs(attempt.authorized());
        assertThatIllegalStateException().isThrownBy(attempt::again);
        second.claim();
        assertThatIllegalStateException().isThrownBy(second::again);
        assertThatIllegalStateException().isThrownBy(second::claim);
    }

    @Test
    void aPauseLeavesAnInterruptToTheCall() {
        Pause pause =
                JournalSettings.of(Journals.KEY, (text, workspace) -> text).pause();
        pause.forNanos(1);
        assertThat(Thread.interrupted()).isFalse();

        Thread.currentThread().interrupt();
        pause.forNanos(1_000_000);

        assertThat(Thread.interrupted()).isTrue();
    }
}
