package dev.outloop.core.internal.approve;

import dev.outloop.core.internal.state.StateLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A log that ends with its process, where nothing is kept on disk: what was approved is then asked again. Thread-safe. */
public final class UnkeptLog implements StateLog {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> lines = new ArrayList<>();

    @Override
    public List<String> read() {
        lock.lock();
        try {
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(String line) {
        lock.lock();
        try {
            lines.add(line);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void force() {}

    @Override
    public long size() {
        lock.lock();
        try {
            return lines.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void replace(List<String> all) {
        lock.lock();
        try {
            lines.clear();
            lines.addAll(all);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {}
}
