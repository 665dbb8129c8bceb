package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings checkpoints to their other places on a thread of its own. Nobody waits for it: what does not fit into its queue,
 * and what an outlet does not take, is logged, counted and left out. Thread-safe.
 */
final class Exporter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);
    private static final int MOST_WAITING = 1024;
    private static final String END = "";

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong failures = new AtomicLong();
    private final List<CheckpointOutlet> outlets;
    private final Duration patience;
    private final Thread thread = new Thread(this::run, "outloop-audit-export");

    Exporter(List<CheckpointOutlet> outlets, Duration patience) {
        this.outlets = List.copyOf(outlets);
        this.patience = patience;
        thread.setDaemon(true);
        if (!outlets.isEmpty()) {
            thread.start();
        }
    }

    void accept(String line) {
        if (!outlets.isEmpty() && !waiting.offer(line)) {
            failed("too many are waiting");
        }
    }

    /** How many checkpoints did not get to an outlet. */
    long failures() {
        return failures.get();
    }

    private void run() {
        try {
            for (String line = waiting.take(); !line.equals(END); line = waiting.take()) {
                for (CheckpointOutlet outlet : outlets) {
                    export(outlet, line);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void export(CheckpointOutlet outlet, String line) {
        try {
            outlet.export(line);
        } catch (IOException | RuntimeException e) {
            failed(e.getClass().getName());
        }
    }

    private void failed(String why) {
        LOG.warn("a checkpoint of the audit trail was not exported, {} so far: {}", failures.incrementAndGet(), why);
    }

    /** Gives what waits a while to get out. */
    @Override
    public void close() {
        boolean interrupted = false;
        try {
            if (waiting.offer(END, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.join(Math.max(1, patience.toMillis()));
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (thread.isAlive()) {
            failed("an outlet did not come to an end");
            thread.interrupt();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
