package dev.outloop.core.internal.journal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a trail in memory. */
record MemoryFiles(Map<String, byte[]> files) implements TrailFiles {

    @Override
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    @Override
    public long size(String name) throws IOException {
        return bytes(name).length;
    }

    @Override
    public InputStream open(String name) throws IOException {
        return new ByteArrayInputStream(bytes(name));
    }

    private byte[] bytes(String name) throws IOException {
        return Optional.ofNullable(files.get(name)).orElseThrow(() -> new NoSuchFileException(name));
    }
}
