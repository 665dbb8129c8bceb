package dev.outloop.core.internal.config;

import dev.outloop.policy.LimitDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the limits of a policy. */
final class LimitReader {

    private LimitReader() {}

    /** The limits; where a problem was reported, whatever could be read. */
    static List<LimitDefinition> read(@Nullable Value limits) {
        return List.of();
    }
}
