package dev.outloop.action;

import java.util.Objects;

/**
 * One place of a request where the pinned value of a workspace stands, and no other may.
 *
 * @param pin the pin's name in its service
 * @param location where it stands; for {@link ParameterLocation#PATH} the template names it
 * @param wireName the slot, query or header name on the wire, or an RFC 6901 pointer for a body
 * @param type the JSON type of the value in a body; a string elsewhere
 */
public record PinPlace(String pin, ParameterLocation location, String wireName, ParameterType type) {

    /** @throws NullPointerException if anything is null */
    public PinPlace {
        Objects.requireNonNull(pin, "pin");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(wireName, "wireName");
        Objects.requireNonNull(type, "type");
    }

    /** A place that takes the pin as text. */
    public static PinPlace of(String pin, ParameterLocation location, String wireName) {
        return new PinPlace(pin, location, wireName, ParameterType.STRING);
    }
}
