package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.journal.TrailReport.Kind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Follows the chain of a trail over all its segments, in memory that does not grow with them, and says what the first
 * wrong place looks like. Takes no lock; the trail is read as long as it was at the beginning, so that beside a running
 * broker at most the last line reads as torn.
 */
public final class TrailVerifier {

    private static final int ATTEMPTS = 3;

    private final TrailFiles files;
    private final TrailTrust trust;
    private final TrailProgress progress;

    private TrailVerifier(TrailFiles files, TrailTrust trust, TrailProgress progress) {
        this.files = files;
        this.trust = trust;
        this.progress = progress;
    }

    /** Verifies the trail in a directory by what it says itself. */
    public static TrailReport verify(Path directory) throws IOException {
        return verify(directory, TrailTrust.NONE, TrailProgress.NONE);
    }

    /**
     * Verifies the trail in a directory.
     *
     * @throws NoSuchFileException if there is none
     * @throws IOException if it cannot be read, or an exported file cannot
     */
    public static TrailReport verify(Path directory, TrailTrust trust, TrailProgress progress) throws IOException {
        return verify(TrailFiles.in(directory), trust, progress);
    }

    static TrailReport verify(TrailFiles files, TrailTrust trust, TrailProgress progress) throws IOException {
        TrailVerifier verifier = new TrailVerifier(files, trust, progress);
        for (int attempt = 1; ; attempt++) {
            try {
                return verifier.report();
            } catch (NoSuchFileException e) {
                // A running broker may have removed an old segment since the files were listed.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private TrailReport report() throws IOException {
        List<SegmentSnapshot> segments = SegmentSnapshot.all(files);
        if (segments.isEmpty() && !files.names().contains(TrailFormat.REMOVED_NAME)) {
            throw new NoSuchFileException(TrailFormat.FILE_NAME);
        }
        ChainWalk walk = new ChainWalk(segments, trust, progress);
        try {
            RemovedSegments removed = RemovedSegments.read(files, segments, trust);
            if (segments.isEmpty()) {
                throw Spoiled.at(TrailFormat.segmentName(removed.count() + 1), 1, removed.lastSequence() + 1, Kind.CUT);
            }
            walk.run(removed, new ExportedCheckpoints(trust, segments, id(segments, removed)));
            return walk.report(null);
        } catch (Spoiled e) {
            return walk.report(e.wrong());
        }
    }

    private static String id(List<SegmentSnapshot> segments, RemovedSegments removed) {
        TrailHeader header = segments.get(0).header();
        return header == null ? removed.trail() : header.id();
    }
}
