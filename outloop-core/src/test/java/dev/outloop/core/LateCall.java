package dev.outloop.core;

import static dev.outloop.core.ReloadRig.access;

import dev.outloop.audit.AuditEvent;
import dev.outloop.policy.Decision;
import dev.outloop.testkit.net.Reply;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A call that is authorized under definitions which are replaced before it enters its access. */
final class LateCall {

    private LateCall() {}

    /** @return what became of it, and what it did */
    static String told(Consumer<ReloadRig> replacing) {
        try (ReloadRig rig = new ReloadRig()) {
            rig.open(rig.config(access("kept", "t-1"), access("other", "t-2")));
            rig.server.answer(Reply.status(200, "sent"));
            AtomicBoolean first = new AtomicBoolean(true);
            rig.judge = input -> {
                if (first.getAndSet(false)) {
                    replacing.accept(rig);
                }
                return Decision.none();
            };
            String told = ReloadRig.told(rig.perform("other", "1"));
            return told + ", asked " + rig.vault.leaseCalls() + ", sent "
                    + rig.server.requests().size() + ", attempts "
                    + rig.trail.records(AuditEvent.ATTEMPT).size();
        }
    }
}
