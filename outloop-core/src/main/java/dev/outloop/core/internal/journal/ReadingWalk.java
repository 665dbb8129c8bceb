package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.journal.ReadingFile.Found;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the lines of a trail from file to file, in memory of fixed size, while a writer may add lines, begin a
 * file and remove old ones. Takes no lock and changes nothing. Not thread-safe.
 */
final class ReadingWalk implements Closeable {

    private final ReadingDirectory directory;
    private final ReadingEnd end;
    private final ReadingLinks links;
    private final EntryLine line = new EntryLine();
    private ReadingFile file;
    private int segment;
    /** What the next file continues, if what stands behind it no longer counts. */
    private byte[] cut = {};

    private boolean drained;
    private boolean saidTail;

    private ReadingWalk(ReadingDirectory directory, ReadingEnd end, boolean hashed, int segment, ReadingFile file)
            throws IOException {
        this.directory = directory;
        this.end = end;
        this.links = new ReadingLinks(directory, hashed);
        this.segment = segment;
        this.file = file;
        lookAhead();
    }

    /**
     * Starts at the first file that is there whose number is not below the given one.
     *
     * @throws NoSuchFileException if there is none
     */
    static ReadingWalk from(Path path, int first, ReadingEnd end, boolean hashed) throws IOException {
        ReadingDirectory directory = new ReadingDirectory(path);
        while (true) {
            Integer segment = directory.existing().ceiling(first);
            if (segment == null) {
                throw new NoSuchFileException(
                        path.resolve(ReadingDirectory.name(first)).toString());
            }
            try {
                return new ReadingWalk(directory, end, hashed, segment, directory.open(segment));
            } catch (NoSuchFileException e) {
                // Removed since it was listed: look again, and say so if nothing is left.
            }
        }
    }

    /**
     * The next line that is no header, to be looked at before the next call; null if there is none now.
     *
     * @throws EntryDamage where the trail is not as a writer leaves it; the next call goes on behind that place
     */
    @Nullable
    EntryLine next() throws IOException {
        while (true) {
            Found found = isAtCut() ? Found.END : file.next(end.limit(segment));
            if (found == Found.HOLE && isTail()) {
                file.stay();
                return null;
            }
            if ((found == Found.HOLE || found == Found.UNREADABLE) && isSuperseded()) {
                file.stay();
                drained = true;
                found = Found.END;
            }
            if (found == Found.END) {
                if (!advance()) {
                    return null;
                }
            } else if (accept(found)) {
                return line;
            }
        }
    }

    /** The number of the file that the last line stands in. */
    int segment() {
        return segment;
    }

    /** Where in it the next line starts. */
    long position() {
        return file.position();
    }

    /** The number of the last record. */
    long sequence() {
        return links.sequence();
    }

    /** The hash of the last line. */
    byte[] hash() {
        return links.hash();
    }

    /** What is wrong with the last line. */
    EntryDamage damage(String what) {
        return new EntryDamage(segment, Math.max(1, file.lines()), links.sequence(), what);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Whether the line is one to hand out. */
    private boolean accept(Found found) throws IOException {
        if (found != Found.LINE || !line.moveTo(file.buffer(), file.start(), file.end())) {
            throw damage("the line is none of this format");
        }
        boolean first = file.lines() == 1;
        boolean header = line.kind() == LineKind.TRAIL;
        if (header) {
            throwIf(first ? links.header(line, segment) : Optional.of("a header stands within the file"));
            return false;
        }
        long last = links.sequence();
        Optional<String> number = links.number(line);
        if (number.isPresent()) {
            EntryDamage gap = new EntryDamage(segment, file.lines(), last, number.get());
            file.stay();
            throw gap;
        }
        throwIf(links.line(line));
        if (first) {
            throw damage("the file has no header");
        }
        return !links.isRepeated(line);
    }

    private void throwIf(Optional<String> wrong) throws EntryDamage {
        if (wrong.isPresent()) {
            throw damage(wrong.get());
        }
    }

    /** Goes from the end of a file to the next one; false if there is none now. */
    private boolean advance() throws IOException {
        Integer next = segment == end.segment() ? null : directory.segments().higher(segment);
        if (next == null) {
            requireEnded(end.isMoment() || directory.segments().higher(segment) == null);
            return false;
        }
        Optional<ReadingHeader> header = ReadingHeader.of(directory, next);
        if (header.isEmpty() && directory.segments().higher(next) == null) {
            // Its header is being written, or a crash tore it off.
            return false;
        }
        if (!drained) {
            // Before the next file was there, more may have been written here.
            drained = true;
            return true;
        }
        if (header.isEmpty() || !header.get().isRenewed()) {
            requireEnded(false);
        }
        moveTo(next);
        return true;
    }

    private void moveTo(int next) throws IOException {
        boolean gap = next != segment + 1;
        boolean removed = gap && !directory.segments().contains(segment);
        ReadingFile opened;
        try {
            opened = directory.open(next);
        } catch (NoSuchFileException e) {
            // Removed since it was listed; the next look finds the one behind it.
            return;
        }
        file.close();
        file = opened;
        int missing = segment + 1;
        segment = next;
        drained = false;
        saidTail = false;
        lookAhead();
        if (gap) {
            links.forget();
        }
        if (gap && !removed) {
            throw damage(ReadingDirectory.name(missing) + " is missing");
        }
    }

    /** A file ends with a line; behind the last one of the trail a crash leaves no more than it can tear. */
    private void requireEnded(boolean last) throws IOException {
        if (!saidTail && !isAtCut() && file.tail() > (last ? TrailFormat.MAX_UNFORCED_BYTES : 0)) {
            saidTail = true;
            throw new EntryDamage(segment, file.lines() + 1, links.sequence(), "the line has no end");
        }
    }

    private boolean isTail() throws IOException {
        boolean last = segment == end.segment() && end.isMoment()
                || directory.segments().higher(segment) == null;
        return last && file.size() - file.lineStart() <= TrailFormat.MAX_UNFORCED_BYTES;
    }

    /** Whether the next file says that the end of this one no longer counts. */
    private boolean isSuperseded() throws IOException {
        return segment != end.segment()
                && ReadingHeader.of(directory, segment + 1)
                        .filter(ReadingHeader::isRenewed)
                        .isPresent();
    }

    private boolean isAtCut() {
        return cut.length > 0 && Arrays.equals(cut, links.hash());
    }

    private void lookAhead() throws IOException {
        cut = ReadingHeader.of(directory, segment + 1)
                .filter(ReadingHeader::isRenewed)
                .map(ReadingHeader::prevHash)
                .orElse(new byte[0]);
    }
}
