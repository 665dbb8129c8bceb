package dev.outloop.testkit;

import dev.outloop.action.ActionResult;
import dev.outloop.testkit.fake.Canary;

/** Where AssertJ assertions about results and canaries begin; for static import beside AssertJ's own. */
public final class OutloopAssertions {

    private OutloopAssertions() {}

    /** Begins with how a request ended. */
    public static ActionResultAssert assertThat(ActionResult actual) {
        return new ActionResultAssert(actual);
    }

    /** Begins with a planted value. */
    public static CanaryAssert assertThat(Canary actual) {
        return new CanaryAssert(actual);
    }
}
