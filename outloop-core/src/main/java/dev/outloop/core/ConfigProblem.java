package dev.outloop.core;

import dev.outloop.core.internal.config.Problem;
import java.util.Optional;

/**
 * One thing that keeps a configuration from being used, or that it warns of. Immutable.
 *
 * <p>It says where and what was expected, never what stands there: a configuration is where a key is most easily pasted
 * by mistake.
 */
public final class ConfigProblem {

    private final Problem problem;

    ConfigProblem(Problem problem) {
        this.problem = problem;
    }

    /** The line, counted from 1; 0 if it is about the file as a whole, or about definitions from Java. */
    public int line() {
        return problem.line();
    }

    /** The column in characters, counted from 1; 0 where the line is. */
    public int column() {
        return problem.column();
    }

    /** The file in which it is, if that is not the configuration itself but a table that it names. */
    public Optional<String> file() {
        return problem.file().isEmpty() ? Optional.empty() : Optional.of(problem.file());
    }

    /** The path of keys, such as {@code access[0].alias}, or a table's column; empty for the file as a whole. */
    public String key() {
        return problem.key();
    }

    /** What was expected, or what is warned of, in a sentence. */
    public String sentence() {
        return problem.sentence();
    }

    /** {@code LINE:COLUMN KEY: SENTENCE}, without what is not known. */
    @Override
    public String toString() {
        String place = line() == 0 ? "" : line() + ":" + column() + " ";
        return place + (key().isEmpty() ? "" : key() + ": ") + sentence();
    }
}
