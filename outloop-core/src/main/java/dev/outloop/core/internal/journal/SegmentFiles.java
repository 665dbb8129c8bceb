package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.disk.Folder;
import dev.outloop.core.internal.disk.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The segments in a directory. */
final class SegmentFiles {

    private SegmentFiles() {}

    /** The numbers of those that are there. */
    static NavigableSet<Long> numbers(Folder folder) throws IOException {
        NavigableSet<Long> numbers = new TreeSet<>();
        for (String name : folder.list()) {
            TrailFormat.segmentOf(name).ifPresent(numbers::add);
        }
        return numbers;
    }

    /** The header of a segment, if it has a whole one. */
    static Optional<TrailHeader> header(Folder folder, long segment) throws IOException {
        try (Storage file = folder.open(TrailFormat.segmentName(segment))) {
            return header(file);
        }
    }

    static Optional<TrailHeader> header(Storage file) throws IOException {
        byte[] start = file.readAll(0, (int) Math.min(file.size(), TrailHeader.MAX_BYTES));
        int end = 0;
        while (end < start.length && start[end] != '\n') {
            end++;
        }
        return end == start.length
                ? Optional.empty()
                : TrailLine.parse(start, 0, end)
                        .filter(line -> line.kind() == LineKind.TRAIL)
                        .flatMap(line -> TrailHeader.parse(line.object()));
    }

    /** The bytes of a file as it is now; closing the stream closes nothing. */
    static InputStream stream(Storage file, long from, long to) {
        return new InputStream() {
            private long position = from;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int most = (int) Math.min(length, to - position);
                int read = most <= 0 ? -1 : file.read(position, buffer, offset, most);
                position += Math.max(0, read);
                return read;
            }
        };
    }
}
