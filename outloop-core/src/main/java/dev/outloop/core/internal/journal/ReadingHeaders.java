package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.NavigableSet;
import java.util.Set;

/** What the headers of a trail say, without a look at its records. */
public final class ReadingHeaders {

    private final Path path;
    private final ReadingDirectory directory;

    /** The headers of the trail in a directory. */
    public ReadingHeaders(Path directory) {
        this.path = directory;
        this.directory = new ReadingDirectory(directory);
    }

    /**
     * The trail's id; empty if no file has a header.
     *
     * @throws NoSuchFileException if there is no trail
     */
    public String id() throws IOException {
        for (int segment : directory.existing()) {
            var header = ReadingHeader.of(directory, segment);
            if (header.isPresent()) {
                return header.get().id();
            }
        }
        return "";
    }

    /**
     * The public keys in hexadecimal, oldest first, each once; those of removed files too, as what stays of them says.
     *
     * @throws NoSuchFileException if there is no trail
     */
    public Set<String> keys() throws IOException {
        NavigableSet<Integer> existing = directory.existing();
        Set<String> keys = new LinkedHashSet<>(RemovedSegments.names(TrailFiles.in(path)));
        for (int segment : existing) {
            ReadingHeader.of(directory, segment)
                    .map(ReadingHeader::key)
                    .filter(key -> key.matches("[0-9a-f]{64}"))
                    .ifPresent(keys::add);
        }
        return keys;
    }
}
