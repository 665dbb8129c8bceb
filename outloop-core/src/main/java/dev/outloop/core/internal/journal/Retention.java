package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.disk.Folder;
import dev.outloop.core.internal.disk.Storage;
import dev.outloop.core.internal.journal.LineReader.Line;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * Removes segments, from the oldest on: first a signed stub of one is durable, then the note of it, then its file goes.
 * After a crash between these steps the rest of them is done. Not thread-safe.
 *
 * <p>The age of a segment counts from the beginning of the next one, which is no earlier than its last record.
 */
final class Retention {

    private static final int MAX_STUB_BYTES = 1024;

    private final Folder folder;
    private final TrailOptions options;
    private final TrailKeys keys;
    private long lastStubbed = -1;
    private long stubsEnd;
    private long lastNoted;

    Retention(Folder folder, TrailOptions options, TrailKeys keys) {
        this.folder = folder;
        this.options = options;
        this.keys = keys;
    }

    /** Leaves the current segment alone, and from one on that has an attempt without outcome all. */
    void removeOld(long current, long oldestOpen, Trail trail) throws IOException {
        NavigableSet<Long> numbers = SegmentFiles.numbers(folder).headSet(current, false);
        if (lastStubbed < 0) {
            lastStubbed = lastStub();
            lastNoted = numbers.isEmpty() || numbers.first() > lastStubbed ? lastStubbed : lastNote(current);
        }
        for (long number : numbers) {
            Optional<TrailHeader> header = SegmentFiles.header(folder, number);
            Optional<TrailHeader> next = nextHeader(number);
            if (header.isEmpty() || next.isEmpty() || !isDue(number, next.get(), oldestOpen, trail)) {
                return;
            }
            remove(header.get(), next.get(), trail);
        }
    }

    private Optional<TrailHeader> nextHeader(long number) throws IOException {
        try {
            return SegmentFiles.header(folder, number + 1);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private boolean isDue(long number, TrailHeader next, long oldestOpen, Trail trail) {
        if (number <= lastStubbed) {
            return true;
        }
        Duration keep = options.keep();
        return keep != null
                && Duration.between(next.time(), trail.now()).compareTo(keep) > 0
                && (oldestOpen == 0 || oldestOpen > next.after());
    }

    private void remove(TrailHeader header, TrailHeader next, Trail trail) throws IOException {
        long number = header.segment();
        String name = TrailFormat.segmentName(number);
        if (number > lastStubbed) {
            stub(TrailStub.sign(
                    keys,
                    header.id(),
                    number,
                    header.after(),
                    next.after(),
                    header.prev(),
                    next.prev(),
                    size(name),
                    header.key(),
                    trail.now()));
            lastStubbed = number;
        }
        if (number > lastNoted) {
            long last = trail.last().sequence();
            trail.note(TrailNote.removed(last, trail.now(), number, header.after() + 1, next.after(), next.prev()));
            lastNoted = number;
        }
        folder.delete(name);
        folder.force();
    }

    private long size(String name) throws IOException {
        try (Storage file = folder.open(name)) {
            return file.size();
        }
    }

    /** Overwrites what an earlier try left behind the stubs that are durable, also if it is whole. */
    private void stub(TrailStub stub) throws IOException {
        try (Storage file = openOrCreate()) {
            file.truncate(stubsEnd);
            byte[] line = stub.line();
            file.writeAll(stubsEnd, line);
            file.force();
            stubsEnd += line.length;
        }
    }

    private Storage openOrCreate() throws IOException {
        try {
            return folder.open(TrailFormat.REMOVED_NAME);
        } catch (NoSuchFileException e) {
            Storage file = folder.create(TrailFormat.REMOVED_NAME);
            folder.force();
            return file;
        }
    }

    /** The number of the segment that was stubbed last; 0 if none was. That stub is durable from here on. */
    private long lastStub() throws IOException {
        try (Storage file = folder.open(TrailFormat.REMOVED_NAME)) {
            long end = endOfStubs(file);
            long from = Math.max(0, end - MAX_STUB_BYTES);
            byte[] bytes = file.readAll(from, (int) (end - from));
            if (bytes.length == 0) {
                return 0;
            }
            int start = bytes.length - 1;
            while (start > 0 && bytes[start - 1] != '\n') {
                start--;
            }
            TrailStub stub = TrailStub.parse(Arrays.copyOfRange(bytes, start, bytes.length - 1))
                    .orElseThrow(() -> new IOException(file.name() + " is not as it was written; verify the trail"));
            // A broker that was killed may have left it to the page cache alone.
            file.force();
            stubsEnd = end;
            return stub.segment();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Where the last whole stub ends; what follows is what a crash left of one. */
    private static long endOfStubs(Storage file) throws IOException {
        long end = file.size();
        int length = (int) Math.min(end, 2L * MAX_STUB_BYTES);
        byte[] bytes = file.readAll(end - length, length);
        int whole = length;
        while (whole > 0 && !isWhole(bytes, whole)) {
            whole--;
        }
        return end - length + whole;
    }

    /** Whether a line ends there that has no hole. */
    private static boolean isWhole(byte[] bytes, int end) {
        if (bytes[end - 1] != '\n') {
            return false;
        }
        int i = end - 2;
        while (i >= 0 && bytes[i] != '\n' && bytes[i] != 0) {
            i--;
        }
        return i < 0 || bytes[i] == '\n';
    }

    /** The highest segment whose removal the last segments note; a crash leaves no older ones without. */
    private long lastNote(long current) throws IOException {
        long last = 0;
        for (long number = Math.max(1, current - 1); number <= current; number++) {
            try (Storage file = folder.open(TrailFormat.segmentName(number))) {
                LineReader lines = new LineReader(SegmentFiles.stream(file, 0, file.size()), 0);
                for (Line line = lines.next(); line != null; line = lines.next()) {
                    last = Math.max(last, removedIn(line));
                }
            } catch (NoSuchFileException e) {
                // It was removed.
            }
        }
        return last;
    }

    private static long removedIn(Line line) {
        return TrailLine.parse(line.bytes())
                .filter(found -> found.kind() == LineKind.NOTE)
                .flatMap(found -> TrailNote.parse(found.object()))
                .filter(note -> note.kind() == TrailNote.Kind.REMOVED)
                .map(TrailNote::segment)
                .orElse(0L);
    }
}
