package dev.outloop.core;

import java.util.function.Supplier;

/** What becomes of a stream under an access that a reload changes. */
public final class ChangedStream implements Supplier<String> {

    @Override
    public String get() {
        try (ReloadRig rig = StreamedThroughReload.open()) {
            return new StreamedThroughReload().run(rig, "other", () -> StreamedThroughReload.changeOther(rig));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
