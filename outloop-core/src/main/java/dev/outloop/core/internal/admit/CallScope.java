package dev.outloop.core.internal.admit;

import dev.outloop.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life of one call: its id, and the one way to stop it, whoever stops it: the caller (CANCELLED), the clock
 * (DEADLINE_EXCEEDED), or a change of its access (ACCESS_CHANGED). The first to stop it names the reason. Thread-safe.
 */
public final class CallScope {

    private final String id;
    private final List<Runnable> aborts = new ArrayList<>();
    private volatile @Nullable ErrorCode stopCode;

    /** A call that nothing has stopped yet. */
    public CallScope(String id) {
        this.id = id;
    }

    /** The call's id, under which the trail has it. */
    public String id() {
        return id;
    }

    /** Why the call has to end, once somebody stopped it. */
    public Optional<ErrorCode> stopCode() {
        return Optional.ofNullable(stopCode);
    }

    /** Ends the call; later reasons are ignored. Runs the aborts on this thread. */
    public void stop(ErrorCode reason) {
        List<Runnable> running;
        synchronized (aborts) {
            if (stopCode != null) {
                return;
            }
            stopCode = reason;
            running = List.copyOf(aborts);
            aborts.clear();
        }
        running.forEach(Runnable::run);
    }

    /** Has the abort run once when the call is stopped, at once if it was already; the handle takes it back. */
    public Handle onStop(Runnable abort) {
        synchronized (aborts) {
            if (stopCode == null) {
                aborts.add(abort);
                return () -> remove(abort);
            }
        }
        abort.run();
        return () -> {};
    }

    private void remove(Runnable abort) {
        synchronized (aborts) {
            aborts.remove(abort);
        }
    }

    /** Takes an abort back. */
    @FunctionalInterface
    public interface Handle extends AutoCloseable {
        @Override
        void close();
    }
}
