package dev.outloop.backend.doppler.internal;

import dev.outloop.secret.Secret;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of a config as they were downloaded last, overwritten when others take their place. Thread-safe. */
final class Snapshot implements AutoCloseable {

    private Map<String, Secret> values = Map.of();
    private @Nullable String tag;
    private boolean closed;

    /** The server's mark of these values (RFC 9110, section 8.8.3); empty if there are none, or none with a mark. */
    synchronized Optional<String> tag() {
        return Optional.ofNullable(tag);
    }

    /** A copy of the value of that name, which the caller closes. */
    synchronized Optional<Secret> copyOf(String name) {
        return Optional.ofNullable(values.get(name)).map(Secret::copy);
    }

    /** Puts these values in place of those it has, and takes them over. */
    synchronized void replace(@Nullable String newTag, Map<String, Secret> newValues) {
        wipe(values);
        if (closed) {
            wipe(newValues);
            return;
        }
        values = newValues;
        tag = newTag;
    }

    /** Forgets everything. */
    void clear() {
        replace(null, Map.of());
    }

    /** Forgets everything and takes nothing any more. */
    @Override
    public synchronized void close() {
        clear();
        closed = true;
    }

    @Override
    public String toString() {
        return "Snapshot[redacted]";
    }

    private static void wipe(Map<String, Secret> secrets) {
        secrets.values().forEach(Secret::close);
    }
}
