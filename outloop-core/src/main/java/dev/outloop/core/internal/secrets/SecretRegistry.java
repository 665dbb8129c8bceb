package dev.outloop.core.internal.secrets;

import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The secrets that responses are searched for: every value that was leased since the start, and lately rotated ones.
 *
 * <p>Thread-safe. The broker closes it after its calls have ended; then all values and literals are overwritten, and a
 * response that is still being searched is withheld. Literals of values that rotated out of the history are left to the
 * garbage collector, because a running response may still hold them.
 */
public final class SecretRegistry implements AutoCloseable {

    /** The longest value that is learnt; its literals take about a hundred times that. */
    public static final int MAX_VALUE_BYTES = 16 * 1024;

    private static final int MAX_ROTATED = 4;

    private final Clock clock;
    private final Duration keepRotated;
    private final ConcurrentMap<String, KnownValue> values = new ConcurrentHashMap<>();
    private final AtomicBoolean wiped = new AtomicBoolean();
    private final Object changing = new Object();
    private volatile PatternSet patterns = PatternSet.empty();

    /** A rotated value is known for that long at least, and leaves with the next change after it. */
    public SecretRegistry(Clock clock, Duration keepRotated) {
        this.clock = clock;
        this.keepRotated = keepRotated;
    }

    /**
     * Makes the value known under the key, such as the reference of the secret; a copy is kept. The same value again
     * costs a comparison. Values below 8 bytes are not learnt: they would be found in innocent text, and are never
     * leased.
     *
     * @throws IllegalArgumentException if the value is longer than {@link #MAX_VALUE_BYTES}
     * @throws IllegalStateException if this registry or the secret is closed
     */
    public void learn(String key, Secret value) {
        KnownValue known = values.get(key);
        if (known != null && known.is(value)) {
            return;
        }
        byte[] bytes = value.toByteArray(InsecureSecretAccess.get());
        try {
            if (bytes.length >= Pattern.MIN_BYTES) {
                learnChanged(key, bytes);
            }
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** What is known now. A response keeps the snapshot that it began with. */
    public PatternSet patterns() {
        return patterns;
    }

    /** Overwrites everything. */
    @Override
    public void close() {
        synchronized (changing) {
            wiped.set(true);
            values.values().forEach(KnownValue::wipe);
            values.clear();
        }
    }

    private void learnChanged(String key, byte[] bytes) {
        if (bytes.length > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("a secret of more than 16 KiB cannot be redacted");
        }
        List<Pattern> forms = EncodedForms.of(bytes);
        synchronized (changing) {
            if (wiped.get()) {
                throw new IllegalStateException("the registry of secrets is closed");
            }
            Secret copy = Secret.copyOf(bytes);
            KnownValue known = values.get(key);
            if (known == null) {
                values.put(key, KnownValue.first(copy, forms));
            } else if (known.is(copy)) {
                copy.close();
                return;
            } else {
                values.put(key, known.rotatedTo(copy, forms, clock.instant(), MAX_ROTATED));
                known.closeCurrent();
            }
            Instant since = clock.instant().minus(keepRotated);
            patterns = PatternSet.of(
                    values.values().stream()
                            .flatMap(value -> value.forms(since))
                            .toList(),
                    wiped);
        }
    }

    /** The number of keys alone. */
    @Override
    public String toString() {
        return "SecretRegistry[" + values.size() + "]";
    }
}
