package dev.outloop.core;

import static dev.outloop.core.ReloadRig.access;

import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Decision;
import java.util.function.Supplier;

/** What becomes of a stream under an access that stays, while the policy comes to deny it with a reload. */
public final class ForbiddenStream implements Supplier<String> {

    static final Decision NO = Decision.deny("test", ErrorCode.POLICY_DENIED, "not any more");

    @Override
    public String get() {
        try (ReloadRig rig = StreamedThroughReload.open()) {
            return new StreamedThroughReload().run(rig, "kept", () -> {
                rig.judge = input -> NO;
                rig.reload(rig.config(access("kept", "t-1"), access("other", "t-2")));
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
