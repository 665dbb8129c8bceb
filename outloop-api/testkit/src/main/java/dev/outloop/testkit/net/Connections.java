package dev.outloop.testkit.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The threads and sockets of a server, so that closing it leaves none behind. */
final class Connections {

    private static final long JOIN_MILLIS = 5_000;

    @FunctionalInterface
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    private final String name;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Connections(String name) {
        this.name = name;
    }

    /** Does the work on an own thread and closes the socket at its end. */
    void start(Socket socket, Work work) {
        sockets.add(socket);
        start(() -> {
            try {
                work.run();
            } finally {
                closeQuietly(socket);
                forget(socket);
            }
        });
    }

    /** Does the work on an own thread. */
    void start(Work work) {
        Thread thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        if (closed) {
            close();
        }
    }

    int open() {
        return sockets.size();
    }

    /** Waits until no socket is open; false if some are after that time. */
    boolean awaitNone(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (sockets) {
            while (!sockets.isEmpty()) {
                long leftMillis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (leftMillis <= 0) {
                    return false;
                }
                sockets.wait(leftMillis);
            }
            return true;
        }
    }

    void close() {
        closed = true;
        sockets.forEach(Connections::closeQuietly);
        for (Thread thread : threads) {
            if (thread != Thread.currentThread()) {
                thread.interrupt();
            }
        }
        for (Thread thread : threads) {
            if (thread != Thread.currentThread()) {
                join(thread);
            }
        }
    }

    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // It is closed or broken, which is as good.
        }
    }

    private void forget(Socket socket) {
        synchronized (sockets) {
            sockets.remove(socket);
            sockets.notifyAll();
        }
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            // The other side or close() ended the connection: tests see that in what was received.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
