package dev.outloop.core.internal.state;

import dev.outloop.core.internal.disk.DiskFolder;
import dev.outloop.core.internal.disk.Folder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder of what has to survive a restart, which one broker at a time has. Thread-safe.
 *
 * <p>The folder and its files are their owner's alone. The folder may be reached through links; nothing in it may be one.
 */
public final class StateFolder implements AutoCloseable {

    static final String LOCK_NAME = "state.lock";

    /** A broker that is just being closed lets go within this time. */
    private static final Duration WAIT_FOR_OTHERS = Duration.ofSeconds(3);

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final Folder folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, FileStateLog> logs = new HashMap<>();
    private boolean closed;

    private StateFolder(Folder folder) {
        this.folder = folder;
    }

    /**
     * Opens a folder, which is made if it is missing.
     *
     * @throws IOException if another broker has it and does not let go of it soon, or if others than its owner may use it
     */
    public static StateFolder open(Path path) throws IOException {
        return open(path, WAIT_FOR_OTHERS);
    }

    static StateFolder open(Path path, Duration waitForOthers) throws IOException {
        DiskFolder folder = DiskFolder.openWithin(path, LOCK_NAME, "the state", waitForOthers);
        boolean opened = false;
        try {
            folder.requireOwnersAlone();
            folder.requireOwnerOnly(LOCK_NAME);
            opened = true;
            return new StateFolder(folder);
        } finally {
            if (!opened) {
                folder.close();
            }
        }
    }

    /** Takes over a folder that is open. */
    public static StateFolder of(Folder folder) {
        return new StateFolder(folder);
    }

    /**
     * Opens a log, which is empty if it is missing. One that has failed may be opened anew, which closes it.
     *
     * @param name lower-case letters, digits and hyphens
     * @throws IOException if it is damaged, or cannot be read and written
     * @throws IllegalStateException if it is open already
     */
    public StateLog log(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a log has a name of lower-case letters, digits and hyphens");
        }
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the state in " + folder.name() + " is closed");
            }
            closeFailed(logs.get(name));
            FileStateLog log = FileStateLog.open(folder, name);
            logs.put(name, log);
            return log;
        } finally {
            lock.unlock();
        }
    }

    private static void closeFailed(@Nullable FileStateLog before) {
        if (before != null && before.isUsable()) {
            throw new IllegalStateException("the log is open already");
        }
        if (before != null) {
            before.close();
        }
    }

    /** Closes all logs and lets others have the folder. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                logs.values().forEach(FileStateLog::close);
                folder.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
