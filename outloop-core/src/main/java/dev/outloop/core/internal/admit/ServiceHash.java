package dev.outloop.core.internal.admit;

import dev.outloop.action.ServiceDefinition;
import java.util.List;

/** Tells two definitions of a service apart by everything that they say. */
public final class ServiceHash {

    private ServiceHash() {}

    /** 64 hexadecimal digits, the same over restarts. */
    public static String of(ServiceDefinition service) {
        return DefinitionHash.ofServices(List.of(service));
    }
}
