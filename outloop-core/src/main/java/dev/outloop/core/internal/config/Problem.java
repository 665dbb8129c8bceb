package dev.outloop.core.internal.config;

import java.util.Comparator;

/**
 * One thing that keeps a configuration from being used.
 *
 * @param line counted from 1; 0 where there is no place to point at
 * @param column counted from 1, in characters; 0 where there is no place to point at
 * @param key the path of keys to it, or the name of a table's column; empty for the file as a whole
 * @param sentence what was expected; never text of the source
 * @param file the file beside the configuration in which it is; empty for the configuration itself
 */
public record Problem(int line, int column, String key, String sentence, String file) {

    static final Comparator<Problem> IN_FILE_ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::key)
            .thenComparing(Problem::sentence);

    /** A problem of the configuration itself. */
    public Problem(int line, int column, String key, String sentence) {
        this(line, column, key, sentence, "");
    }

    /** A problem of the file as a whole. */
    public static Problem ofFile(String sentence) {
        return new Problem(0, 0, "", sentence);
    }

    /** The same in a file beside the configuration. */
    Problem in(String other) {
        return new Problem(line, column, key, sentence, other);
    }
}
