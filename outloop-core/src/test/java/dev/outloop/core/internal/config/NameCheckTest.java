package dev.outloop.core.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameCheckTest {

    private static final String YAML = """
            version: 1
            vaults: { local: { backend: keystore, path: vault.p12 } }
            services:
              files: { url: "https://api.example.com", credential: bearer, actions: { get: { method: GET, path: /get } } }
            workspaces:
              FIRST: { tenant: TENANT }
              SECOND: { tenant: OTHER }
            access:
              - { alias: ALIAS, service: files, secret: "local:key", actions: ["*"], workspaces: { FIRST: {} } }
              - { alias: THIRD, service: files, secret: "local:key", actions: ["*"], workspaces: { SECOND: {} } }
            """;

    private static List<Problem> problems(
            String first, String second, String tenant, String other, String alias, String third) {
        String yaml = YAML.replace("FIRST", first)
                .replace("SECOND", second)
                .replace("TENANT", tenant)
                .replace("OTHER", other)
                .replace("ALIAS", alias)
                .replace("THIRD", third);
        return new ConfigReader(pattern -> text -> true)
                .read(yaml, Path.of("/here"))
                .problems();
    }

    @ParameterizedTest
    @CsvSource({
        "acme-1, acme-l",
        "client-i, client-1",
        "mail, mall",
        "shop-0, shop-o",
        "modern, modem",
        "vvest, west",
        "cloud, doud",
        "c1oud, doud",
        "a--b, a-b",
        "a---b, a--b",
        "rnail, mal1"
    })
    void namesThatLookAlikeAreRefusedTogether(String one, String other) {
        assertThat(problems(one, other, "one", "two", "three", "four"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.key()).isEqualTo("workspaces." + other);
                    assertThat(problem.line()).isEqualTo(7);
                    assertThat(problem.sentence()).contains(one + " and " + other);
                });
        assertThat(problems("a", "b", one, other, "three", "four"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.key()).isEqualTo("workspaces.b.tenant"));
        assertThat(problems("a", "b", "one", "two", one, other))
                .singleElement()
                .satisfies(problem -> assertThat(problem.key()).isEqualTo("access[1].alias"));
    }

    @ParameterizedTest
    @CsvSource({"acme, globex", "client-1, client-2", "a, b", "team-10, team-11", "acme, acme-uk", "modern, moderns"})
    void othersAreTaken(String one, String other) {
        assertThat(problems(one, other, one, other, one, other)).isEmpty();
    }

    /** One tenant may have several workspaces, several may have an alias, and a workspace may be named as its tenant. */
    @Test
    void theSameNameIsNoConfusion() {
        assertThat(problems("acme-1", "b", "acme-l", "acme-l", "crm", "crm")).isEmpty();
    }
}
