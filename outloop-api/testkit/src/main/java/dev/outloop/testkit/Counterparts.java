package dev.outloop.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Programs that tests run against and that may be missing on a machine.
 *
 * <p>Where one is missing a test is skipped, unless the environment has {@value #REQUIRED} set to {@code 1}: then it
 * fails, so that a run which is meant to be complete is. Immutable.
 */
public final class Counterparts {

    /** The variable that turns skipping into failing. */
    public static final String REQUIRED = "OUTLOOP_REQUIRE_COUNTERPARTS";

    private final Map<String, String> environment;

    private Counterparts(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The counterparts as this environment has them. */
    public static Counterparts in(Map<String, String> environment) {
        return new Counterparts(Map.copyOf(environment));
    }

    /**
     * The path of the program on this process's {@code PATH}.
     *
     * @throws TestAbortedException if it is missing, which skips the test
     * @throws AssertionFailedError if it is missing where counterparts are required
     */
    public static Path require(String program) {
        return in(System.getenv()).required(program);
    }

    /**
     * The path of the program.
     *
     * @throws TestAbortedException if it is missing, which skips the test
     * @throws AssertionFailedError if it is missing where counterparts are required
     */
    public Path required(String program) {
        return find(program).orElseThrow(() -> missing("this test needs the program " + program));
    }

    /** The path of the program, if it is there and may be run. */
    public Optional<Path> find(String program) {
        String path = Objects.requireNonNullElse(environment.get("PATH"), "");
        return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** What to throw where something else than a program is missing: it skips, or fails where it must not be. */
    public RuntimeException missing(String what) {
        if ("1".equals(environment.get(REQUIRED))) {
            throw new AssertionFailedError(what + ", and " + REQUIRED + " is set");
        }
        return new TestAbortedException(what);
    }
}
