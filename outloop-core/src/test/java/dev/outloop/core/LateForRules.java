package dev.outloop.core;

import static dev.outloop.core.ReloadRig.access;

import java.util.function.Supplier;

/** A call that was allowed before the policy came to deny it, and enters its access, which stays, afterwards. */
public final class LateForRules implements Supplier<String> {

    @Override
    public String get() {
        return LateCall.told(rig -> {
            rig.judge = input -> ForbiddenStream.NO;
            rig.reload(rig.config(access("kept", "t-1"), access("other", "t-2")));
        });
    }
}
