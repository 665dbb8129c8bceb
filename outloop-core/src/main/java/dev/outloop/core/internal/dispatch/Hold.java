package dev.outloop.core.internal.dispatch;

import dev.outloop.core.internal.admit.CallScope;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One call's hold on its connection. It ends once, in giving back or in hanging up, so that a call that is stopped late
 * cannot hang up on the next one.
 */
final class Hold {

    private final Connections connections;
    private final AtomicReference<@Nullable ServiceConnection> held;
    private CallScope.Handle onStop = () -> {};

    private Hold(Connections connections, ServiceConnection connection) {
        this.connections = connections;
        this.held = new AtomicReference<>(connection);
    }

    /** Borrows a connection and hangs it up when the call is stopped. */
    static Hold borrow(Connections connections, CallScope scope) throws IOException {
        CallScope.Handle waking = scope.onStop(connections::wake);
        try {
            Hold hold = new Hold(connections, connections.borrow(scope));
            hold.onStop = scope.onStop(hold::abort);
            return hold;
        } finally {
            waking.close();
        }
    }

    /** The connection, while it is held. */
    ServiceConnection connection() throws IOException {
        ServiceConnection connection = held.get();
        if (connection == null) {
            throw new IOException("not held any more");
        }
        return connection;
    }

    /** The exchange is over and the connection may serve the next one. */
    void giveBack() {
        onStop.close();
        ServiceConnection connection = held.getAndSet(null);
        if (connection != null) {
            connections.giveBack(connection);
        }
    }

    /** The connection serves nobody any more. */
    void hangUp() {
        onStop.close();
        abort();
    }

    private void abort() {
        ServiceConnection connection = held.getAndSet(null);
        if (connection != null) {
            connections.discard(connection);
        }
    }
}
