package dev.outloop.core.internal.secrets;

import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
    private static final String ANY_WORKSPACE = "";

    private final Clock clock;
    private final Duration keepRotated;
    private final ConcurrentMap<String, KnownValue> values = new ConcurrentHashMap<>();
    private final AtomicBoolean wiped = new AtomicBoolean();
    private final Object changing = new Object();
    private final List<Pattern> added = new ArrayList<>();
    private boolean hasRotated;
    private volatile boolean isStale;
    private volatile PatternSet patterns = PatternSet.of(List.of(), wiped);

    /** A rotated value is known for that long at least, and leaves with the next change after it. */
    public SecretRegistry(Clock clock, Duration keepRotated) {
        this.clock = clock;
        this.keepRotated = keepRotated;
    }

    /** The same for a value that belongs to no workspace, such as a vault's own token: nobody may see it. */
    public void learn(String key, Secret value) {
        learn(key, value, ANY_WORKSPACE);
    }

    /**
     * Makes the value known under the key, such as the reference of the secret; a copy is kept. The same value again
     * costs a comparison. Values below 8 bytes are not learnt: they would be found in innocent text, and are never
     * leased. A word or a number is cut from the responses of its workspaces alone; see {@link Strength}.
     *
     * @param workspace whose it is, by name
     * @throws IllegalArgumentException if the value is longer than {@link #MAX_VALUE_BYTES}
     * @throws IllegalStateException if this registry or the secret is closed
     */
    public void learn(String key, Secret value, String workspace) {
        KnownValue known = values.get(key);
        if (known != null && known.is(value)) {
            known.workspaces().add(workspace);
            return;
        }
        byte[] bytes = value.toByteArray(InsecureSecretAccess.get());
        try {
            if (bytes.length >= Pattern.MIN_BYTES) {
                learnChanged(key, bytes, workspace);
            }
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** What is known now; compiled when it is asked for first after a change. */
    public PatternSet patterns() {
        if (isStale) {
            synchronized (changing) {
                compile();
            }
        }
        return patterns;
    }

    /** Overwrites everything. */
    @Override
    public void close() {
        synchronized (changing) {
            wiped.set(true);
            isStale = false;
            values.values().forEach(KnownValue::wipe);
            values.clear();
            patterns.wipe();
        }
    }

    private void learnChanged(String key, byte[] bytes, String workspace) {
        if (bytes.length > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("a secret of more than 16 KiB cannot be redacted");
        }
        synchronized (changing) {
            if (wiped.get()) {
                throw new IllegalStateException("the registry of secrets is closed");
            }
            KnownValue known = values.get(key);
            Set<String> workspaces = known == null ? ConcurrentHashMap.newKeySet() : known.workspaces();
            workspaces.add(workspace);
            List<Pattern> forms =
                    EncodedForms.of(bytes, asker -> workspaces.contains(asker) || workspaces.contains(ANY_WORKSPACE));
            Secret copy = Secret.copyOf(bytes);
            if (known == null) {
                values.put(key, new KnownValue(copy, workspaces, forms, List.of()));
            } else if (known.is(copy)) {
                copy.close();
                return;
            } else {
                values.put(key, known.rotatedTo(copy, forms, clock.instant(), MAX_ROTATED));
                known.current().close();
                hasRotated = true;
            }
            added.addAll(forms);
            isStale = true;
        }
    }

    /** Adding is cheap; where values have rotated, some may have to leave. */
    private void compile() {
        if (!isStale) {
            return;
        }
        if (hasRotated) {
            Instant since = clock.instant().minus(keepRotated);
            patterns = PatternSet.of(
                    values.values().stream()
                            .flatMap(value -> value.forms(since))
                            .toList(),
                    wiped);
        } else {
            patterns = patterns.with(added);
        }
        added.clear();
        isStale = false;
    }

    /** The number of keys alone. */
    @Override
    public String toString() {
        return "SecretRegistry[" + values.size() + "]";
    }
}
