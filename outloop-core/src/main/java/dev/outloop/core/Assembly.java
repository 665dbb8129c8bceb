package dev.outloop.core;

import dev.outloop.WorkspaceFolder;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.lease.Vaults;
import dev.outloop.core.internal.pipeline.Engine;
import dev.outloop.core.internal.pipeline.EngineParts;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.secret.Secret;
import dev.outloop.spi.AuditSink;
import dev.outloop.spi.VaultBackend;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens what a broker is composed of, in the order in which one part needs another. For one thread, once. */
final class Assembly {

    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

    private final Composition composition;
    private final SecretRegistry secrets;
    private final Opening opening;

    private Assembly(Composition composition, Opening opening) {
        this.opening = opening;
        this.composition = composition;
        this.secrets = new SecretRegistry(composition.clock(), EngineParts.KEEP_ROTATED);
    }

    /** A running broker. If it cannot start, all that was given or opened is closed. */
    static OutloopBroker of(Composition composition) throws StartException {
        warnOfPlainTextDumps();
        try (Opening opening = new Opening()) {
            OutloopBroker broker = new Assembly(composition, opening).start();
            opening.done();
            warnOfRecovered(broker.recovered());
            warnOfChangedFolders(broker.folders());
            return broker;
        }
    }

    private OutloopBroker start() throws StartException {
        AuditSink given = composition.sink();
        if (given != null) {
            opening.add(given);
        }
        if (composition.limitStore() != null) {
            opening.add(composition.limitStore());
        }
        if (composition.approvals() != null) {
            opening.add(composition.approvals());
        }
        composition.vaults().values().forEach(opening::add);
        opening.add(secrets);
        BrokerConfig config = composition.config();
        SourceFeed feed = null;
        if (composition.source() != null) {
            feed = new SourceFeed(composition.source(), composition.sourceWaits());
            opening.add(feed);
        }
        BrokerConfig whole = feed == null ? config : sourced(config, feed);
        Snapshot snapshot = Reloads.snapshot(whole);
        OpenedState state = OpenedState.open(composition, whole, snapshot);
        opening.add(state::closeAll);
        // From here on the state closes them.
        if (composition.limitStore() != null) {
            opening.release(List.of(composition.limitStore()));
        }
        if (composition.approvals() != null) {
            opening.release(List.of(composition.approvals()));
        }
        Vaults leases = new Vaults(composition.clock());
        opening.add(leases);
        opening.release(composition.vaults().values()); // from here on the leases close them
        Map<String, VaultBackend> vaults = VaultSet.open(
                config, composition.clock(), composition.resolver(), composition.vaults(), leases, this::learn);
        OpenedTrail audit = OpenedTrail.open(config, given, composition.clock(), vaults, this::learn);
        if (given == null) {
            opening.add(audit.sink());
        }
        Engine engine = engine(whole, snapshot, leases, audit, state);
        Reloads reloads = new Reloads(engine, config, feed);
        OutloopBroker broker = new OutloopBroker(engine, reloads, state);
        reloads.start();
        return broker;
    }

    private Engine engine(BrokerConfig config, Snapshot snapshot, Vaults leases, OpenedTrail audit, OpenedState state)
            throws StartException {
        EngineParts parts = new EngineParts(
                leases,
                audit.sink(),
                state.origins(),
                state.limits(),
                state.callers(),
                state.tokens(),
                state.approvals(),
                composition.person(),
                composition.policies(),
                secrets,
                config.redaction().detectors().orElse(null),
                composition.redactors(),
                composition.listener(),
                composition.resolver(),
                audit.fingerprints(),
                composition.clock());
        try {
            return parts.start(snapshot);
        } catch (IOException e) {
            throw new StartException(
                    "The audit trail or the state cannot record that the broker starts: " + e.getMessage());
        }
    }

    private static BrokerConfig sourced(BrokerConfig config, SourceFeed feed) throws StartException {
        try {
            return SourcedConfig.of(config, feed.open());
        } catch (IOException | ConfigException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    private void learn(String setting, Secret secret) {
        secrets.learn("setting:" + setting, secret);
    }

    private static void warnOfRecovered(List<RecoveredAttempt> recovered) {
        if (!recovered.isEmpty()) {
            LOG.warn(
                    "{} attempts of an earlier run have no outcome, so their effect is not known: {}",
                    recovered.size(),
                    recovered.stream().map(RecoveredAttempt::id).toList());
        }
    }

    private static void warnOfChangedFolders(List<WorkspaceFolder> folders) {
        for (WorkspaceFolder folder : folders) {
            folder.refusal()
                    .ifPresent(refusal -> LOG.warn(
                            "nothing is done for workspace {} in {}: {}",
                            folder.workspace(),
                            folder.folder(),
                            refusal));
        }
    }

    /** The Java runtime then prints what it sends, credentials included, from below any library. */
    private static void warnOfPlainTextDumps() {
        if (System.getProperty("javax.net.debug") != null) {
            LOG.warn("javax.net.debug is set: Java may print credentials in plain text; unset it and start again");
        }
    }
}
