package dev.outloop.core.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.outloop.core.internal.detect.Detectors;
import dev.outloop.core.internal.detect.Rule;
import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds for every input; by default for those that are kept beside this class, with the profile {@code fuzz} for those
 * that Jazzer finds.
 */
class RuleFuzzTest {

    private static final String AROUND = " {\"a\\n\": \"%s7f3Kq9Zx2Lm8Vb4Nw6Rt1Yc5Hd0Js.E-_+/=:@ é\u0000\"}\n";

    /** A file of rules. */
    @FuzzTest
    void files(byte[] input) {
        RuleFile read = RuleReader.read(input);
        for (Problem problem : read.problems()) {
            assertThat(problem.sentence()).isNotBlank();
        }
        if (read.problems().isEmpty()) {
            Detectors detectors = Detectors.of(read.rules());
            byte[] text = text(read).getBytes(StandardCharsets.UTF_8);
            for (int chunk : new int[] {text.length + 1, 7}) {
                new Bounds(text, chunk, detectors.maxPendingBytes()).scan(detectors);
            }
        }
    }

    @Test
    void theKeptFilesAreReadAndRefused() throws Exception {
        Path kept = Path.of(
                RuleFuzzTest.class.getResource("RuleFuzzTestInputs/files").toURI());
        int taken = 0;
        int refused = 0;
        try (Stream<Path> files = Files.list(kept)) {
            for (Path file : files.toList()) {
                RuleFile read = RuleReader.read(Files.readAllBytes(file));
                taken += read.problems().isEmpty() && !read.rules().isEmpty() ? 1 : 0;
                refused += read.problems().isEmpty() ? 0 : 1;
            }
        }
        assertThat(taken).isGreaterThanOrEqualTo(5);
        assertThat(refused).isGreaterThanOrEqualTo(5);
    }

    /** Every keyword, with what many secrets are made of behind it. */
    private static String text(RuleFile file) {
        StringBuilder text = new StringBuilder();
        for (Rule rule : file.rules()) {
            for (String keyword : rule.keywords()) {
                if (text.length() < 20_000) {
                    text.append(AROUND.formatted(keyword)).append(keyword);
                }
            }
        }
        return text.append("A".repeat(300)).toString();
    }

    /** Holds that spans lie within the text, in a row that opens and ends, and that little is held back. */
    private static final class Bounds implements Redactor.Spans {
        private final byte[] text;
        private final int chunk;
        private final int maxPending;
        private int size;
        private boolean open;

        Bounds(byte[] text, int chunk, int maxPending) {
            this.text = text;
            this.chunk = chunk;
            this.maxPending = maxPending;
        }

        void scan(Redactor detectors) {
            try (Redactor.Scanner scanner = detectors.open(ResponseContext.of("s", "a", 200, ""))) {
                int from = 0;
                for (int to = Math.min(chunk, text.length); ; to = Math.min(to + chunk, text.length)) {
                    size = to - from;
                    int decided = scanner.scan(ByteBuffer.wrap(text, from, size), to == text.length, this);
                    assertThat(decided).isBetween(0, size);
                    assertThat(size - decided).isLessThanOrEqualTo(maxPending);
                    from += decided;
                    if (to == text.length) {
                        assertThat(from).isEqualTo(to);
                        return;
                    }
                }
            }
        }

        @Override
        public void cut(int from, int to, String kind) {
            assertThat(from).isBetween(0, to - 1);
            assertThat(to).isLessThanOrEqualTo(size);
        }

        @Override
        public void open(int from, String kind) {
            assertThat(open).isFalse();
            assertThat(from).isBetween(0, size - 1);
            open = true;
        }

        @Override
        public void end(int to) {
            assertThat(open).isTrue();
            assertThat(to).isBetween(0, size);
            open = false;
        }
    }
}
