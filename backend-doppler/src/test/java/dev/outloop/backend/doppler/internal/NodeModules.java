package dev.outloop.backend.doppler.internal;

import dev.outloop.testkit.Counterparts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The folder with the packages of npm that tests run against, named by the environment. */
final class NodeModules {

    private static final String VARIABLE = "OUTLOOP_NODE_MODULES";

    private NodeModules() {}

    /** The file in it; skips the test where it is missing, or fails it where counterparts are required. */
    static Path require(String file) {
        Map<String, String> environment = System.getenv();
        String folder = environment.get(VARIABLE);
        if (folder == null || !Files.exists(Path.of(folder, file))) {
            throw Counterparts.in(environment)
                    .missing("this test needs " + file + " in the folder that " + VARIABLE + " names");
        }
        return Path.of(folder, file).toAbsolutePath();
    }
}
