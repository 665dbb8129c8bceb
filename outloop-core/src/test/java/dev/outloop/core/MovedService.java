package dev.outloop.core;

import static dev.outloop.core.ReloadRig.access;

import dev.outloop.testkit.net.Reply;
import java.util.function.Supplier;

/** What becomes of a call once its service has moved to another origin, and who was asked for it. */
public final class MovedService implements Supplier<String> {

    @Override
    public String get() {
        try (ReloadRig rig = new ReloadRig()) {
            rig.server.answer(Reply.status(200, "before"));
            rig.elsewhere.answer(Reply.status(200, "after"));
            rig.open(rig.config(access("kept", "t-1")));
            String before = ReloadRig.told(rig.perform("kept", "1"));
            rig.reload(rig.moved(access("kept", "t-1")));
            String after = ReloadRig.told(rig.perform("kept", "2"));
            return before + ", " + after + ", asked " + rig.vault.leaseCalls() + ", sent elsewhere "
                    + rig.elsewhere.requests().size();
        }
    }
}
