package dev.outloop.core.internal.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.config.RuleFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** How often the rules find something where nothing secret is. The numbers stand in the README of this module. */
class FalseFindingsTest {

    private static final long SEED = Long.getLong("outloop.seed", 20261124);
    private static final int BYTES = 2 * 1024 * 1024;

    private final Detectors detectors = Detectors.of(RuleFile.builtIn());

    @Test
    void areNoneInJson(TestReporter reporter) {
        assertThat(findings("JSON", new Corpus(SEED).json(BYTES), reporter)).isEmpty();
    }

    @Test
    void areNoneInLogs(TestReporter reporter) {
        assertThat(findings("logs", new Corpus(SEED).log(BYTES), reporter)).isEmpty();
    }

    @Test
    void areNoneInHtml(TestReporter reporter) {
        assertThat(findings("HTML", new Corpus(SEED).html(BYTES), reporter)).isEmpty();
    }

    /** The sources of this repository, but for tests and benchmarks, which plant made-up secrets on purpose. */
    @Test
    void areNoneInSources(TestReporter reporter) throws Exception {
        StringBuilder sources = new StringBuilder();
        int files = 0;
        try (Stream<Path> paths = Files.walk(root())) {
            for (Path path : paths.filter(FalseFindingsTest::isSource).sorted().toList()) {
                sources.append(Files.readString(path)).append('\n');
                files++;
            }
        }
        assertThat(files).isGreaterThan(200);
        assertThat(findings("sources", sources.toString(), reporter)).isEmpty();
    }

    private List<String> findings(String name, String text, TestReporter reporter) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> found = new ArrayList<>();
        for (Scans.Span span : Scans.inChunks(detectors, bytes, 8192).spans()) {
            int from = Math.max(0, span.from() - 20);
            found.add(span.kind() + " in "
                    + new String(bytes, from, Math.min(80, bytes.length - from), StandardCharsets.UTF_8));
        }
        reporter.publishEntry(name, found.size() + " findings in " + bytes.length / 1024 + " KiB, seed " + SEED);
        return found;
    }

    private static boolean isSource(Path path) {
        String name = path.toString().replace('\\', '/');
        return (name.endsWith(".java") || name.endsWith(".xml") || name.endsWith(".md"))
                && !name.contains("/src/test/")
                && !name.contains("/outloop-core/benchmarks/src/")
                && !name.contains("/testkit/")
                && !name.contains("/target/");
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("outloop-core"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
