package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.error.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Groups of refusals where there are as many as may be open, and where one cannot be recorded. */
class DenialGroupsTest {

    private static final DenialGroups.Key LATE = key("late");

    private final List<AuditRecord> recorded = new CopyOnWriteArrayList<>();
    private final Semaphore early = new Semaphore(0);
    private final Semaphore late = new Semaphore(0);

    private void keep(List<Entry> entries) {
        entries.forEach(entry -> recorded.add(entry.numbered(1, SmallTrail.CLOCK.instant())));
    }

    private static DenialGroups.Key key(String caller) {
        return new DenialGroups.Key(caller, AuditEvent.DENIED, ErrorCode.PIN_MISMATCH);
    }

    private static Thread start(DenialGroups groups, String caller) {
        Thread thread = new Thread(
                () -> {
                    try {
                        groups.record(key(caller), ErrorCode.PIN_MISMATCH, Subject.of(caller));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                caller);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoOpensOneMoreThanMayBeOpenWaitsAndJoinsWhatWasOpenedSince() throws Exception {
        DenialGroups groups = new DenialGroups(
                this::keep,
                SmallTrail.CLOCK,
                nanos -> (Thread.currentThread().getName().equals("late") ? late : early).acquireUninterruptibly());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < DenialGroups.MOST_GROUPS; i++) {
            threads.add(start(groups, "caller-" + i));
        }
        threads.forEach(DenialGroupsTest::awaitWaiting);
        for (int i = 0; i < DenialGroups.MOST_GROUPS; i++) {
            assertThat(groups.waiting(key("caller-" + i))).isOne();
        }
        List<Thread> more = List.of(start(groups, "late"), start(groups, "late"));
        more.forEach(DenialGroupsTest::awaitWaiting);
        assertThat(groups.waiting(LATE)).as("all places are taken").isZero();

        early.release(2);
        while (groups.waiting(LATE) < 2) {
            Thread.onSpinWait();
        }
        late.release();
        for (Thread thread : more) {
            thread.join();
        }
        assertThat(recorded).hasSize(3);
        assertThat(recorded.get(2).fields())
                .containsEntry("id", "late")
                .containsEntry("code", "PIN_MISMATCH")
                .containsEntry("count", 2L);

        early.release(DenialGroups.MOST_GROUPS);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(recorded).hasSize(DenialGroups.MOST_GROUPS + 1);
    }

    @Test
    void aGroupThatCannotBeRecordedIsOver() throws Exception {
        List<RuntimeException> defects = new ArrayList<>(List.of(new IllegalStateException("a defect")));
        List<IOException> failures = new ArrayList<>(List.of(new IOException("No space left on device")));
        DenialGroups groups = new DenialGroups(
                entries -> {
                    if (!defects.isEmpty()) {
                        throw defects.remove(0);
                    }
                    if (!failures.isEmpty()) {
                        throw failures.remove(0);
                    }
                    keep(entries);
                },
                SmallTrail.CLOCK,
                nanos -> {});

        assertThatIllegalStateException()
                .isThrownBy(() -> groups.record(LATE, ErrorCode.PIN_MISMATCH, Subject.of("first")));
        assertThatThrownBy(() -> groups.record(LATE, ErrorCode.PIN_MISMATCH, Subject.of("second")))
                .isInstanceOf(IOException.class);
        assertThat(groups.waiting(LATE)).isZero();
        groups.record(LATE, ErrorCode.PIN_MISMATCH, Subject.of("third"));

        assertThat(recorded).extracting(AuditRecord::actionId).containsExactly("third");
        assertThat(recorded.get(0).fields()).doesNotContainKey("count");
    }
}
