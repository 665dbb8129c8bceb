package dev.outloop.core;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Configurations for tests. */
final class Sources {

    static final Path DIRECTORY = Path.of("/home/someone/.outloop");

    private Sources() {}

    /** The example of the documentation. */
    static String design() {
        try (InputStream in = Sources.class.getResourceAsStream("design.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The example with one piece replaced, which has to be there once. */
    static String designWith(String piece, String replacement) {
        String design = design();
        int at = design.indexOf(piece);
        if (at < 0 || design.indexOf(piece, at + 1) >= 0) {
            fail("the example has this piece not exactly once: " + piece);
        }
        return design.replace(piece, replacement);
    }

    static List<ConfigProblem> problems(String yaml) {
        try {
            BrokerConfig.parse(yaml, DIRECTORY);
        } catch (ConfigException e) {
            return e.problems();
        }
        return List.of();
    }
}
