package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outloop.core.internal.config.RuleFile;
import dev.outloop.core.internal.detect.Detectors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionConfigTest {

    private static final String RULES = """
            version: 1
            rules:
              - { id: acme-token, provider: acme, source: handbook, date: 2026-11-24, keywords: [acme_],
                  pattern: "[a-z0-9]{8}", entropy: 1.5 }
            """;

    private static final byte[] ACME = " acme_qw12er34 ".getBytes(StandardCharsets.UTF_8);
    private static final byte[] GITHUB =
            (" ghp" + "_" + "a1B2c3D4e5F6".repeat(3) + " ").getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @BeforeEach
    void writeRules() throws Exception {
        write("my-rules.yaml", RULES);
    }

    private Path write(String name, String text) throws Exception {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return file;
    }

    private BrokerConfig parse(String redaction) throws ConfigException {
        return BrokerConfig.parse(Sources.design() + redaction + "\n", directory);
    }

    private List<String> problems(String redaction) {
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> parse(redaction));
        assertThat(refused).as("%s was taken", redaction).isNotNull();
        return refused.problems().stream().map(ConfigProblem::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "redaction: {}", "redaction: { detectors: redact }", "redaction: { rules: [] }"})
    void cutsByDefaultWhatTheBuiltInRulesFind(String redaction) throws Exception {
        Detectors detectors = parse(redaction).redaction().detectors().orElseThrow();

        assertThat(detectors.find(GITHUB)).isTrue();
        assertThat(detectors.find(ACME)).isFalse();
        assertThat(detectors.cuts("detected:github-token")).isTrue();
        assertThat(detectors.cuts("detected:aws-access-key-id")).isFalse();
    }

    @Test
    void onlyCountsWhereItSaysSo() throws Exception {
        Detectors detectors = parse("redaction: { detectors: count, rules: [my-rules.yaml] }")
                .redaction()
                .detectors()
                .orElseThrow();

        assertThat(detectors.find(ACME)).isTrue();
        assertThat(detectors.cuts("detected:github-token")).isFalse();
        assertThat(detectors.cuts("detected:acme-token")).isFalse();
    }

    @Test
    void looksForNothingWhereItSaysSo() throws Exception {
        assertThat(parse("redaction: { detectors: off }").redaction().detectors())
                .isEmpty();
        assertThat(parse("redaction: { detectors: \"off\" }").redaction().detectors())
                .isEmpty();
    }

    @Test
    void takesRulesOfTheHost() throws Exception {
        BrokerConfig config = parse("redaction: { rules: [my-rules.yaml] }");
        Detectors detectors = config.redaction().detectors().orElseThrow();

        assertThat(detectors.find(ACME)).isTrue();
        assertThat(detectors.find(GITHUB)).isTrue();
        assertThat(detectors.cuts("detected:acme-token")).isTrue();
        assertThat(config.redaction()).hasToString("Redaction[REDACT, 1 rules of the host]");
    }

    @Test
    void aRuleOfTheHostTakesThePlaceOfABuiltInOne() throws Exception {
        write("my-rules.yaml", RULES.replace("acme-token", "github-token"));
        Detectors detectors = parse("redaction: { rules: [my-rules.yaml] }")
                .redaction()
                .detectors()
                .orElseThrow();

        assertThat(detectors.find(ACME)).isTrue();
        assertThat(detectors.find(GITHUB)).isFalse();
        assertThat(detectors).hasToString("Detectors[" + RuleFile.builtIn().size() + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redaction: 1", "redaction: { detectors: on }", "redaction: { detectors: [] }"})
    void refusesAnotherMode(String redaction) {
        assertThat(problems(redaction)).hasSize(1).first().asString().contains("redaction");
    }

    @Test
    void refusesAnUnknownKey() {
        assertThat(problems("redaction: { detector: off }"))
                .hasSize(1)
                .first()
                .asString()
                .contains("not known here; did you mean \"detectors\"?");
    }

    @Test
    void namesFileLineAndKeyOfWhatIsWrongInAFileOfRules() throws Exception {
        write("my-rules.yaml", RULES.replace("entropy: 1.5", "entropy: much").replace("id: acme-token", "id: Acme"));

        assertThat(problems("redaction: { rules: [my-rules.yaml] }"))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("redaction.rules[0]: my-rules.yaml:4:")
                        .contains(" rules[0].entropy: expected bits a byte"))
                .anySatisfy(problem ->
                        assertThat(problem).contains("my-rules.yaml:3:").contains("rules[0].id"));
    }

    @Test
    void doesNotRepeatAFileThatIsNotThere() {
        assertThat(problems("redaction: { rules: [canary-7d1f0a.yaml, \".\"] }"))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).doesNotContain("7d1f0a"))
                .anySatisfy(problem -> assertThat(problem).contains("there is no such file"))
                .anySatisfy(problem -> assertThat(problem).contains("cannot be read"));
    }

    @Test
    void refusesTwoFilesWithARuleOfOneId() throws Exception {
        write("more/rules.yaml", RULES);

        assertThat(problems("redaction: { rules: [my-rules.yaml, more/rules.yaml] }"))
                .hasSize(1)
                .first()
                .asString()
                .contains("redaction.rules[1]");
    }

    @Test
    void refusesMoreThanSixteenFiles() {
        assertThat(problems("redaction: { rules: [" + "my-rules.yaml, ".repeat(17) + "] }"))
                .hasSize(1)
                .first()
                .asString()
                .contains("redaction.rules: expected at most 16 files of rules");
    }

    @Test
    void refusesAFileOfRulesThatAnAgentCouldWrite() throws Exception {
        Path rules = write("clients/acme/rules.yaml", RULES);
        Path config = write("outloop.yaml", Sources.design() + "redaction: { rules: [clients/acme/rules.yaml] }\n");

        assertThat(catchThrowableOfType(ConfigException.class, () -> BrokerConfig.load(config)))
                .hasMessageContaining("a file of rules lies in the folder of the workspace acme");

        Files.setPosixFilePermissions(rules, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(problems("redaction: { rules: [clients/acme/rules.yaml] }"))
                .first()
                .asString()
                .contains("others may write this file");
    }

    @Test
    void isBuiltFromJavaToo() throws Exception {
        Path file = directory.resolve("my-rules.yaml");

        assertThat(BrokerConfig.builder(directory)
                        .build()
                        .redaction()
                        .detectors()
                        .orElseThrow()
                        .find(GITHUB))
                .isTrue();
        assertThat(BrokerConfig.builder(directory)
                        .redaction(Redaction.withoutDetectors())
                        .build()
                        .redaction()
                        .detectors())
                .isEmpty();
        assertThat(Redaction.counting()
                        .withRules(file)
                        .detectors()
                        .orElseThrow()
                        .cuts("detected:acme-token"))
                .isFalse();
        Detectors detectors = Redaction.cutting().withRules(file).detectors().orElseThrow();
        assertThat(detectors.find(ACME)).isTrue();
        assertThat(detectors.cuts("detected:acme-token")).isTrue();
        assertThat(catchThrowableOfType(
                        ConfigException.class, () -> Redaction.cutting().withRules(directory.resolve("none.yaml"))))
                .hasMessageContaining("there is no such file");
    }
}
