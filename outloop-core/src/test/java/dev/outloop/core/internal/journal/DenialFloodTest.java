package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.authorize.AuthorizedCanary;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A caller that is refused without end, with a time that stands still. */
class DenialFloodTest {

    private static final int THREADS = 32;

    private final ScriptedSink sink = new ScriptedSink();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final CountDownLatch secondIsOver = new CountDownLatch(1);

    @AfterEach
    void end() {
        secondIsOver.countDown();
        threads.shutdown();
    }

    private Journal journal(Pause pause) {
        return new Journal(
                sink,
                SmallTrail.CLOCK,
                new JournalSettings(Journals.KEY, (text, workspace) -> text, Duration.ofSeconds(10), () -> 0, pause));
    }

    private static Subject subject(String workspace, String id) {
        return Subject.of(id)
                .caller(Workspace.of(workspace, new Tenant(workspace + "-corp")), new AgentRuntime("codex"));
    }

    private static Refused refusal(ErrorCode cause) {
        return Refused.disguised(ErrorCode.ALIAS_UNKNOWN, cause, "Use an alias of this workspace.");
    }

    private List<AuditRecord> denialsOf(String workspace) {
        synchronized (sink) {
            return sink.records.stream()
                    .filter(record -> record.event() == AuditEvent.DENIED)
                    .filter(record -> workspace.equals(record.fields().get("workspace")))
                    .toList();
        }
    }

    private static long countOf(AuditRecord record) {
        return record.fields().get("count") instanceof Long count ? count : 1;
    }

    private void useUpTheBurst(Journal journal) {
        for (int i = 0; i < DenialQuota.BURST; i++) {
            journal.denied(subject("acme", "burst-" + i).alias("crm"), refusal(ErrorCode.PIN_MISMATCH));
        }
    }

    @Test
    void everyRefusalOfAFloodIsCountedAndNoneIsAnsweredBeforeItsRecord() throws Exception {
        Journal journal = journal(nanos -> {});
        List<Future<?>> flood = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            flood.add(threads.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    Refused refused = refusal(ErrorCode.PIN_MISMATCH);
                    assertThat(journal.denied(subject("acme", "flood").alias("crm"), refused))
                            .isSameAs(refused);
                }
            }));
        }
        for (Future<?> each : flood) {
            each.get();
        }

        assertThat(denialsOf("acme").stream()
                        .mapToLong(DenialFloodTest::countOf)
                        .sum())
                .isEqualTo(THREADS * 50L);
        for (int i = 0; i < sink.records.size(); i++) {
            assertThat(sink.records.get(i).sequence()).isEqualTo(i + 1);
        }
    }

    @Test
    void oneRecordStandsForAllThatWaitWhileOthersAreRecordedOneByOne() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        Journal journal = journal(nanos -> {
            assertThat(nanos).isEqualTo(DenialGroups.OPEN_NANOS);
            opened.countDown();
            awaitQuietly(secondIsOver);
        });
        useUpTheBurst(journal);
        List<Future<?>> flood = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            String alias = thread % 2 == 0 ? "crm" : "sync";
            flood.add(threads.submit(
                    () -> journal.denied(subject("acme", "flood").alias(alias), refusal(ErrorCode.PIN_MISMATCH))));
        }
        opened.await();
        DenialGroups.Key key = new DenialGroups.Key("acme/codex", AuditEvent.DENIED, ErrorCode.ALIAS_UNKNOWN);
        while (journal.waiting(key) < THREADS) {
            Thread.onSpinWait();
        }

        for (int i = 0; i < 20; i++) {
            journal.denied(subject("globex", "other-" + i).alias("crm"), refusal(ErrorCode.ALIAS_FOREIGN));
        }
        journal.record(AuthorizedCanary.of("attempt", "canary"));
        assertThat(denialsOf("globex"))
                .hasSize(20)
                .allSatisfy(record -> assertThat(record.fields())
                        .containsEntry("alias", "crm")
                        .doesNotContainKey("count"));
        assertThat(denialsOf("acme")).hasSize(DenialQuota.BURST);
        assertThat(flood).noneMatch(Future::isDone);

        secondIsOver.countDown();
        for (Future<?> each : flood) {
            each.get();
        }
        assertThat(denialsOf("acme")).hasSize(DenialQuota.BURST + 1);
        assertThat(sink.last().fields())
                .containsEntry("count", (long) THREADS)
                .containsEntry("since", "2026-01-01T00:00:00Z")
                .containsEntry("code", "PIN_MISMATCH")
                .containsEntry("runtime", "codex")
                .doesNotContainKey("alias");
    }

    /** Else the time until the answer would tell an agent which aliases other clients have. */
    @Test
    void refusalsThatReadTheSameEndTogetherWhateverTheirCause() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        AtomicInteger pauses = new AtomicInteger();
        Journal journal = journal(nanos -> {
            pauses.incrementAndGet();
            opened.countDown();
            awaitQuietly(secondIsOver);
        });
        useUpTheBurst(journal);
        List<Future<?>> flood = new ArrayList<>();
        flood.add(threads.submit(
                () -> journal.denied(subject("acme", "first").alias("none"), refusal(ErrorCode.ALIAS_UNKNOWN))));
        opened.await();
        for (String id : List.of("second", "third")) {
            flood.add(threads.submit(
                    () -> journal.denied(subject("acme", id).alias("theirs"), refusal(ErrorCode.ALIAS_FOREIGN))));
        }
        DenialGroups.Key key = new DenialGroups.Key("acme/codex", AuditEvent.DENIED, ErrorCode.ALIAS_UNKNOWN);
        while (journal.waiting(key) < 3 && pauses.get() == 1) {
            Thread.onSpinWait();
        }
        assertThat(pauses).hasValue(1);
        assertThat(flood).noneMatch(Future::isDone);

        secondIsOver.countDown();
        for (Future<?> each : flood) {
            each.get();
        }
        List<AuditRecord> last = denialsOf("acme").subList(DenialQuota.BURST, DenialQuota.BURST + 2);
        assertThat(last.get(0).fields()).containsEntry("code", "ALIAS_UNKNOWN").doesNotContainKey("count");
        assertThat(last.get(1).fields())
                .containsEntry("code", "ALIAS_FOREIGN")
                .containsEntry("alias", "theirs")
                .containsEntry("count", 2L);
    }

    @Test
    void aGroupThatCannotBeRecordedTellsAllThatWait() {
        Journal journal = journal(nanos -> sink.awaitFails = true);
        useUpTheBurst(journal);

        Refused refused = journal.denied(subject("acme", "flood"), refusal(ErrorCode.PIN_MISMATCH));

        assertThat(refused.trueCause()).isEqualTo(ErrorCode.AUDIT_UNAVAILABLE);
        assertThat(refused.code()).isEqualTo(ErrorCode.ALIAS_UNKNOWN);
    }

    @Test
    void callersThatNobodyProvedShareOneQuota() {
        List<Long> pauses = new ArrayList<>();
        Journal journal = journal(pauses::add);
        for (int i = 0; i < DenialQuota.BURST; i++) {
            journal.denied(Subject.of("call-" + i).alias("alias-" + i), refusal(ErrorCode.CALLER_NOT_RECOGNISED));
        }
        assertThat(pauses).isEmpty();

        journal.denied(Subject.of("one-more").alias("crm"), refusal(ErrorCode.CALLER_NOT_RECOGNISED));
        assertThat(pauses).containsExactly(DenialGroups.OPEN_NANOS);
        assertThat(sink.last().fields()).containsEntry("id", "one-more").doesNotContainKey("count");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
