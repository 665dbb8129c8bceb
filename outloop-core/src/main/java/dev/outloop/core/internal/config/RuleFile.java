package dev.outloop.core.internal.config;

import dev.outloop.core.internal.detect.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Rules of detectors as they were read.
 *
 * @param problems what keeps them from being used; only where there are none are the rules complete
 */
public record RuleFile(List<Rule> rules, List<Problem> problems) {

    private static final String BUILT_IN = "/dev/outloop/core/internal/detect/rules.yaml";

    /** The lists are copied. */
    public RuleFile {
        rules = List.copyOf(rules);
        problems = List.copyOf(problems);
    }

    /** Reads a host's file. Never throws: what keeps it from being read is a problem. */
    public static RuleFile read(Path file) {
        List<Problem> problems = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            ConfigFile.requireOwnerWritableOnly(file, problems);
            RuleFile read = RuleReader.read(in.readNBytes(SourceText.MAX_BYTES + 1));
            problems.addAll(read.problems());
            return new RuleFile(read.rules(), problems);
        } catch (NoSuchFileException e) {
            return new RuleFile(List.of(), List.of(Problem.ofFile("there is no such file")));
        } catch (IOException | SecurityException e) {
            return new RuleFile(List.of(), List.of(Problem.ofFile("the file cannot be read; look at its permissions")));
        }
    }

    /** The rules that this library brings; read when they are first asked for. */
    public static List<Rule> builtIn() {
        return BuiltIn.RULES;
    }

    private static final class BuiltIn {
        static final List<Rule> RULES = load();

        private static List<Rule> load() {
            try (InputStream in =
                    Objects.requireNonNull(RuleFile.class.getResourceAsStream(BUILT_IN), "the built-in rules")) {
                RuleFile read = RuleReader.read(in.readAllBytes());
                if (!read.problems().isEmpty()) {
                    throw new IllegalStateException("the built-in rules: " + read.problems());
                }
                return read.rules();
            } catch (IOException e) {
                throw new IllegalStateException("the built-in rules cannot be read", e);
            }
        }
    }
}
