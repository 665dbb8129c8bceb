package dev.outloop.core;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration cannot be used. It has every problem that was found, one a line in its message, and no cause: those of
 * parsers quote their input.
 */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    ConfigException(String source, List<ConfigProblem> problems) {
        super(
                problems.stream()
                        .map(problem ->
                                problem.file().orElse(source) + ":" + (problem.line() == 0 ? " " : "") + problem)
                        .collect(Collectors.joining("\n")),
                null,
                false,
                true);
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the file; at least one. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
