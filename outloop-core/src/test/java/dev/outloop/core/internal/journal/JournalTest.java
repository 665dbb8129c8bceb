package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outloop.action.Effect;
import dev.outloop.action.Exposure;
import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.authorize.AuthorizedAction;
import dev.outloop.core.internal.authorize.AuthorizedCanary;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class JournalTest {

    private final ScriptedSink sink = new ScriptedSink();
    private final AuthorizedAction action = AuthorizedCanary.of("call-1", "canary");

    private Journal journal() {
        return Journals.of(sink, SmallTrail.CLOCK);
    }

    private static Refused refusal() {
        return Refused.disguised(ErrorCode.ALIAS_UNKNOWN, ErrorCode.PIN_MISMATCH, "Use an alias of this workspace.");
    }

    @Test
    void recordsAnAttemptWithItsNamesAndAwaitsIt() throws Exception {
        RecordedAttempt attempt = journal().record(action);

        assertThat(attempt.authorized()).isSameAs(action);
        assertThat(sink.steps).containsExactly("append ATTEMPT", "await ATTEMPT");
        String request = (String) sink.last().fields().get("request");
        String item = (String) sink.last().fields().get("param.item");
        assertThat(request).matches("[0-9a-f]{32}");
        assertThat(item).matches("hmac:[0-9a-f]{32}");
        assertThat(sink.last().fields())
                .isEqualTo(Map.ofEntries(
                        Map.entry("request", request),
                        Map.entry("param.item", item),
                        Map.entry("v", 1L),
                        Map.entry("seq", 1L),
                        Map.entry("time", "2026-01-01T00:00:00Z"),
                        Map.entry("event", "ATTEMPT"),
                        Map.entry("id", "call-1"),
                        Map.entry("workspace", "acme"),
                        Map.entry("tenant", "acme-corp"),
                        Map.entry("runtime", "codex"),
                        Map.entry("alias", "sync"),
                        Map.entry("service", "files"),
                        Map.entry("action", "list"),
                        Map.entry("method", "GET"),
                        Map.entry("path", "/items/{item}"),
                        Map.entry("rule", "allowed-actions")));
    }

    @Test
    void recordsADenialWithItsTrueCauseAndAwaitsIt() {
        Refused refusal = refusal();
        Subject subject =
                Subject.of("call-2").caller(Workspace.of("acme", new Tenant("acme-corp")), new AgentRuntime("codex"));

        assertThat(journal().denied(subject.alias("sync"), refusal)).isSameAs(refusal);

        assertThat(sink.steps).containsExactly("append DENIED", "await DENIED");
        assertThat(sink.last().fields())
                .containsEntry("code", "PIN_MISMATCH")
                .containsEntry("id", "call-2")
                .containsEntry("alias", "sync")
                .containsEntry("workspace", "acme")
                .doesNotContainKeys("service", "path");
    }

    @Test
    void keepsNoAliasThatIsNoName() {
        for (String alias : new String[] {"", "Sync", "sk-live key", "\u001b[31m", "a".repeat(65)}) {
            journal().denied(Subject.of("call-3").alias(alias), refusal());
            assertThat(sink.last().fields()).containsEntry("alias", "(malformed)");
        }
    }

    @Test
    void recordsThatARequestWaitsAndAwaitsIt() throws Exception {
        journal().pending(Subject.of(action.admitted()).rule("ask-first"));

        assertThat(sink.steps).containsExactly("append PENDING", "await PENDING");
        assertThat(sink.last().fields())
                .containsEntry("code", "APPROVAL_REQUIRED")
                .containsEntry("rule", "ask-first");
    }

    @Test
    void writesAnOutcomeWithoutAwaitingIt() throws Exception {
        Journal journal = journal();
        RecordedAttempt attempt = journal.record(action);
        sink.steps.clear();

        boolean written = journal.outcome(
                attempt,
                Outcome.completed(200, 512, new TreeMap<>(Map.of("base64", 1L, "plain", 2L)), Exposure.NONE_FOUND),
                Duration.ofMillis(12));

        assertThat(written).isTrue();
        assertThat(sink.steps).containsExactly("append OUTCOME");
        assertThat(sink.last().fields())
                .containsEntry("id", "call-1")
                .containsEntry("effect", "HAPPENED")
                .containsEntry("status", 200L)
                .containsEntry("bytes", 512L)
                .containsEntry("redactions", 3L)
                .containsEntry("redacted", "base64=1,plain=2")
                .containsEntry("exposure", "NONE_FOUND")
                .containsEntry("micros", 12_000L)
                .containsEntry("workspace", "acme")
                .containsEntry("tenant", "acme-corp")
                .containsEntry("runtime", "codex")
                .containsEntry("alias", "sync")
                .containsEntry("service", "files")
                .containsEntry("action", "list")
                .doesNotContainKeys("method", "path", "request", "param.item")
                .doesNotContainKey("code");
    }

    @Test
    void writesAFailedOutcomeWithItsCode() throws Exception {
        Journal journal = journal();
        RecordedAttempt attempt = journal.record(action);

        journal.outcome(attempt, Outcome.failed(ErrorCode.VAULT_LOCKED, Effect.NONE), Duration.ZERO);
        assertThat(sink.last().fields())
                .containsEntry("code", "VAULT_LOCKED")
                .containsEntry("effect", "NONE")
                .doesNotContainKey("status");

        Stopped stopped = new Stopped(ErrorCode.RESPONSE_WITHHELD, Effect.HAPPENED, "Ask for less.");
        journal.outcome(
                attempt, Outcome.failed(stopped).after(200, 7, Map.of("plain", 1L), Exposure.WITHHELD), Duration.ZERO);
        assertThat(sink.last().fields())
                .containsEntry("code", "RESPONSE_WITHHELD")
                .containsEntry("status", 200L)
                .containsEntry("exposure", "WITHHELD");
    }

    @Test
    void anAppendThatFailsLeavesItsNumberAndTheNextCallTriesAgain() throws Exception {
        Journal journal = journal();
        sink.appendFails = true;
        requireUnavailable(journal);
        requireUnavailable(journal);
        assertThat(journal.failure()).contains("No space left on device");

        sink.appendFails = false;
        journal.record(action);
        assertThat(journal.failure()).isEmpty();
        assertThat(sink.last().sequence()).isOne();
        assertThat(sink.steps).doesNotContain("renew");
    }

    @Test
    void anOutcomeThatCannotBeWrittenIsWrittenBeforeAnythingNew() throws Exception {
        Journal journal = journal();
        RecordedAttempt attempt = journal.record(action);
        sink.appendFails = true;
        assertThat(journal.outcome(attempt, Outcome.failed(ErrorCode.CANCELLED, Effect.NONE), Duration.ZERO))
                .isFalse();
        requireUnavailable(journal);

        sink.appendFails = false;
        journal.record(action);
        assertThat(sink.records)
                .extracting(record -> record.event().name())
                .containsExactly("ATTEMPT", "OUTCOME", "ATTEMPT");
        assertThat(sink.records.get(1).fields())
                .containsEntry("code", "CANCELLED")
                .containsEntry("seq", 2L);
    }

    @Test
    void closingWritesAnOutcomeThatIsOwed() throws Exception {
        Journal journal = journal();
        RecordedAttempt attempt = journal.record(action);
        sink.appendFails = true;
        journal.outcome(attempt, Outcome.failed(ErrorCode.CANCELLED, Effect.NONE), Duration.ZERO);
        sink.appendFails = false;

        journal.close();

        assertThat(sink.last().event()).isEqualTo(AuditEvent.OUTCOME);
        assertThat(sink.closed).isTrue();
    }

    @Test
    void afterAFailedSyncARenewalClosesWhatDidNotHappenAndGoesOn() throws Exception {
        Journal journal = journal();
        sink.awaitFails = true;
        requireUnavailable(journal);
        sink.awaitFails = false;
        requireUnavailable(journal);
        assertThat(sink.records).hasSize(1);
        assertThat(journal.failure()).contains("Input/output error");

        sink.renewFails = true;
        assertThatThrownBy(journal::renew).isInstanceOf(IOException.class);
        requireUnavailable(journal);

        sink.renewFails = false;
        journal.renew();
        assertThat(journal.failure()).isEmpty();
        assertThat(sink.last().fields())
                .containsEntry("event", "OUTCOME")
                .containsEntry("id", "call-1")
                .containsEntry("effect", "NONE")
                .containsEntry("code", "AUDIT_UNAVAILABLE")
                .containsEntry("seq", 2L)
                .containsEntry("alias", "sync");
        journal.record(action);
        assertThat(sink.last().sequence()).isEqualTo(3);
    }

    @Test
    void aRenewalOfAWorkingTrailDoesNothing() throws Exception {
        Journal journal = journal();
        journal.record(action);
        sink.steps.clear();

        journal.renew();

        assertThat(sink.steps).isEmpty();
    }

    @Test
    void aNumberThatASinkMayHaveIsNotGivenAgain() throws Exception {
        Journal journal = journal();
        sink.appendDoubts = true;
        requireUnavailable(journal);
        sink.appendDoubts = false;
        requireUnavailable(journal);

        journal.renew();

        assertThat(sink.last().sequence()).isEqualTo(2);
        assertThat(sink.last().fields())
                .containsEntry("code", "AUDIT_UNAVAILABLE")
                .containsEntry("effect", "NONE");
    }

    @Test
    void goesOnBehindANumberThatOnlyOneOfTwoSinksTook() throws Exception {
        RecordingAuditSink first = RecordingAuditSink.create();
        RecordingAuditSink second = RecordingAuditSink.create();
        second.failAppend(1);
        AuditSink group = SinkGroup.open(List.of(first, second), List.of(), List.of(), Patience.DEFAULT);
        Journal journal = Journals.of(group, SmallTrail.CLOCK);
        requireUnavailable(journal);

        journal.record(action);

        assertThat(first.durable())
                .extracting(record -> record.sequence() + " " + record.event())
                .containsExactly("1 ATTEMPT", "2 OUTCOME", "3 ATTEMPT");
        assertThat(first.durable().get(1).fields())
                .containsEntry("code", "AUDIT_UNAVAILABLE")
                .containsEntry("effect", "NONE");
        assertThat(second.durable())
                .extracting(AuditRecord::sequence)
                .as("the number that it did not get stays the first one's")
                .containsExactly(2L, 3L);
        assertThat(journal.failure()).isEmpty();
    }

    @Test
    void closesWhatEarlierRunsLeftOpenAsUnknown() throws Exception {
        journal().record(action);
        sink.unfinished = List.copyOf(sink.records);
        sink.opensAt = 1;

        assertThat(journal().recover()).isEqualTo(sink.unfinished);

        assertThat(sink.steps).endsWith("append OUTCOME", "await OUTCOME");
        assertThat(sink.last().fields())
                .containsEntry("seq", 2L)
                .containsEntry("id", "call-1")
                .containsEntry("code", "INTERRUPTED")
                .containsEntry("effect", "UNKNOWN")
                .containsEntry("workspace", "acme")
                .containsEntry("alias", "sync")
                .containsEntry("action", "list");
    }

    @Test
    void whoeverWaitsForTheSinkTooLongIsRefused() throws Exception {
        CountDownLatch appending = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        sink.beforeAppend = () -> {
            appending.countDown();
            awaitQuietly(goOn);
        };
        Journal journal = new Journal(
                sink,
                SmallTrail.CLOCK,
                new JournalSettings(
                        Journals.KEY, (text, workspace) -> text, Duration.ofMillis(1), System::nanoTime, nanos -> {}));
        Thread slow = new Thread(() -> {
            try {
                journal.record(action);
            } catch (Refused e) {
                throw new IllegalStateException(e);
            }
        });
        slow.start();
        appending.await();

        requireUnavailable(journal);
        assertThat(journal.failure()).as("nothing has failed").isEmpty();

        goOn.countDown();
        slow.join();
        sink.beforeAppend = () -> {};
        journal.record(action);
        assertThat(sink.records).hasSize(2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesEveryAttemptOnceASyncFailed() {
        Journal journal = journal();
        sink.awaitFails = true;
        requireUnavailable(journal);

        sink.awaitFails = false;
        requireUnavailable(journal);
    }

    @Test
    void refusesEveryAttemptOnceTheSinkThrewWhatItShouldNot() {
        Journal journal = journal();
        sink.appendThrowsUnchecked = true;
        requireUnavailable(journal);

        sink.appendThrowsUnchecked = false;
        requireUnavailable(journal);
    }

    private void requireUnavailable(Journal journal) {
        Refused refused = catchThrowableOfType(Refused.class, () -> journal.record(action));
        assertThat(refused.code()).isEqualTo(ErrorCode.AUDIT_UNAVAILABLE);
        assertThat(refused.trueCause()).isEqualTo(ErrorCode.AUDIT_UNAVAILABLE);
    }

    @Test
    void deniesAlsoIfTheDenialCannotBeRecorded() {
        Journal journal = journal();
        sink.appendFails = true;

        Refused refused = journal.denied(Subject.of("call-4"), refusal());

        assertThat(refused.code()).isEqualTo(ErrorCode.ALIAS_UNKNOWN);
        assertThat(refused.trueCause()).isEqualTo(ErrorCode.AUDIT_UNAVAILABLE);
        assertThat(refused.sentence()).isEqualTo(refusal().sentence());
        requireUnavailable(journal);
    }

    @Test
    void refusesAPendingRequestThatCannotBeRecorded() {
        Journal journal = journal();
        sink.awaitFails = true;

        Refused refused = catchThrowableOfType(Refused.class, () -> journal.pending(Subject.of("call-5")));

        assertThat(refused.code()).isEqualTo(ErrorCode.AUDIT_UNAVAILABLE);
    }
}
