package dev.outloop.core.internal.lease;

import dev.outloop.VaultHealth;
import dev.outloop.action.Effect;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.secret.VaultLimits;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The opened vaults by name, each with its own cache, its own threads and its own pauses. Thread-safe. */
public final class Vaults implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Vaults.class);

    private final Times times;
    private final Pause pause;
    private final Map<String, LeasedVault> vaults = new ConcurrentHashMap<>();
    private final List<VaultBackend> backends = Collections.synchronizedList(new ArrayList<>());

    /** None yet. */
    public Vaults(Clock clock) {
        this(clock, System::nanoTime, time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
    }

    Vaults(Clock clock, LongSupplier nanoTicker, Pause pause) {
        this.times = new Times(clock, nanoTicker);
        this.pause = pause;
    }

    /** Takes over an opened vault, and closes it. */
    public void add(String name, VaultBackend backend, VaultLimits limits) {
        add(name, backend, limits, List.of());
    }

    /**
     * The same for one whose settings are secrets of other vaults: if it refuses the broker's credential, they are leased
     * anew when it asks for them next.
     */
    public void add(String name, VaultBackend backend, VaultLimits limits, Collection<SecretRef> settings) {
        List<SecretRef> suspects = List.copyOf(settings);
        backends.add(backend);
        vaults.put(name, new LeasedVault(name, backend, limits, times, pause, () -> suspects.forEach(this::suspect)));
    }

    /** Lends to a call. */
    Lease lease(SecretRef ref, Duration remaining, CallScope scope) throws Stopped {
        LeasedVault vault = vaults.get(ref.vault());
        if (vault == null) {
            throw stopped(ErrorCode.VAULT_UNAVAILABLE, "The vault of this access is not configured.");
        }
        try {
            return vault.lease(ref, new Wait(scope, remaining, times));
        } catch (VaultException failure) {
            throw stopped(failure.code(), VaultSentence.printable(failure.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped(ErrorCode.CANCELLED, "The thread was interrupted before anything was sent.");
        } catch (CancellationException e) {
            ErrorCode reason = scope.stopCode().orElse(ErrorCode.CANCELLED);
            throw stopped(
                    reason.equals(ErrorCode.DEADLINE_EXCEEDED) ? ErrorCode.VAULT_TIMEOUT : reason,
                    VaultSentence.late().getMessage());
        }
    }

    /** Lends to another vault, which closes the lease. */
    public Lease lend(SecretRef ref, Duration atMost) throws VaultException {
        LeasedVault vault = vaults.get(ref.vault());
        if (vault == null) {
            throw new VaultException(ErrorCode.VAULT_UNAVAILABLE, "The vault of a setting is not open.");
        }
        try {
            return vault.lease(ref, new Wait(new CallScope("vault"), atMost, times));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw VaultSentence.closed();
        }
    }

    /**
     * Lends the value that there is now, after a service has refused one; empty if it is the same, if the vault was asked
     * for that reason lately, or if it does not say.
     */
    Optional<Lease> renewed(SecretRef ref, Secret refused, Duration remaining, CallScope scope) {
        LeasedVault vault = vaults.get(ref.vault());
        if (vault == null) {
            return Optional.empty();
        }
        try {
            return vault.renewed(ref, refused, new Wait(scope, remaining, times));
        } catch (VaultException | CancellationException failure) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** A service has refused the value; whoever asks next gets another one, if there is one. */
    void refused(SecretRef ref, Secret value) {
        LeasedVault vault = vaults.get(ref.vault());
        if (vault != null) {
            vault.refused(ref, value);
        }
    }

    /** The value does not fit its place. */
    void unfit(SecretRef ref) {
        LeasedVault vault = vaults.get(ref.vault());
        if (vault != null) {
            vault.unfit(ref);
        }
    }

    /**
     * Forgets what is kept under the reference.
     *
     * @throws IllegalArgumentException if there is no such vault
     */
    public void invalidate(SecretRef ref) {
        known(ref.vault()).invalidate(ref);
    }

    /**
     * Forgets what is kept of the vault.
     *
     * @throws IllegalArgumentException if there is no such vault
     */
    public void invalidate(String vault) {
        known(vault).invalidate();
    }

    /** What is known of all, in the order of their names. */
    public List<VaultHealth> health() {
        return new TreeMap<>(vaults).values().stream().map(LeasedVault::health).toList();
    }

    /** Asks all at once how they are, and waits for the answers no longer than that. */
    public List<VaultHealth> check(Duration atMost) {
        CompletableFuture<?>[] asked =
                vaults.values().stream().map(LeasedVault::check).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(asked).get(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // What they say later is known then.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check never fails", e);
        }
        return health();
    }

    @Override
    public void close() {
        vaults.values().forEach(LeasedVault::close);
        Optional<RuntimeException> failure = closeAll(List.copyOf(backends));
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Closes every vault, the last opened first, also if one throws; gives back what the first one threw. */
    public static Optional<RuntimeException> closeAll(Collection<VaultBackend> backends) {
        List<VaultBackend> lastFirst = new ArrayList<>(backends);
        Collections.reverse(lastFirst);
        RuntimeException first = null;
        for (VaultBackend backend : lastFirst) {
            try {
                backend.close();
            } catch (RuntimeException | StackOverflowError | LinkageError e) {
                // What it says may quote a secret.
                LOG.error(
                        "the vault {} threw {} when it was closed",
                        backend.getClass().getName(),
                        e.getClass().getName());
                if (first == null) {
                    first = e instanceof RuntimeException failure
                            ? failure
                            : new IllegalStateException("a vault threw when it was closed");
                }
            }
        }
        return Optional.ofNullable(first);
    }

    private void suspect(SecretRef ref) {
        LeasedVault vault = vaults.get(ref.vault());
        if (vault != null) {
            vault.suspect(ref);
        }
    }

    private LeasedVault known(String name) {
        LeasedVault vault = vaults.get(name);
        if (vault == null) {
            throw new IllegalArgumentException("there is no vault of that name; there are: "
                    + vaults.keySet().stream().sorted().toList());
        }
        return vault;
    }

    private static Stopped stopped(ErrorCode code, String sentence) {
        return new Stopped(code, Effect.NONE, sentence);
    }
}
