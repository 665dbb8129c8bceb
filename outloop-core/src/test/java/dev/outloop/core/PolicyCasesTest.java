package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.testkit.fake.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCasesTest {

    private static final String CASES = """
            version: 1
            time: "2026-01-02T03:04:05Z"
            cases:
              - { name: reads, workspace: acme, runtime: codex, alias: files, action: item, parameters: { id: x, limit: 5 }, expect: allow, rule: allowed actions, limits: [] }
              - { name: over the limit, workspace: acme, runtime: codex, alias: files, action: item, parameters: { id: x, limit: 10 }, expect: deny PARAMETER_INVALID }
              - name: pays
                workspace: acme
                runtime: codex
                alias: files
                http: { method: POST, path: /t-1/pay, body: '{"amount":7,"urgent":true}' }
                expect: allow
              - { name: other account, workspace: acme, runtime: codex, alias: files, http: { method: GET, path: /t-2/x, headers: ["Accept: text/plain"] }, expect: deny PIN_MISMATCH }
              - { name: foreign, workspace: acme, runtime: codex, alias: asking, action: look, expect: deny ALIAS_FOREIGN }
              - { name: ended, workspace: acme, runtime: codex, alias: ending, action: look, time: "2026-01-02T03:05:00Z", expect: deny ACCESS_EXPIRED }
              - { name: not yet ended, workspace: acme, runtime: codex, alias: ending, action: look, expect: allow }
            """;

    @TempDir
    private Path directory;

    private static PolicyBench bench() throws ConfigException {
        return PolicyBench.of(PolicyRequests.config(9));
    }

    @Test
    void holdWhereEveryDecisionIsAsExpected() throws Exception {
        List<PolicyCaseResult> results = PolicyCases.parse(CASES, directory).run(bench(), TestClock.START);
        assertThat(results).hasSize(7);
        assertThat(results.stream().filter(result -> !result.isAsExpected())).isEmpty();
        assertThat(results.get(2).name()).isEqualTo("pays");
        assertThat(results.get(2).line()).isEqualTo(6);
    }

    @Test
    void sayWhatIsNotAsExpected() throws Exception {
        List<PolicyCaseResult> results = PolicyCases.parse("""
                version: 1
                cases:
                  - { name: a, workspace: acme, runtime: codex, alias: files, action: item, parameters: { id: x }, expect: approve }
                  - { name: b, workspace: acme, runtime: codex, alias: files, action: item, parameters: { id: x }, expect: allow, rule: readers, limits: [daily] }
                  - { name: c, workspace: acme, runtime: codex, alias: files, action: special, expect: deny READ_ONLY }
                  - { name: d, workspace: nobody, runtime: codex, alias: files, action: item, expect: deny ALIAS_UNKNOWN }
                """, directory).run(bench(), TestClock.START);
        assertThat(results).noneMatch(PolicyCaseResult::isAsExpected);
        assertThat(results.get(0).differences()).containsExactly("got allow");
        assertThat(results.get(1).differences())
                .containsExactly(
                        "expected the rule readers to decide, got allowed actions",
                        "expected the limits [daily] to be charged, got []");
        assertThat(results.get(2).differences()).containsExactly("got deny ACTION_NOT_APPROVED");
        assertThat(results.get(3).differences()).containsExactly("the configuration has no workspace nobody");
        assertThat(results.get(3).verdict()).isEmpty();
    }

    @Test
    void takeNumbersAndTruthValuesForWhatTheyAre() throws Exception {
        List<PolicyCaseResult> results = PolicyCases.parse("""
                version: 1
                cases:
                  - { name: a, workspace: acme, runtime: codex, alias: files, action: pay, parameters: { amount: 7, urgent: true }, expect: allow }
                  - { name: b, workspace: acme, runtime: codex, alias: files, action: item, parameters: { id: 7 }, expect: deny PARAMETER_INVALID }
                  - { name: c, workspace: acme, runtime: codex, alias: files, action: item, parameters: { id: "7" }, expect: allow }
                """, directory).run(bench(), TestClock.START);
        assertThat(results).allMatch(PolicyCaseResult::isAsExpected);
    }

    @Test
    void areRefusedWithEveryMistakeByLineAndKey() {
        assertThat(problems("""
                version: 2
                when: now
                time: tomorrow
                cases:
                  - { name: a, workspace: Acme, runtime: codex, alias: files, action: item, expect: allow }
                  - { name: b, runtime: codex, alias: files, action: item, parameters: { id: yes }, expect: maybe }
                  - name: c
                    workspace: acme
                    runtime: codex
                    alias: files
                    action: item
                    http: { method: GET, path: /x }
                    expect: deny
                  - { name: d, workspace: acme, runtime: codex, alias: files, http: { method: GET, path: /x, headers: [nothing], verb: GET }, expect: deny NO_SUCH_CODE }
                  - { name: d, workspace: acme, runtime: codex, alias: files, action: item, limits: daily, expect: approve }
                """))
                .containsExactly(
                        "1 version",
                        "2 ",
                        "3 time",
                        "5 cases[0].workspace",
                        "6 cases[1].workspace",
                        "6 cases[1].parameters.id",
                        "6 cases[1].expect",
                        "7 cases[2]",
                        "13 cases[2].expect",
                        "14 cases[3].http.headers[0]",
                        "14 cases[3].http",
                        "14 cases[3].expect",
                        "15 cases[4].name",
                        "15 cases[4].limits");
    }

    @Test
    void areNeverNone() throws Exception {
        assertThat(problems("version: 1\ncases: []\n")).containsExactly("2 cases");
        assertThat(problems("version: 1\n")).containsExactly("1 cases");
        assertThat(problems("")).containsExactly("1 ");
        assertThatThrownBy(() -> PolicyCases.load(directory.resolve("none.yaml")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void nameTheirConfigurationFromTheirOwnFolder() throws Exception {
        Path file = Files.writeString(directory.resolve("cases.yaml"), "config: one/outloop.yaml\n" + CASES);
        assertThat(PolicyCases.load(file).config()).contains(directory.resolve("one/outloop.yaml"));
        assertThat(PolicyCases.load(file).size()).isEqualTo(7);
        assertThat(PolicyCases.parse(CASES, directory).config()).isEmpty();
    }

    private List<String> problems(String yaml) {
        try {
            PolicyCases.parse(yaml, directory);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream()
                    .map(problem -> problem.line() + " " + problem.key())
                    .collect(Collectors.toList());
        }
    }
}
