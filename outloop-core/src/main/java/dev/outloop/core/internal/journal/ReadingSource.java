package dev.outloop.core.internal.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The entries of a trail that are asked for, one by one. Not thread-safe. */
public final class ReadingSource implements Closeable {

    private final ReadingWalk walk;
    private final EntryFilter filter;
    private final Predicate<EntryLine> wanted;

    private ReadingSource(ReadingWalk walk, EntryFilter filter, Predicate<EntryLine> wanted) {
        this.walk = walk;
        this.filter = filter;
        this.wanted = wanted;
    }

    /**
     * All that is there now.
     *
     * @throws NoSuchFileException if there is no trail
     */
    public static ReadingSource of(Path directory, EntryFilter filter) throws IOException {
        ReadingEnd end = ReadingEnd.now(directory);
        return new ReadingSource(ReadingWalk.from(directory, 1, end, false), filter, line -> true);
    }

    /** What is in one file, up to the given end. */
    static ReadingSource of(Path directory, int segment, ReadingEnd end, EntryFilter filter) throws IOException {
        return new ReadingSource(ReadingWalk.from(directory, segment, end, false), filter, line -> true);
    }

    /**
     * What is written from now on, without an end.
     *
     * @throws NoSuchFileException if there is no trail
     */
    public static ReadingSource fromNow(Path directory, EntryFilter filter) throws IOException {
        ReadingEnd now = ReadingEnd.now(directory);
        ReadingWalk walk = ReadingWalk.from(directory, now.segment(), ReadingEnd.NONE, false);
        return new ReadingSource(walk, filter, line -> walk.segment() > now.segment() || walk.position() > now.size());
    }

    /**
     * What stands behind the record with that number, and goes on without an end.
     *
     * @throws NoSuchFileException if there is no trail
     */
    public static ReadingSource after(Path directory, long sequence, EntryFilter filter) throws IOException {
        ReadingDirectory segments = new ReadingDirectory(directory);
        int first = 1;
        for (int segment : segments.existing()) {
            long after = ReadingHeader.of(segments, segment)
                    .map(ReadingHeader::after)
                    .orElse(Long.MAX_VALUE);
            if (after <= sequence) {
                first = segment;
            }
        }
        return new ReadingSource(
                ReadingWalk.from(directory, first, ReadingEnd.NONE, false),
                filter,
                line -> line.isRecord() ? line.sequence() > sequence : line.sequence() >= sequence);
    }

    /**
     * The next entry, or null if there is none now.
     *
     * @throws EntryDamage where the trail is not as a writer leaves it; the next call goes on behind that place
     */
    public @Nullable EntryContent next() throws IOException {
        for (EntryLine line = walk.next(); line != null; line = walk.next()) {
            if (wanted.test(line) && filter.mayMatch(line)) {
                EntryContent entry = parse(line);
                if (filter.matches(entry)) {
                    return entry;
                }
            }
        }
        return null;
    }

    private EntryContent parse(EntryLine line) throws EntryDamage {
        try {
            return EntryContent.of(line);
        } catch (IllegalArgumentException e) {
            throw walk.damage("what the line holds is none of this format");
        }
    }

    @Override
    public void close() throws IOException {
        walk.close();
    }
}
