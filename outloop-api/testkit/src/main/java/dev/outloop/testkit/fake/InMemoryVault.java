package dev.outloop.testkit.fake;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.SpiVersion;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.spi.VaultStoreRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A vault in memory that counts what it is asked, and fails or waits as told.
 *
 * <p>For tests only: values are kept as long as the vault is. Thread-safe. A broker is given its {@link #provider}; what the broker
 * opens and closes shares secrets, counters and orders with this object.
 */
public final class InMemoryVault implements VaultBackend.Storing, VaultBackend.Deleting, VaultBackend.Listing {

    private final VaultState state;
    private volatile boolean closed;

    private InMemoryVault(VaultState state) {
        this.state = state;
    }

    /** An empty vault. */
    public static InMemoryVault create() {
        return new InMemoryVault(new VaultState());
    }

    /** Puts a value under a written reference, not counted. */
    public InMemoryVault put(String ref, byte[] value) {
        state.put(SecretRef.parse(ref), value);
        return this;
    }

    /** Puts a canary's value under a written reference, not counted. */
    public InMemoryVault put(String ref, Canary canary) {
        return put(ref, canary.bytes());
    }

    /** A provider of that name that opens views of this vault; it knows no settings. */
    public VaultBackendProvider provider(String name) {
        return new Provider(name, state);
    }

    /** How often it was asked for a lease, answered or not. */
    public int leaseCalls() {
        return state.leaseCalls.get();
    }

    /** How often it was asked to store, answered or not. */
    public int storeCalls() {
        return state.storeCalls.get();
    }

    /** How many leases are not closed yet. */
    public int openLeases() {
        return state.openLeases.get();
    }

    /** From now on everything fails with this code, which is of kind VAULT. */
    public void failWith(ErrorCode code) {
        beforeAnswering(() -> {
            throw new VaultException(code, "the vault was told to fail");
        });
    }

    /** From now on everything fails with this exception, as a backend that breaks its contract would. */
    public void failWith(RuntimeException broken) {
        beforeAnswering(() -> {
            throw broken;
        });
    }

    /** From now on this is done before each answer: wait for a latch, throw, count, change something. */
    public void beforeAnswering(Order order) {
        state.order = order;
    }

    /** From now on it answers again. */
    public void recover() {
        beforeAnswering(() -> {});
    }

    @Override
    public Lease lease(VaultRequest request) throws VaultException {
        state.leaseCalls.incrementAndGet();
        begin();
        return state.lend(request.ref());
    }

    @Override
    public void store(VaultStoreRequest request) throws VaultException {
        state.storeCalls.incrementAndGet();
        begin();
        byte[] value = request.value().toByteArray(InsecureSecretAccess.get());
        state.put(request.ref(), value);
        Arrays.fill(value, (byte) 0);
    }

    @Override
    public boolean delete(VaultRequest request) throws VaultException {
        begin();
        return state.remove(request.ref());
    }

    @Override
    public List<SecretRef> list(Instant deadline) throws VaultException {
        begin();
        return state.refs();
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return "InMemoryVault[" + leaseCalls() + " calls]";
    }

    private void begin() throws VaultException {
        if (closed) {
            throw new VaultException(ErrorCode.VAULT_UNAVAILABLE, "the vault is closed");
        }
        state.order.run();
    }

    /** What a vault is told to do before it answers. */
    @FunctionalInterface
    public interface Order {
        /** Waits, throws or does nothing; several threads may be in here at once. */
        void run() throws VaultException;
    }

    private record Provider(String name, VaultState state) implements VaultBackendProvider {
        @Override
        public SpiVersion spiVersion() {
            return SpiVersion.CURRENT;
        }

        @Override
        public VaultBackend open(VaultContext context) throws VaultException {
            if (!context.settings().isEmpty()) {
                throw new VaultException(
                        ErrorCode.VAULT_FAILED,
                        "unknown setting "
                                + context.settings().keySet().iterator().next());
            }
            return new InMemoryVault(state);
        }
    }
}
