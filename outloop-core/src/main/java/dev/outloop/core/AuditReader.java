package dev.outloop.core;

import dev.outloop.core.internal.journal.EntryContent;
import dev.outloop.core.internal.journal.EntryDamage;
import dev.outloop.core.internal.journal.EntryFilter;
import dev.outloop.core.internal.journal.ReadingExport;
import dev.outloop.core.internal.journal.ReadingHeaders;
import dev.outloop.core.internal.journal.ReadingNewest;
import dev.outloop.core.internal.journal.ReadingSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a trail; opened by {@link AuditTrail#read}. Takes no lock, changes nothing, and works beside a running broker,
 * also while that begins a file or removes old ones. Immutable; thread-safe.
 *
 * <p><b>Guarantees</b> that no entry that is there is left out or given twice, and that a line which is none, a number
 * that is missing and a file that does not go on where the one before it stopped are said ({@link AuditDamage}), never
 * passed over. What stands at the very end without its line end, as a writer leaves it for a moment and a crash for
 * longer, is simply the end. <b>Does not guarantee</b> that nobody changed what it reads: only {@link AuditTrail#verify}
 * looks at hashes and signatures. An entry may be read before it is durable; if the disk then fails, a later file with
 * the reason {@code RENEWED} goes on without it.
 */
public final class AuditReader {

    private static final long PAUSE_MILLIS = 200;

    private final Path directory;

    AuditReader(Path directory) {
        this.directory = directory;
    }

    /** Waits until something may have been written. */
    @FunctionalInterface
    public interface Pause {

        /**
         * Waits for as long as it likes.
         *
         * @return whether to go on
         * @throws InterruptedException to end as well
         */
        boolean pause() throws InterruptedException;

        /** Looks again after a fifth of a second, until the thread is interrupted. */
        static Pause standard() {
            return () -> {
                Thread.sleep(PAUSE_MILLIS);
                return true;
            };
        }
    }

    /**
     * The entries that are there now, in the order of the trail. With {@link AuditQuery.Builder#last} they are found
     * from the end backwards before this returns, and only the files that had to be read are judged.
     *
     * @throws NoSuchFileException if the directory has no trail
     * @throws IOException if it cannot be read
     */
    public AuditEntries query(AuditQuery query) throws IOException {
        if (query.last() > 0) {
            return newest(query.filter(), query.last());
        }
        return entries(ReadingSource.of(directory, query.filter()), () -> false);
    }

    /**
     * The entries that are written from now on, for as long as the pause goes on.
     *
     * @throws NoSuchFileException if the directory has no trail
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if the query asks for the last ones only
     */
    public AuditEntries follow(AuditQuery query, Pause pause) throws IOException {
        return entries(ReadingSource.fromNow(directory, unlimited(query)), pause);
    }

    /**
     * The entries behind the record with that number, and those that are written from now on.
     *
     * @param after the number of the last record that is known already; 0 for all
     * @throws NoSuchFileException if the directory has no trail
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if the query asks for the last ones only, or the number is negative
     */
    public AuditEntries follow(AuditQuery query, long after, Pause pause) throws IOException {
        if (after < 0) {
            throw new IllegalArgumentException("records have no negative numbers");
        }
        return entries(ReadingSource.after(directory, after, unlimited(query)), pause);
    }

    /**
     * Hands one client its records: JSON lines in printable ASCII.
     *
     * <pre>
     * {"export":{"v":1,"trail":ID,"tenant":T,"from":N,"to":M,"time":TIME}}    the trail held records N to M
     * {"record":{"v":1,"seq":n,...}}                                         that client's, in their order
     * {"end":{"records":COUNT,"sha256":"..."}}                               over the bytes of all lines before it
     * </pre>
     *
     * <p>The whole trail is read first, hashes included, and nothing is written if it is damaged. Only records that name
     * the tenant of a proven caller are handed over, and of them only fields that are about that client: no rule, no
     * kinds of what was cut, and {@code ALIAS_FOREIGN} reads {@code ALIAS_UNKNOWN}, because the difference says that
     * another client has such an alias. Numbers count all clients' records, so they have gaps.
     *
     * <p><b>Proves</b> to whoever receives it that nothing was lost on the way: without the last line, or with a hash
     * that does not fit, it is not whole. <b>Does not prove</b> that the records are true or complete: whoever writes
     * the file can compute that hash. It holds neither the chain nor its signatures; a record is shown to be genuine by
     * verifying the trail and finding there the record of that number.
     *
     * @param tenant the client's id, matched exactly
     * @param time when it is handed over
     * @param out not closed
     * @return how many records were written
     * @throws AuditDamage if the trail is not as it was written; nothing was written then, unless it was changed
     *     meanwhile, and in that case the last line is missing
     * @throws NoSuchFileException if the directory has no trail
     * @throws IOException if it cannot be read, or the stream failed
     */
    public long export(String tenant, Instant time, OutputStream out) throws IOException {
        try {
            return ReadingExport.write(directory, tenant, time, out);
        } catch (EntryDamage e) {
            throw new AuditDamage(directory, e);
        }
    }

    /**
     * The trail's id; empty if no file of it has a header. Nothing but headers is read.
     *
     * @throws NoSuchFileException if the directory has no trail
     */
    public String id() throws IOException {
        return new ReadingHeaders(directory).id();
    }

    /**
     * The public keys (Ed25519, RFC 8032, 64 hexadecimal digits) that the trail says it is signed with, oldest first.
     * Nothing but headers is read, and what they say is not checked.
     *
     * @throws NoSuchFileException if the directory has no trail
     */
    public List<String> publicKeys() throws IOException {
        return List.copyOf(new ReadingHeaders(directory).keys());
    }

    private AuditEntries newest(EntryFilter filter, int most) throws IOException {
        try {
            Deque<EntryContent> newest = ReadingNewest.of(directory, filter, most);
            return new AuditEntries(
                    directory,
                    new AuditEntries.Source() {
                        @Override
                        public @Nullable EntryContent next() {
                            return newest.poll();
                        }

                        @Override
                        public void close() {
                            newest.clear();
                        }
                    },
                    () -> false);
        } catch (EntryDamage e) {
            throw new AuditDamage(directory, e);
        }
    }

    private AuditEntries entries(ReadingSource source, Pause pause) {
        return new AuditEntries(
                directory,
                new AuditEntries.Source() {
                    @Override
                    public @Nullable EntryContent next() throws IOException {
                        return source.next();
                    }

                    @Override
                    public void close() throws IOException {
                        source.close();
                    }
                },
                pause);
    }

    private static EntryFilter unlimited(AuditQuery query) {
        if (query.last() > 0) {
            throw new IllegalArgumentException("who follows a trail does not ask for its last entries");
        }
        return query.filter();
    }
}
