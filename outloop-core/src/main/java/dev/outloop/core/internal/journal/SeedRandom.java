package dev.outloop.core.internal.journal;

import java.security.SecureRandom;
import java.util.Arrays;

/** Gives a seed out once instead of random bytes. Used by one thread. */
final class SeedRandom extends SecureRandom implements AutoCloseable {

    private static final long serialVersionUID = 1L;

    private final transient byte[] seed;
    private transient boolean taken;

    SeedRandom(byte[] seed) {
        super(null, null);
        this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
        if (taken || bytes.length != seed.length) {
            throw new IllegalStateException("this Java platform does not make a key from exactly its seed");
        }
        taken = true;
        System.arraycopy(seed, 0, bytes, 0, seed.length);
    }

    void requireTaken() {
        if (!taken) {
            throw new IllegalStateException("this Java platform did not make the key from its seed");
        }
    }

    @Override
    public void close() {
        Arrays.fill(seed, (byte) 0);
    }
}
