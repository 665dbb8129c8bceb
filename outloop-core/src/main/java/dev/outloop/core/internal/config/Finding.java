package dev.outloop.core.internal.config;

import org.jspecify.annotations.Nullable;

/**
 * One thing in which definitions do not fit together.
 *
 * @param subject the path of keys to it, as a configuration would write it; a {@code #} and what follows tells members of
 *     a list apart and is not shown
 * @param sentence what was expected; never a value
 * @param about the definition that the subject fails to meet, if there is one; where that itself could not be read, the
 *     finding says nothing
 */
public record Finding(
        String subject, String sentence, @Nullable String about) {

    /** The path of keys without what is not shown. */
    public String key() {
        int cut = subject.indexOf('#');
        return cut < 0 ? subject : subject.substring(0, cut);
    }
}
