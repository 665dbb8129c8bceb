package dev.outloop.core;

import dev.outloop.core.internal.dispatch.NameResolver;

/** Lets tests of other packages say where names lead. */
public final class TestResolver {

    private TestResolver() {}

    /** The builder with this resolver. */
    public static OutloopBroker.Builder on(OutloopBroker.Builder builder, NameResolver resolver) {
        return builder.resolver(resolver);
    }
}
