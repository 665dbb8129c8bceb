package dev.outloop.core.internal.pipeline;

import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.admit.Admit;
import dev.outloop.core.internal.admit.Callers;
import dev.outloop.core.internal.admit.Deadlines;
import dev.outloop.core.internal.admit.Origins;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.admit.Tokens;
import dev.outloop.core.internal.approve.AskedPerson;
import dev.outloop.core.internal.approve.StoredApprovals;
import dev.outloop.core.internal.authorize.Authorize;
import dev.outloop.core.internal.authorize.LimitGate;
import dev.outloop.core.internal.detect.Detectors;
import dev.outloop.core.internal.dispatch.Dispatch;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.core.internal.journal.DeadlineSink;
import dev.outloop.core.internal.journal.FingerprintKey;
import dev.outloop.core.internal.journal.Journal;
import dev.outloop.core.internal.journal.JournalSettings;
import dev.outloop.core.internal.lease.LeaseStage;
import dev.outloop.core.internal.lease.Vaults;
import dev.outloop.core.internal.redact.Redact;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.spi.ApprovalStore;
import dev.outloop.spi.AuditSink;
import dev.outloop.spi.BrokerListener;
import dev.outloop.spi.PolicyEvaluator;
import dev.outloop.spi.Redactor;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host composes a broker of.
 *
 * @param vaults opened vaults; the engine closes them
 * @param sink the trail; the engine closes it
 * @param origins where secrets may go; the engine closes it
 * @param limits where calls get their share of limits; the engine closes it
 * @param callers who callers are and where they work; the engine closes their folders
 * @param tokens what callers prove themselves with; the engine closes it
 * @param approvals what waits for a person, and what persons said; the engine closes it
 * @param person who is asked at once, within a call
 * @param policies asked behind the built-in ones
 * @param secrets what responses are searched for; the engine closes it
 * @param detectors find what has the form of a secret, or null
 * @param redactors see what is left once known secrets are cut
 * @param listener is told how calls go
 * @param resolver where service names lead
 * @param fingerprints the key of the trail's fingerprints
 * @param clock the time
 */
public record EngineParts(
        Vaults vaults,
        AuditSink sink,
        Origins origins,
        LimitGate limits,
        Callers callers,
        Tokens tokens,
        ApprovalStore approvals,
        AskedPerson person,
        List<PolicyEvaluator> policies,
        SecretRegistry secrets,
        @Nullable Detectors detectors,
        List<Redactor> redactors,
        BrokerListener listener,
        NameResolver resolver,
        FingerprintKey fingerprints,
        Clock clock) {

    /** How long earlier values of a secret are searched for. */
    public static final Duration KEEP_ROTATED = Duration.ofHours(24);

    /**
     * A running broker of these parts, under these definitions.
     *
     * @throws IOException if the trail cannot record that it starts, or the origins of new secrets cannot be kept
     */
    public Engine start(Snapshot snapshot) throws IOException {
        Redact redact = new Redact(secrets, detectors, redactors);
        AuditSink answering = DeadlineSink.unlessAtOnce(sink, JournalSettings.PATIENCE);
        Journal journal = new Journal(answering, clock, JournalSettings.of(fingerprints, redact::scrubTyped));
        Rulebook rulebook = Rulebook.of(snapshot, detectors);
        List<AuditRecord> interrupted = journal.recover();
        StoredApprovals stored = new StoredApprovals(approvals, text -> redact.scrub(text, SecretRegistry.HOST), clock);
        Approvals asked = new Approvals(stored, person, journal);
        asked.keepOnly(snapshot);
        journal.configured(null, snapshot, origins.unconfirmed(snapshot));
        origins.trust(snapshot);
        Stages stages = new Stages(
                callers,
                origins,
                tokens,
                new Admit(callers, origins),
                new Authorize(policies, limits, stored, clock),
                limits,
                asked,
                journal,
                new LeaseStage(vaults),
                new Dispatch(resolver, clock),
                redact,
                secrets,
                new Deadlines(),
                listener);
        return new Engine(stages, rulebook, interrupted, clock);
    }
}
