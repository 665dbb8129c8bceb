package dev.outloop.core.internal.pipeline;

import dev.outloop.core.internal.admit.Admit;
import dev.outloop.core.internal.admit.Callers;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.authorize.Authorize;
import dev.outloop.core.internal.dispatch.Dispatch;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.core.internal.journal.Journal;
import dev.outloop.core.internal.lease.LeaseStage;
import dev.outloop.core.internal.lease.Vaults;
import dev.outloop.core.internal.redact.Redact;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.spi.AuditSink;
import dev.outloop.spi.BrokerListener;
import dev.outloop.spi.PolicyEvaluator;
import dev.outloop.spi.Redactor;
import dev.outloop.spi.VaultBackend;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What a host composes a broker of.
 *
 * @param vaults opened vaults by name; the engine closes them
 * @param sink the trail; the engine closes it
 * @param policies asked behind the built-in ones
 * @param secrets what responses are searched for; the engine closes it
 * @param redactors see what is left once known secrets are cut
 * @param listener is told how calls go
 * @param resolver where service names lead
 * @param clock the time
 */
public record EngineParts(
        Map<String, VaultBackend> vaults,
        AuditSink sink,
        List<PolicyEvaluator> policies,
        SecretRegistry secrets,
        List<Redactor> redactors,
        BrokerListener listener,
        NameResolver resolver,
        Clock clock) {

    /** How long earlier values of a secret are searched for. */
    public static final Duration KEEP_ROTATED = Duration.ofHours(24);

    private static final int MAX_VAULT_THREADS = 64;

    /** A running broker of these parts, under these definitions. */
    public Engine start(Snapshot snapshot) {
        Callers callers = new Callers();
        Stages stages = new Stages(
                callers,
                new Admit(callers),
                new Authorize(policies, clock),
                new Journal(sink, clock),
                new LeaseStage(new Vaults(vaults, vaultThreads(), clock)),
                new Dispatch(resolver, clock),
                new Redact(secrets, redactors),
                secrets,
                new Deadlines(),
                listener);
        return new Engine(stages, snapshot, clock);
    }

    private static ExecutorService vaultThreads() {
        return new ThreadPoolExecutor(0, MAX_VAULT_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "outloop-vault");
            thread.setDaemon(true);
            return thread;
        });
    }
}
