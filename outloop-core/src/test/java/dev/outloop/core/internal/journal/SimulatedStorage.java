package dev.outloop.core.internal.journal;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Verifies bytes that are no file. */
final class SimulatedStorage {

    private SimulatedStorage() {}

    static TrailReport verify(byte[] file) throws IOException {
        return TrailVerifier.verify(() -> new ByteArrayInputStream(file), file.length);
    }
}
