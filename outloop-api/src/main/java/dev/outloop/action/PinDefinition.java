package dev.outloop.action;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that is fixed for each workspace, such as an account or a base. Immutable.
 *
 * <p>The pattern is of the same kind as in {@link ParameterDefinition} and bounds what an access may fix it to.
 */
public final class PinDefinition {

    private final String name;
    private final @Nullable String pattern;

    private PinDefinition(String name, @Nullable String pattern) {
        this.name = Objects.requireNonNull(name, "name");
        this.pattern = pattern;
    }

    /** A pin that may be any text of letters, digits and {@code ._-}. */
    public static PinDefinition of(String name) {
        return new PinDefinition(name, null);
    }

    /** A pin whose values match the pattern as a whole. */
    public static PinDefinition matching(String name, String pattern) {
        return new PinDefinition(name, Objects.requireNonNull(pattern, "pattern"));
    }

    /** The name, unique in its service, by which templates, places and accesses mean it. */
    public String name() {
        return name;
    }

    /** The pattern, if one is given. */
    public Optional<String> pattern() {
        return Optional.ofNullable(pattern);
    }

    @Override
    public String toString() {
        return name;
    }
}
