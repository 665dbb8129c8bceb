package dev.outloop.core;

import dev.outloop.core.internal.journal.EntryContent;
import dev.outloop.core.internal.journal.EntryDamage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The entries that were asked for, in the order of the trail, one by one and in memory that does not grow with it.
 *
 * <p>One thread takes them; any may close it. It holds a file open until it is closed.
 */
public final class AuditEntries implements AutoCloseable {

    private final Path directory;
    private final Source source;
    private final AuditReader.Pause pause;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean closed;

    AuditEntries(Path directory, Source source, AuditReader.Pause pause) {
        this.directory = directory;
        this.source = source;
        this.pause = pause;
    }

    /** Where they come from. */
    interface Source extends AutoCloseable {

        /** The next one, or null if there is none now. */
        @Nullable
        EntryContent next() throws IOException;

        @Override
        void close() throws IOException;
    }

    /**
     * The next entry. One that follows the trail waits for it.
     *
     * @return empty at the end of what was asked for, once this is closed, or when a pause says so or is interrupted; an
     *     interrupted thread stays interrupted
     * @throws AuditDamage where the trail is not as it was written; the next call goes on behind that place
     * @throws IOException if the trail cannot be read
     */
    public Optional<AuditEntry> next() throws IOException {
        do {
            EntryContent content = read();
            if (content != null) {
                return Optional.of(new AuditEntry(content));
            }
        } while (!closed && goesOn());
        return Optional.empty();
    }

    private @Nullable EntryContent read() throws IOException {
        lock.lock();
        try {
            return closed ? null : source.next();
        } catch (EntryDamage e) {
            throw new AuditDamage(directory, e);
        } finally {
            lock.unlock();
        }
    }

    private boolean goesOn() {
        try {
            return pause.pause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Lets go of the file; whoever waits for an entry gets none, after its pause. */
    @Override
    public void close() throws IOException {
        closed = true;
        lock.lock();
        try {
            source.close();
        } finally {
            lock.unlock();
        }
    }
}
