package dev.outloop.core;

import dev.outloop.core.internal.journal.FileAuditSink;
import dev.outloop.core.internal.journal.TrailVerifier;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The trail as a file that only grows: chained JSON lines in a directory of its own.
 *
 * <p>The directory and what is in it are created for their owner alone. A trail belongs to one broker at a time.
 */
public final class AuditTrail {

    private AuditTrail() {}

    /**
     * Opens the trail in a directory, which is created if it is missing. What a crash tore off at the end is cut away, and
     * that is recorded.
     *
     * @param directory where the trail is
     * @param clock dates the record of a repair
     * @return a thread-safe sink; the broker that is given it closes it
     * @throws IOException if another broker has the trail open, it cannot be read or written, or its end is not as it was
     *     written; the message names the path
     */
    public static AuditSink open(Path directory, Clock clock) throws IOException {
        return FileAuditSink.open(directory, clock);
    }

    /**
     * Follows the whole trail from its first line; takes no lock and changes nothing. Beside a running broker the last line
     * may read as torn.
     *
     * @throws java.nio.file.NoSuchFileException if the directory has no trail
     * @throws IOException if it cannot be read
     */
    public static AuditVerification verify(Path directory) throws IOException {
        return AuditVerification.of(TrailVerifier.verify(directory));
    }
}
