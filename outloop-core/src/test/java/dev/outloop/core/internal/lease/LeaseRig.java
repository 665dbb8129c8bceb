package dev.outloop.core.internal.lease;

import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.secret.VaultLimits;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;

/** One vault in a lease layer whose time stands still, and the threads that ask it. */
final class LeaseRig implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final TestClock clock = TestClock.create();
    final AtomicLong nanos = new AtomicLong();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final PlannedVault vault = new PlannedVault();
    final Vaults vaults = new Vaults(clock, nanos::get, pauses::add);
    private final List<Thread> askers = new ArrayList<>();

    LeaseRig() {
        this(VaultLimits.defaults());
    }

    LeaseRig(VaultLimits limits) {
        vaults.add("v", vault, limits);
    }

    void advance(Duration time) {
        clock.advance(time);
        nanos.addAndGet(time.toNanos());
    }

    /** The value that is lent, or the code of the reason why not. */
    String get(String ref) {
        return get(ref, new CallScope("call"));
    }

    String get(String ref, CallScope scope) {
        try (Lease lease = lease(ref, scope)) {
            return text(lease);
        } catch (Stopped stopped) {
            return stopped.code().name();
        }
    }

    Lease lease(String ref, CallScope scope) throws Stopped {
        return vaults.lease(SecretRef.parse(ref), PATIENCE, scope);
    }

    String sentence(String ref) {
        try (Lease lease = lease(ref, new CallScope("call"))) {
            return "lent";
        } catch (Stopped stopped) {
            return stopped.sentence();
        }
    }

    /** The same on another thread. */
    Future<String> asking(String ref, CallScope scope) {
        FutureTask<String> task = new FutureTask<>(() -> get(ref, scope));
        Thread thread = new Thread(task, "asker");
        thread.setDaemon(true);
        askers.add(thread);
        thread.start();
        return task;
    }

    Future<String> asking(String ref) {
        return asking(ref, new CallScope("call"));
    }

    /** Returns once every thread that asks waits for an answer. */
    void awaitAskers() {
        while (askers.stream().anyMatch(thread -> thread.getState() != Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }
    }

    /** Returns once so many threads are in the vault's code. */
    void awaitInside(int threads) {
        while (vault.inside.get() < threads) {
            Thread.onSpinWait();
        }
    }

    static String text(Lease lease) {
        return new String(lease.secret().toByteArray(InsecureSecretAccess.get()), StandardCharsets.US_ASCII);
    }

    static PlannedVault.Step failing(ErrorCode code) {
        return ref -> {
            throw new VaultException(code, "it was told to fail");
        };
    }

    @Override
    public void close() {
        vaults.close();
    }
}
