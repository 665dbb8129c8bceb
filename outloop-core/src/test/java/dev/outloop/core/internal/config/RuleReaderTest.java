package dev.outloop.core.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.detect.Detectors;
import dev.outloop.core.internal.detect.Rule;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleReaderTest {

    private static final String RULE = """
            version: 1
            rules:
              - id: acme-token
                provider: acme
                source: "Acme handbook, tokens"
                date: 2026-11-24
                keywords: [acme_]
                pattern: "[a-z0-9]{8}"
                entropy: 1.5
            """;

    private static final String ALL = RULE.replace("entropy: 1.5", "entropy: 2") + """
                before: "[=]"
                after: any
                mixed: true
                any-case: true
                allow: [ab12cd34]
                mode: count
                examples: { match: ["=acme_qw12er34", "=ACME_qw12er34x"], miss: ["acme", " acme_qw12er34", "=acme_ab12cd34"] }
            """;

    private static RuleFile read(String yaml) {
        return RuleReader.read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean finds(RuleFile file, String text) {
        return Detectors.of(file.rules()).find(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsARule() {
        RuleFile file = read(RULE);

        assertThat(file.problems()).isEmpty();
        assertThat(file.rules()).hasSize(1);
        Rule rule = file.rules().get(0);
        assertThat(rule.id()).isEqualTo("acme-token");
        assertThat(rule.provider()).isEqualTo("acme");
        assertThat(rule.keywords()).containsExactly("acme_");
        assertThat(rule.anyCase()).isFalse();
        assertThat(rule.cuts()).isTrue();
        assertThat(finds(file, " acme_qw12er34 ")).isTrue();
        assertThat(finds(file, " acme_aaaaaaab ")).isFalse();
        assertThat(finds(file, " acme_ababcdcd ")).isTrue();
    }

    @Test
    void readsEverythingThatARuleMaySay() {
        RuleFile file = read(ALL);

        assertThat(file.problems()).isEmpty();
        assertThat(file.rules().get(0).cuts()).isFalse();
        assertThat(finds(file, "=Acme_qw12er34x")).isTrue();
        assertThat(finds(file, " Acme_qw12er34x")).isFalse();
        assertThat(finds(file, "=Acme_qwxyerty")).isFalse();
        assertThat(finds(file, "=Acme_ab12cd34")).isFalse();
        assertThat(read(RULE + "    until: \"END\"\n").rules().get(0).until()).isEqualTo("END");
        assertThat(read(RULE + "    mode: redact\n").rules().get(0).cuts()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    version: 1                | version: 2            | 1:10 version: expected a whole number
                    version: 1                | other: 1              | version: expected the key "version"
                    rules:                    | roules:               | rules: expected the key "rules"
                    id: acme-token            | id: Acme              | rules[0].id: expected a name
                    id: acme-token            | ids: acme             | rules[0].id: expected the key "id"
                    provider: acme            | provider: [acme]      | rules[0].provider: expected text
                    provider: acme            | vendor: acme          | rules[0].provider: expected the key
                    source:                   | sauce:                | rules[0].source: expected the key
                    date: 2026-11-24          | date: yesterday       | rules[0].date: expected a day such as
                    date: 2026-11-24          | dated: x              | rules[0].date: expected the key "date"
                    keywords: [acme_]         | keywords: acme_       | rules[0].keywords: expected a list
                    keywords: [acme_]         | keywords: []          | rules[0]: expected keywords of 3 to 64
                    keywords: [acme_]         | keywords: [ac]        | rules[0]: expected keywords of 3 to 64
                    keywords: [acme_]         | keywords: [no]        | rules[0].keywords[0]: expected text; quote it
                    pattern: "[a-z0-9]{8}"    | pattern: "[a-z"       | rules[0].pattern: expected ] at the end
                    pattern: "[a-z0-9]{8}"    | patterns: x           | rules[0].pattern: expected the key "pattern"
                    entropy: 2                | entropy: much         | rules[0].entropy: expected bits a byte
                    entropy: 2                | entropy: 8            | rules[0].entropy: expected bits a byte
                    entropy: 2                | until: END            | rules[0].entropy: expected the key "entropy"
                    after: any                | after: "[a-z]{2}"     | rules[0].after: expected one class
                    before: "[=]"             | before: "[=]x"        | rules[0].before: expected one class
                    mixed: true               | mixed: "true"         | rules[0].mixed: expected true or false
                    mode: count               | mode: off             | rules[0].mode: expected redact or count
                    allow: [ab12cd34]         | allow: [1]            | rules[0].allow[0]: expected text; quote it
                    "acme"                    | "=acme_xy12er34"      | rules[0].examples.miss[0]: expected a text in which
                    "=acme_qw12er34"          | "acme"                | rules[0].examples.match[0]: expected a text in which
                    examples: {               | examples: { hit: [],  | rules[0].examples: this key is not known here
                    mode: count               | cut: true             | rules[0]: this key is not known here
                    date: 2026-11-24          | date: &a 2026-11-24   | rules[0].date: anchors are not taken
                    provider: acme            | provider: !x acme     | rules[0].provider: tags are not taken
                    mixed: true               | after: any            | rules[0]: this key was given before
                    """)
    void saysWhereAndWhatIsWrong(String piece, String replacement, String problem) {
        assertThat(ALL).contains(piece);

        RuleFile file = read(ALL.replace(piece, replacement));

        assertThat(file.problems())
                .extracting(each -> each.line() + ":" + each.column() + " " + each.key() + ": " + each.sentence())
                .anySatisfy(each -> assertThat(each).contains(problem));
    }

    @Test
    void saysEverythingAtOnceAndRepeatsNothing() {
        String canary = "canary7d1f0a93b2";
        RuleFile file = read(RULE.replace("acme-token", "\"" + canary + " x\"")
                        .replace("2026-11-24", canary)
                        .replace("[a-z0-9]{8}", canary + "(")
                        .replace("1.5", canary)
                        .replace("[acme_]", "[x, " + canary + "]")
                + "    " + canary + ": 1\n");

        assertThat(file.problems()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(file.problems().toString()).doesNotContain("canary").doesNotContain("7d1f0a93b2");
        assertThat(file.rules()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "- a", "just text", "{", "version: 1\n---\nversion: 1\n", "a: *b"})
    void refusesWhatIsNoFileOfRules(String yaml) {
        assertThat(read(yaml).problems()).isNotEmpty();
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThat(RuleReader.read(new byte[] {(byte) 0xff}).problems()).hasSize(1);
        assertThat(RuleReader.read(new byte[SourceText.MAX_BYTES + 1]).problems())
                .extracting(Problem::sentence)
                .containsExactly("a configuration has at most 1 MiB");
    }

    @Test
    void boundsHowManyThereAre() {
        assertThat(read(rules(RuleReader.MAX_RULES)).rules()).hasSize(RuleReader.MAX_RULES);
        assertThat(read(rules(RuleReader.MAX_RULES + 1)).problems())
                .extracting(Problem::sentence)
                .containsExactly("expected at most 500 rules");
        assertThat(read(RULE.replace("[acme_]", "[" + keywords(RuleReader.MAX_ITEMS) + "]"))
                        .problems())
                .isEmpty();
        assertThat(read(RULE.replace("[acme_]", "[" + keywords(RuleReader.MAX_ITEMS + 1) + "]"))
                        .problems())
                .extracting(Problem::sentence)
                .contains("expected at most 64 of them");
    }

    @Test
    void wantsAnIdOnce() {
        RuleFile file = read(RULE + RULE.substring(RULE.indexOf("  - id")));

        assertThat(file.problems()).extracting(Problem::key).containsExactly("rules[1]");
        assertThat(file.rules()).hasSize(1);
    }

    @Test
    void readsTheBuiltInRules() {
        assertThat(RuleFile.builtIn()).hasSizeGreaterThan(100).isSameAs(RuleFile.builtIn());
    }

    private static String keywords(int count) {
        return IntStream.range(0, count).mapToObj(i -> "acme" + i).collect(Collectors.joining(", "));
    }

    private static String rules(int count) {
        String one = RULE.substring(RULE.indexOf("  - id"));
        return RULE.substring(0, RULE.indexOf("  - id"))
                + String.join(
                        "",
                        IntStream.range(0, count)
                                .mapToObj(i -> one.replace("acme-token", "acme-" + i))
                                .toList());
    }
}
