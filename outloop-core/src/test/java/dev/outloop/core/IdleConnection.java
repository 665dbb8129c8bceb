package dev.outloop.core;

import static dev.outloop.core.ReloadRig.access;

import dev.outloop.testkit.net.Reply;
import java.time.Duration;
import java.util.function.Supplier;

/** How many idle connections are left of an access that was taken away. */
public final class IdleConnection implements Supplier<Integer> {

    @Override
    public Integer get() {
        try (ReloadRig rig = new ReloadRig()) {
            rig.open(rig.config(access("other", "t-2")));
            rig.server.answer(Reply.status(200, "ok"));
            rig.perform("other", "1");
            rig.reload(rig.config(access("kept", "t-1")));
            try {
                rig.server.awaitNoConnection(Duration.ofSeconds(1));
            } catch (AssertionError e) {
                // Told below.
            }
            return rig.server.openConnections();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
