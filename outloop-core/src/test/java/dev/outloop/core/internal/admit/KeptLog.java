package dev.outloop.core.internal.admit;

import dev.outloop.core.internal.state.StateLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A log whose records outlive whoever has it open, and that can be told to take no more. */
final class KeptLog implements StateLog {

    private final List<String> written = new ArrayList<>();
    private int durable;
    private boolean failing;

    synchronized void fail(boolean fails) {
        failing = fails;
    }

    /** What a crash may take away is gone. */
    synchronized void crash() {
        written.subList(durable, written.size()).clear();
    }

    @Override
    public synchronized List<String> read() {
        return List.copyOf(written);
    }

    @Override
    public synchronized void write(String line) throws IOException {
        if (failing) {
            throw new IOException("no room");
        }
        written.add(line);
    }

    @Override
    public synchronized void force() throws IOException {
        if (failing) {
            throw new IOException("no room");
        }
        durable = written.size();
    }

    @Override
    public synchronized long size() {
        return written.size();
    }

    @Override
    public synchronized void replace(List<String> lines) throws IOException {
        if (failing) {
            throw new IOException("no room");
        }
        written.clear();
        written.addAll(lines);
        durable = written.size();
    }

    @Override
    public void close() {}
}
