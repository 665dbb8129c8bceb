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
 * <p>The directory and what is in it are created for their owner alone. A trail belongs to one broker at a time; the file
 * {@code trail.lock} keeps others out. Version 1 of {@code trail-000001.jsonl} is, in printable ASCII:
 *
 * <pre>
 * trail   = header *line
 * header  = {"trail":{"v":1,"id":"ID"},"chain":"HASH(0)"} LF
 * line    = {"record":RECORD(n),"chain":"HASH(n)"} LF
 * HASH(0) = SHA-256("dev.outloop.audit.v1:" ID)
 * HASH(n) = SHA-256(HASH(n-1) RECORD(n))
 * </pre>
 *
 * <p>ID is 32 random hexadecimal digits. A HASH is written as 64 of them, in lower case, and hashed as its 32 bytes. A
 * RECORD is the encoding of an {@link dev.outloop.audit.AuditRecord}, hashed byte by byte as it stands in the line; it
 * starts with its version and its number n, which counts from 1 without a gap.
 *
 * <p><b>Guarantees</b> what {@link AuditSink} does, over power loss too, as far as the operating system's sync reaches the
 * disk. <b>Does not guarantee</b> what {@link AuditVerification} lists.
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

    /**
     * A reader of the trail in a directory, which may not have one yet. Takes no lock, changes nothing, opens nothing
     * before it is asked.
     */
    public static AuditReader read(Path directory) {
        return new AuditReader(directory);
    }
}
