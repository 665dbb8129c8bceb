package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.config.ConfigReader;
import dev.outloop.core.internal.config.Configuration;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the bytes, reading ends, and either gives a configuration or says what is wrong. */
@Timeout(300)
class ConfigFuzzTest {

    private static final String[] PIECES = {
        "\n",
        "\n  ",
        "\n    ",
        ": ",
        ":",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "&a ",
        "*a",
        "!!str ",
        "!x ",
        "<<",
        "? ",
        "|",
        ">",
        "'",
        "\"",
        "#",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "\t",
        "\u0000",
        "\ufeff",
        "\ud800",
        "😀",
        "~",
        "null",
        "no",
        "0x",
        "0b",
        "0o8",
        "1e999",
        "+.inf",
        ".nan",
        "=",
        "\\",
        "\\x",
        "9999999999999999999999",
        "1_0",
        "::1",
        "@",
        "`",
        "version",
        "access",
        "services",
        "pins",
        "{}",
        "[]",
        "\"*\"",
        "a: ",
        "\r",
        "\u2028"
    };

    private static long seed() {
        return Long.getLong("outloop.seed", new Random().nextLong());
    }

    private static int rounds() {
        return Boolean.getBoolean("outloop.full") ? 20_000 : 600;
    }

    @Test
    void mutatedTextsEndInAConfigurationOrInProblems() {
        long seed = seed();
        System.err.println("seed " + seed);
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < rounds(); round++) {
            StringBuilder yaml = new StringBuilder(Sources.design());
            for (int edits = 1 + random.nextInt(6); edits > 0; edits--) {
                mutate(yaml, random);
            }
            try {
                BrokerConfig.parse(yaml.toString(), Sources.DIRECTORY);
            } catch (ConfigException e) {
                refused++;
                assertThat(e.problems()).as("seed %d, round %d", seed, round).isNotEmpty();
            }
        }
        assertThat(refused).isGreaterThan(rounds() / 2);
    }

    @Test
    void mutatedBytesEndInAConfigurationOrInProblems() {
        long seed = seed();
        System.err.println("seed " + seed);
        Random random = new Random(seed);
        ConfigReader reader =
                new ConfigReader(pattern -> Pattern.compile(pattern).asMatchPredicate());
        byte[] design = Sources.design().getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int round = 0; round < rounds(); round++) {
            byte[] bytes = design.clone();
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Configuration read = reader.read(bytes, Sources.DIRECTORY);
            refused += read.problems().isEmpty() ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(rounds() / 2);
    }

    @Test
    void hugeInputsEnd() throws Exception {
        assertThat(Sources.problems("version: 1\nx: " + "[".repeat(500_000))).isNotEmpty();
        assertThat(Sources.problems("- ".repeat(500_000))).isNotEmpty();
        assertThat(Sources.problems("a: &a [*a]\n".repeat(90_000))).isNotEmpty();
        assertThat(Sources.problems("version: 1\naccess:\n" + "- {alias: a, service: b}\n".repeat(40_000)))
                .isNotEmpty();
        StringBuilder keys = new StringBuilder("version: 1\n");
        for (int i = 0; i < 100_000; i++) {
            keys.append('k').append(i).append(": 1\n");
        }
        assertThat(Sources.problems(keys.toString())).isNotEmpty();
        assertThat(Sources.problems("version: 1 #" + "x".repeat(1024 * 1024)))
                .extracting(ConfigProblem::sentence)
                .containsExactly("a configuration has at most 1 MiB");
        assertThat(BrokerConfig.parse("version: 1 #" + "x".repeat(1024 * 1024 - 12), Sources.DIRECTORY))
                .isNotNull();
    }

    private static void mutate(StringBuilder yaml, Random random) {
        int at = random.nextInt(yaml.length());
        switch (random.nextInt(4)) {
            case 0 -> yaml.insert(at, PIECES[random.nextInt(PIECES.length)]);
            case 1 -> yaml.delete(at, Math.min(yaml.length(), at + 1 + random.nextInt(12)));
            case 2 -> yaml.replace(at, at + 1, PIECES[random.nextInt(PIECES.length)]);
            default -> {
                int end = Math.min(yaml.length(), at + random.nextInt(60));
                yaml.insert(random.nextInt(yaml.length()), yaml.substring(at, end));
            }
        }
        if (yaml.length() == 0) {
            yaml.append("x");
        }
    }
}
