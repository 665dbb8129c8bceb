package dev.outloop.core.internal.journal;

import dev.outloop.action.Effect;
import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.admit.Binding;
import dev.outloop.core.internal.admit.Definitions;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.authorize.AuthorizedAction;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Has what happens kept, before anything else happens. Thread-safe.
 *
 * <p>While nothing can be recorded every attempt is refused. A full disk that has room again is enough to go on; after a
 * failure that leaves open what the trail has, a person renews it.
 */
public final class Journal implements AutoCloseable {

    private final AuditSink sink;
    private final Ledger ledger;
    private final Marker marker;
    private final DenialQuota quota;
    private final DenialGroups groups;

    /** Goes on after the sink's last record; the journal closes the sink. */
    public Journal(AuditSink sink, Clock clock, JournalSettings settings) {
        this.sink = sink;
        this.ledger = new Ledger(sink, clock, settings.patience());
        this.marker = new Marker(settings.key(), settings.scrub());
        this.quota = new DenialQuota(settings.nanos());
        this.groups = new DenialGroups(this::recordDurably, clock, settings.pause());
    }

    /**
     * Ends the attempts of earlier runs that have no outcome: their effect is not known.
     *
     * @return those attempts
     * @throws IOException if that cannot be made durable
     */
    public List<AuditRecord> recover() throws IOException {
        List<AuditRecord> unfinished = unfinished();
        List<Entry> outcomes = new ArrayList<>();
        for (AuditRecord attempt : unfinished) {
            outcomes.add(new Entry(AuditEvent.OUTCOME, attempt.actionId(), record -> {
                record.asIn(attempt);
                Outcome.failed(ErrorCode.INTERRUPTED, Effect.UNKNOWN).writeTo(record);
            }));
        }
        recordDurably(outcomes);
        return unfinished;
    }

