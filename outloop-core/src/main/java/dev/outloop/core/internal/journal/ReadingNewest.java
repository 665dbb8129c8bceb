package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Finds the newest entries, from the last file backwards, and keeps no more than were asked for. */
public final class ReadingNewest {

    private ReadingNewest() {}

    /**
     * The newest entries that are asked for.
     *
     * @param most how many at most
     * @return in the order of the trail
     * @throws NoSuchFileException if there is no trail
     * @throws EntryDamage if a file that had to be read is not as a writer leaves it
     */
    public static Deque<EntryContent> of(Path directory, EntryFilter filter, int most) throws IOException {
        ReadingEnd end = ReadingEnd.now(directory);
        ReadingDirectory segments = new ReadingDirectory(directory);
        Deque<EntryContent> newest = new ArrayDeque<>();
        Integer segment = end.segment();
        while (segment != null && newest.size() < most) {
            ReadingEnd ofSegment = segment == end.segment() ? end : ReadingEnd.of(segment);
            Deque<EntryContent> here = of(directory, segment, ofSegment, filter, most - newest.size());
            while (!here.isEmpty()) {
                newest.addFirst(here.removeLast());
            }
            segment = segments.segments().lower(segment);
        }
        return newest;
    }

    private static Deque<EntryContent> of(Path directory, int segment, ReadingEnd end, EntryFilter filter, int most)
            throws IOException {
        Deque<EntryContent> newest = new ArrayDeque<>();
        try (ReadingSource source = ReadingSource.of(directory, segment, end, filter)) {
            for (@Nullable EntryContent entry = source.next(); entry != null; entry = source.next()) {
                newest.addLast(entry);
                if (newest.size() > most) {
                    newest.removeFirst();
                }
            }
        } catch (NoSuchFileException e) {
            // Removed meanwhile, as everything before it was.
        }
        return newest;
    }
}
