package dev.outloop.testkit.twin;

import net.bytebuddy.implementation.bind.annotation.Origin;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;
import net.bytebuddy.implementation.bind.annotation.StubValue;
import org.jspecify.annotations.Nullable;

/** Stands in for a method that was taken out. Public because the twin's classes call it; not for others. */
public final class Stub {

    private Stub() {}

    /** Counts the call and returns nothing, false, zero or null. */
    @RuntimeType
    public static @Nullable Object stub(@Origin Class<?> owner, @StubValue @Nullable Object nothing) {
        TwinClassLoader.of(owner).reach();
        return nothing;
    }
}
