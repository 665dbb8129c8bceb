package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectionHostileTest {

    private static final String BOUNDS = "more levels, or a longer text, name or number";
    private static final long LINE_BYTES = 100_000_000;

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/b", "/*/*/*"})
    void levelsAreBounded(String pointer) {
        Declared declared = Declared.include(pointer);
        for (String open : List.of("[", "{\"a\":")) {
            String close = open.equals("[") ? "]" : "}";
            String fits = open.repeat(Projection.MAX_DEPTH) + (open.equals("[") ? "" : "1") + close.repeat(64);
            assertThat(declared.run(fits).failure()).isEmpty();
            assertThat(declared.run(open + fits + close).failure()).contains(BOUNDS);
            assertThat(declared.run(open.repeat(100_000)).failure()).contains(BOUNDS);
            assertThat(declared.run(open.repeat(100_000)).text().length()).isLessThan(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"a\":\"', '\"}'",
        "'{\"b\":\"', '\"}'",
        "'{\"', '\":1}'",
        "'{\"a\":1', '}'",
        "'{\"a\":1.', '}'",
        "'{\"a\":1e', '}'",
        "'{\"a\":-', '}'"
    })
    void aLineWithoutEndIsGivenUpOnceItIsTooLong(String before, String after) throws Exception {
        assertThat(Declared.include("/a").run(before + "1".repeat(100) + after).failure())
                .isEmpty();

        ByteQueue released = new ByteQueue();
        Projection projection = new Projection(Declared.include("/a").fields(), false, released);
        byte[] head = before.getBytes(StandardCharsets.US_ASCII);
        projection.write(head, 0, head.length);
        byte[] chunk = new byte[8192];
        Arrays.fill(chunk, (byte) '1');
        long[] fed = {0};

        assertThatThrownBy(() -> {
                    for (; fed[0] < LINE_BYTES; fed[0] += chunk.length) {
                        projection.write(chunk, 0, chunk.length);
                    }
                })
                .isInstanceOf(Withheld.class)
                .hasMessageContaining(BOUNDS);
        assertThat(fed[0]).isLessThan(2L * Projection.MAX_TEXT_CHARS);
        assertThat(released.total()).isEqualTo(1);
    }

    @Test
    void spaceOfAHundredMegabytesIsNotKept() throws Exception {
        ByteQueue released = new ByteQueue();
        Projection projection = new Projection(Declared.include("/a").fields(), false, released);
        byte[] chunk = new byte[1 << 16];
        Arrays.fill(chunk, (byte) ' ');
        byte[] document = "{\"a\":1}".getBytes(StandardCharsets.US_ASCII);
        for (long fed = 0; fed < LINE_BYTES; fed += chunk.length) {
            projection.write(chunk, 0, chunk.length);
        }
        projection.write(document, 0, document.length);
        projection.end();
        assertThat(released.total()).isEqualTo(document.length);
    }

    @ParameterizedTest
    @CsvSource({"1048576, '{\"a\":\"', '\"}'", "1000, '{\"a\":', '}'", "1024, '{\"', '\":1}'"})
    void theBoundsAreTheSameAtEverySplit(int most, String before, String after) {
        Declared declared = Declared.exclude("/x");
        String fits = before + "1".repeat(most) + after;
        String tooLong = before + "1".repeat(most + 1) + after;
        byte[] bytes = tooLong.getBytes(StandardCharsets.US_ASCII);
        assertThat(declared.of(fits)).isEqualTo(fits);
        for (int split : new int[] {0, 1, 7, 999, 1000, 1003, 1004, 1030, bytes.length - 2, bytes.length - 1}) {
            Declared.Outcome outcome = declared.run(bytes, Math.min(split, bytes.length));
            assertThat(outcome.failure()).contains(BOUNDS);
            assertThat(outcome.text()).isEqualTo("{");
            assertThat(declared.run(fits.getBytes(StandardCharsets.US_ASCII), Math.min(split, fits.length())))
                    .isEqualTo(new Declared.Outcome(fits, ""));
        }
    }

    @Test
    void namesThatAreRememberedAreBounded() {
        Declared declared = Declared.exclude("/x");
        String most = members(ShownFields.MAX_NAMES);
        assertThat(declared.of("{" + most + "}")).isEqualTo("{" + most + "}");
        assertThat(declared.run("{\"y\":1," + most + "}").failure()).contains("too many fields");
        assertThat(declared.run("[{" + most + "},{\"y\":1}]").failure()).isEmpty();
        assertThat(declared.run("{\"y\":[{" + most + "}]}").failure()).contains("too many fields");
        assertThat(declared.run("{\"y\":1,\"x\":{" + most + "}}").failure()).isEmpty();
    }

    @Test
    void wildcardsDoNotMultiply() {
        // All 255 ways to follow either the name or the wildcard at eight levels, and what they lead to.
        List<String> include = new ArrayList<>();
        for (int way = 0; way < 255; way++) {
            StringBuilder pointer = new StringBuilder("/*");
            for (int level = 0; level < 8; level++) {
                pointer.append((way >> level & 1) == 0 ? "/*" : "/a");
            }
            include.add(pointer.append("/a".repeat(22)).toString());
        }
        Declared declared = Declared.of(include, List.of());
        String document = "{\"a\":".repeat(30) + "1" + "}".repeat(30);
        assertThat(declared.of("[" + String.join(",", Collections.nCopies(200, document)) + "]"))
                .isEqualTo("[" + String.join(",", Collections.nCopies(200, document)) + "]");
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"" + i + "\":0").collect(Collectors.joining(","));
    }
}