    /**
     * Records by which definitions calls are judged from here on, and what that changes for each workspace.
     *
     * @param old the definitions until now, or null if there were none or nothing changes
     * @throws IOException if that cannot be made durable
     */
    public void configured(@Nullable Snapshot old, Snapshot next) throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (old != null) {
            addChanges(old.grants(), next.grants(), entries);
        }
        Definitions now = next.definitions();
        entries.add(new Entry(
                AuditEvent.CONFIG_LOADED,
                "",
                record -> record.definition(now.hash())
                        .definitions("services", now.services(), now.servicesHash())
                        .definitions("workspaces", now.workspaces(), now.workspacesHash())
                        .definitions("accesses", now.accesses(), now.accessesHash())
                        .definitions("rules", now.rules(), now.rulesHash())
                        .definitions("limits", now.limits(), now.limitsHash())));
        recordDurably(entries);
    }

    /**
     * Makes the attempt durable.
     *
     * @throws Refused with AUDIT_UNAVAILABLE if that is not possible
     */
    public RecordedAttempt record(AuthorizedAction action) throws Refused {
        Subject subject =
                Subject.of(action.admitted()).rule(action.decision().rule()).marked(marker);
        Entry attempt = new Entry(AuditEvent.ATTEMPT, subject.actionId(), subject::writeTo);
        boolean mayBeKept = false;
        try {
            Ledger.Written written = ledger.append(attempt);
            mayBeKept = true;
            ledger.await(written);
        } catch (IOException e) {
            if (mayBeKept || e instanceof SinkDoubt) {
                ledger.owe(outcome(subject, Outcome.failed(ErrorCode.AUDIT_UNAVAILABLE, Effect.NONE), Duration.ZERO));
            }
            throw unavailable();
        }
        return new RecordedAttempt(action);
    }

    /**
     * Makes a refusal durable, with its true cause.
     *
     * @return the refusal to answer with: the given one, or one that shows the agent the same with AUDIT_UNAVAILABLE as
     *     its true cause if it could not be recorded
     */
    public Refused denied(Subject subject, Refused refusal) {
        try {
            recordRefusal(AuditEvent.DENIED, subject, refusal.code(), refusal.trueCause());
            return refusal;
        } catch (IOException e) {
            return Refused.disguised(refusal.code(), ErrorCode.AUDIT_UNAVAILABLE, refusal.sentence());
        }
    }

    /**
     * Makes durable that a request waits for a person.
     *
     * @throws Refused with AUDIT_UNAVAILABLE if that is not possible
     */
    public void pending(Subject subject) throws Refused {
        try {
            recordRefusal(AuditEvent.PENDING, subject, ErrorCode.APPROVAL_REQUIRED, ErrorCode.APPROVAL_REQUIRED);
        } catch (IOException e) {
            throw unavailable();
        }
    }

    /**
     * Writes how an attempt ended, and returns whether it is written; the next sync makes it durable. What is not written
     * is written later, before anything new.
     */
    public boolean outcome(RecordedAttempt attempt, Outcome outcome, Duration elapsed) {
        Entry entry = outcome(Subject.of(attempt.admitted()), outcome, elapsed);
        try {
            ledger.append(entry);
            return true;
        } catch (IOException e) {
            ledger.owe(entry);
            return false;
        }
    }

    /** Why attempts are not recorded, for the person's side; empty while they are. */
    public Optional<String> failure() {
        return ledger.failure();
    }

    /**
     * Goes on after a failure and writes what is owed; while there is no failure it does nothing.
     *
     * @throws IOException if that is not possible; the journal is then as it was
     */
    public void renew() throws IOException {
        ledger.renew();
    }

    @Override
    public void close() throws IOException {
        ledger.close();
    }

    long waiting(DenialGroups.Key key) {
        return groups.waiting(key);
    }

    private void recordRefusal(AuditEvent event, Subject subject, ErrorCode shown, ErrorCode cause) throws IOException {
        if (ledger.hasFailed()) {
            throw new IOException("the audit trail has failed");
        }
        Subject marked = subject.marked(marker);
        String caller = subject.callerKey();
        if (quota.take(caller)) {
            recordDurably(new Entry(event, subject.actionId(), record -> {
                marked.writeTo(record);
                record.code(cause);
            }));
        } else {
            groups.record(new DenialGroups.Key(caller, event, shown), cause, marked);
        }
    }

    private static Entry outcome(Subject subject, Outcome outcome, Duration elapsed) {
        return new Entry(AuditEvent.OUTCOME, subject.actionId(), record -> {
            subject.writeNamesTo(record);
            outcome.writeTo(record);
            record.duration(elapsed);
        });
    }

    private static void addChanges(
            SortedMap<String, Binding> old, SortedMap<String, Binding> next, List<Entry> entries) {
        TreeSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(next.keySet());
        for (String name : names) {
            Binding before = old.get(name);
            Binding after = next.get(name);
            if (before == null && after != null) {
                entries.add(change(after, "ADDED"));
            } else if (before != null && after == null) {
                entries.add(change(before, "REMOVED"));
            } else if (before != null && after != null && !before.definition().equals(after.definition())) {
                entries.add(change(after, "CHANGED"));
            }
        }
    }

    private static Entry change(Binding binding, String change) {
        return new Entry(
                AuditEvent.ACCESS_CHANGED,
                "",
                record -> record.workspace(binding.workspace())
                        .alias(binding.access().alias())
                        .change(change)
                        .definition(binding.definition()));
    }

    private List<AuditRecord> unfinished() throws IOException {
        try {
            return List.copyOf(sink.unfinished());
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw SinkDoubt.thrown(e);
        }
    }

    private void recordDurably(Entry entry) throws IOException {
        ledger.await(ledger.append(entry));
    }

    /** Waiting for the last makes all durable. */
    private void recordDurably(List<Entry> entries) throws IOException {
        Ledger.Written last = null;
        for (Entry entry : entries) {
            last = ledger.append(entry);
        }
        if (last != null) {
            ledger.await(last);
        }
    }

    private static Refused unavailable() {
        return Refused.of(
                ErrorCode.AUDIT_UNAVAILABLE,
                "The broker cannot write its audit trail, so nothing was done. Ask the person who runs the broker to"
                        + " look at it, then try again.");
    }
}
