package dev.outloop.action;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One place of a request where the pinned value of a workspace stands, and no other may. Immutable.
 *
 * <p>In a body a place is an RFC 6901 pointer; in a form it has one segment, the field's name. Inside a parameter of type
 * {@link ParameterType#JSON} a segment {@code *} stands for every element or member at its level, and each of them is
 * judged.
 *
 * <p>Where the place is required, a broker fills it in, with the objects around it; a resource template with
 * {@code {*}} cannot be filled in and has to be given. Where it is not, a request may leave it out, and then nothing is
 * sent there.
 */
public final class PinPlace {

    private final String pin;
    private final ParameterLocation location;
    private final String wireName;
    private final ParameterType type;
    private final @Nullable ResourceTemplate template;
    private final boolean required;

    private PinPlace(
            String pin,
            ParameterLocation location,
            String wireName,
            ParameterType type,
            @Nullable ResourceTemplate template,
            boolean required) {
        this.pin = Objects.requireNonNull(pin, "pin");
        this.location = Objects.requireNonNull(location, "location");
        this.wireName = Objects.requireNonNull(wireName, "wireName");
        this.type = Objects.requireNonNull(type, "type");
        this.template = template;
        this.required = required;
    }

    /** A required place that takes the pin as text. */
    public static PinPlace of(String pin, ParameterLocation location, String wireName) {
        return new PinPlace(pin, location, wireName, ParameterType.STRING, null, true);
    }

    /** The same place with a value of another JSON type. */
    public PinPlace as(ParameterType type) {
        return new PinPlace(pin, location, wireName, type, template, required);
    }

    /** The same place with the pin inside a resource's name. */
    public PinPlace within(ResourceTemplate template) {
        return new PinPlace(pin, location, wireName, type, Objects.requireNonNull(template, "template"), required);
    }

    /** The same place, which requests may leave out. */
    public PinPlace optional() {
        return new PinPlace(pin, location, wireName, type, template, false);
    }

    /** The pin's name in its service. */
    public String pin() {
        return pin;
    }

    /** Where it stands; for {@link ParameterLocation#PATH} the template of the path names it. */
    public ParameterLocation location() {
        return location;
    }

    /** The slot, query or header name on the wire, or the pointer in a body. */
    public String wireName() {
        return wireName;
    }

    /** The JSON type of the value in a body; a string elsewhere. */
    public ParameterType type() {
        return type;
    }

    /** The resource's name in which the pin stands, where it does not stand alone. */
    public Optional<ResourceTemplate> template() {
        return Optional.ofNullable(template);
    }

    /** Whether the pin stands there in every request. */
    public boolean required() {
        return required;
    }

    /** Every pin that stands here. */
    public Set<String> pins() {
        return template == null ? Set.of(pin) : template.pins();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PinPlace that
                && pin.equals(that.pin)
                && location.equals(that.location)
                && wireName.equals(that.wireName)
                && type.equals(that.type)
                && Objects.equals(template, that.template)
                && required == that.required;
    }

    @Override
    public int hashCode() {
        return Objects.hash(pin, location, wireName, type, template, required);
    }

    @Override
    public String toString() {
        return pin + " in " + location + " " + wireName;
    }
}
