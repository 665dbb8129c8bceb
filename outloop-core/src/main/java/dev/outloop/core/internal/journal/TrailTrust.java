package dev.outloop.core.internal.journal;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;

/**
 * What a verification goes by besides the trail itself.
 *
 * @param keys the public keys that may sign, in hexadecimal; none if those that the trail names may
 * @param checkpoints files with checkpoints that were exported
 */
public record TrailTrust(Set<String> keys, List<Path> checkpoints) {

    /** The trail alone. */
    public static final TrailTrust NONE = new TrailTrust(Set.of(), List.of());

    /** Copies both. */
    public TrailTrust {
        keys = Set.copyOf(keys);
        checkpoints = List.copyOf(checkpoints);
    }

    /**
     * Refuses what cannot have signed anything.
     *
     * @throws IllegalArgumentException if it is no public key
     */
    public static void requireKey(String key) {
        try {
            PublicKeys.parse(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no Ed25519 public key of 64 lower-case hexadecimal digits", e);
        }
    }

    /** Whether the key may sign, where others are named as the trail's. */
    boolean trusts(String key, Set<String> named) {
        return keys.isEmpty() ? named.contains(key) : keys.contains(key);
    }
}
