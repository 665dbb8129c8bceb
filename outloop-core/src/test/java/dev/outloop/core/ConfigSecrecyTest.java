package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A key that was pasted into a wrong place is in no message. */
class ConfigSecrecyTest {

    private static final String CANARY = "canary-sk-7d1f0a93b2";

    static Stream<String> misplaced() {
        return Stream.of(
                "version: 1",
                "backend: keystore",
                "team:  {",
                "token: \"local:connect-token\"",
                "\"http://127.0.0.1:8384\"",
                "{ header: X-API-Key }",
                "credential: bearer",
                "url: \"https://api.example.com/v0\"",
                "/rest/system/status",
                "\"app[A-Za-z0-9]{14}\"",
                "\"/{base}/{table}\"",
                "max: 64",
                "max: 255",
                "in: query",
                "acme-corp",
                "\"local:sync-key\"",
                "\"team:Clients/Airtable/credential\"",
                "alias: crm",
                "service: tables",
                "service: files",
                "[status, folder]",
                "[\"*\"]",
                "appA1B2C3D4E5F6G7",
                "audit: {");
    }

    @ParameterizedTest
    @MethodSource("misplaced")
    void isNotRepeated(String piece) {
        String value = piece.startsWith("\"") ? "\"" + CANARY + " é\"" : CANARY + " ";
        for (String yaml : new String[] {
            Sources.designWith(piece, value),
            Sources.designWith(piece, "\"" + CANARY + "\""),
            Sources.designWith(piece, "{ " + CANARY + ": " + CANARY + " }"),
            Sources.designWith(piece, "&" + CANARY + " " + CANARY),
            Sources.designWith(piece, "*" + CANARY),
            Sources.designWith(piece, "!" + CANARY + " x"),
            Sources.designWith(piece, "[" + CANARY + ", " + CANARY + ": {"),
            Sources.designWith(piece, CANARY + ": \t" + CANARY + ": x")
        }) {
            assertThat(yaml).contains(CANARY);

            ConfigException refused =
                    catchThrowableOfType(ConfigException.class, () -> BrokerConfig.parse(yaml, Sources.DIRECTORY));

            if (refused != null) {
                assertThat(refused.toString()).doesNotContain(CANARY).doesNotContain("7d1f0a93b2");
                assertThat(refused.problems().toString()).doesNotContain("7d1f0a93b2");
                assertThat(refused.getCause()).isNull();
                assertThat(refused.getSuppressed()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("misplaced")
    void isRefusedWhereItStandsAsAKeyOrAValueOfTheWrongKind(String piece) {
        String yaml = Sources.designWith(piece, "{ " + CANARY + ": " + CANARY + " }");

        assertThat(Sources.problems(yaml)).isNotEmpty();
    }
}
