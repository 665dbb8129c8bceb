package dev.outloop.testkit.fake;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all views of one vault in memory share. */
final class VaultState {

    private record Entry(Secret value, long version) {}

    final AtomicInteger leaseCalls = new AtomicInteger();
    final AtomicInteger storeCalls = new AtomicInteger();
    final AtomicInteger openLeases = new AtomicInteger();
    volatile InMemoryVault.Order order = () -> {};

    private final Map<SecretRef, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();

    void put(SecretRef ref, byte[] value) {
        entries.put(ref, new Entry(Secret.copyOf(value), versions.incrementAndGet()));
    }

    boolean remove(SecretRef ref) {
        return entries.remove(ref) != null;
    }

    List<SecretRef> refs() {
        return List.copyOf(entries.keySet());
    }

    Lease lend(SecretRef ref) throws VaultException {
        Entry entry = entries.get(ref);
        if (entry == null) {
            throw new VaultException(ErrorCode.SECRET_NOT_FOUND, "the vault has no secret under this reference");
        }
        openLeases.incrementAndGet();
        return Lease.builder(entry.value.copy())
                .version(Long.toString(entry.version))
                .onRelease(openLeases::decrementAndGet)
                .build();
    }
}
