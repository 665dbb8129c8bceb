package dev.outloop.core.internal.config;

import dev.outloop.core.internal.detect.Rule;
import java.nio.file.Path;
import java.util.List;

/**
 * What is looked for beside known secrets.
 *
 * @param mode what happens with what is found
 * @param hostRules rules beside the built-in ones, or in place of those with the same id
 * @param files where they were read
 */
public record ConfiguredRedaction(Mode mode, List<Rule> hostRules, List<Path> files) {

    /** The built-in rules, each as it says itself. */
    public static final ConfiguredRedaction DEFAULT = new ConfiguredRedaction(Mode.REDACT, List.of(), List.of());

    /** What happens with what is found. */
    public enum Mode {
        /** Each rule cuts or counts as it says itself. */
        REDACT,
        /** All rules count. */
        COUNT,
        /** Nothing is looked for. */
        OFF
    }

    /** The lists are copied. */
    public ConfiguredRedaction {
        hostRules = List.copyOf(hostRules);
        files = List.copyOf(files);
    }
}
