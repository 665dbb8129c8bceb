package dev.outloop.core.internal.dispatch;

import dev.outloop.core.internal.admit.CallScope;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One call's hold on its connection. It ends once, in giving back or in hanging up, so that a call that is stopped late
 * cannot hang up on the next one. The call's thread uses it; the call's stop may come from any other.
 */
final class Hold {

    private final Connections connections;
    private final ServiceConnection connection;
    private final AtomicBoolean over = new AtomicBoolean();
    private CallScope.Handle onStop = () -> {};
    private boolean settled;

    private Hold(Connections connections, ServiceConnection connection) {
        this.connections = connections;
        this.connection = connection;
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

    ServiceConnection connection() {
        return connection;
    }

    /** The exchange is over and the connection may serve the next one. */
    void giveBack() {
        if (over.compareAndSet(false, true)) {
            settled = true;
            onStop.close();
            connection.wipe();
            connections.giveBack(connection);
        } else {
            hangUp();
        }
    }

    /** The connection serves nobody any more, which holds when this returns, whoever else is at it. */
    void hangUp() {
        if (!settled) {
            settled = true;
            over.set(true);
            onStop.close();
            connections.discard(connection);
            connection.wipe();
        }
    }

    private void abort() {
        if (over.compareAndSet(false, true)) {
            connections.discard(connection);
        }
    }
}
