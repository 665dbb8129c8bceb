package dev.outloop.core.internal.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A log that lasts as long as the broker: for what a configuration names no folder for. Thread-safe. */
public final class MemoryLog implements StateLog {

    private final List<String> lines = new ArrayList<>();
    private boolean closed;

    @Override
    public synchronized List<String> read() throws IOException {
        requireOpen();
        return List.copyOf(lines);
    }

    @Override
    public synchronized void write(String line) throws IOException {
        requireOpen();
        lines.add(line);
    }

    @Override
    public synchronized void force() throws IOException {
        requireOpen();
    }

    @Override
    public synchronized long size() {
        return lines.size();
    }

    @Override
    public synchronized void replace(List<String> others) throws IOException {
        requireOpen();
        lines.clear();
        lines.addAll(others);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the log is closed");
        }
    }
}
