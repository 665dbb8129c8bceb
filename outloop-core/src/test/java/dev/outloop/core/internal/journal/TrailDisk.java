package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.disk.SimulatedDisk;
import java.io.IOException;
import java.util.Map;
import java.util.Random;

/** A simulated disk with a trail on it. */
final class TrailDisk extends SimulatedDisk {

    TrailDisk(Map<String, byte[]> content, Random random) {
        super(content, random);
    }

    TrailDisk() {
        super();
    }

    /** One segment with that content, and nothing else. */
    static TrailDisk of(byte[] segment) {
        return new TrailDisk(Map.of(TrailFormat.FILE_NAME, segment), new Random(1));
    }

    byte[] content() {
        return content(TrailFormat.FILE_NAME);
    }

    TrailReport verify() throws IOException {
        return TrailVerifier.verify(new MemoryFiles(files()), TrailTrust.NONE, TrailProgress.NONE);
    }
}
