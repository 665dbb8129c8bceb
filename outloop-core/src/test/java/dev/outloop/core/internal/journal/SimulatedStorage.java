package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.util.Map;

/** Verifies bytes that are no file. */
final class SimulatedStorage {

    private SimulatedStorage() {}

    static TrailReport verify(byte[] file) throws IOException {
        MemoryFiles files = new MemoryFiles(Map.of(TrailFormat.FILE_NAME, file));
        return TrailVerifier.verify(files, TrailTrust.NONE, TrailProgress.NONE);
    }
}
