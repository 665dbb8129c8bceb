package dev.outloop.core;

import dev.outloop.testkit.net.Reply;
import java.util.function.Supplier;

/** What becomes of a stream under an access that a reload leaves as it is, and how many connections were made in all. */
public final class KeptStream implements Supplier<String> {

    @Override
    public String get() {
        try (ReloadRig rig = StreamedThroughReload.open()) {
            String told = new StreamedThroughReload().run(rig, "kept", () -> StreamedThroughReload.changeOther(rig));
            rig.server.answer(Reply.status(200, "next"));
            String next = ReloadRig.told(rig.perform("kept", "2"));
            return told + ", " + next + ", connections " + rig.server.connections();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
