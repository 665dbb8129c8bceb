package dev.outloop.testkit.twin;

import net.bytebuddy.implementation.bind.annotation.Argument;
import net.bytebuddy.implementation.bind.annotation.Origin;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;
import org.jspecify.annotations.Nullable;

/** Stands in for a method that was taken out. Public because the twin's classes call it; not for others. */
public final class FirstArgument {

    private FirstArgument() {}

    /** Counts the call and returns the first argument. */
    @RuntimeType
    public static @Nullable Object pass(@Origin Class<?> owner, @Argument(0) @Nullable Object first) {
        TwinClassLoader.of(owner).reach();
        return first;
    }
}
