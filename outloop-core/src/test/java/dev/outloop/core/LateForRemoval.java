package dev.outloop.core;

import static dev.outloop.core.ReloadRig.access;

import java.util.function.Supplier;

/** A call that was let in before its access was taken away, and enters it afterwards. */
public final class LateForRemoval implements Supplier<String> {

    @Override
    public String get() {
        return LateCall.told(rig -> rig.reload(rig.config(access("kept", "t-1"))));
    }
}
