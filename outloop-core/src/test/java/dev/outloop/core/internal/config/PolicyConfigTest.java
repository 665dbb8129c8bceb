package dev.outloop.core.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.outloop.core.internal.admit.LinearPattern;
import dev.outloop.policy.ApprovalTerms;
import dev.outloop.policy.Decision;
import dev.outloop.policy.ParameterCondition;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.PolicyRule.Subject;
import dev.outloop.policy.TimeWindow;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyConfigTest {

    private static final ConfigReader READER = new ConfigReader(pattern -> LinearPattern.compile(pattern)::matches);

    static final String CONFIG = """
            version: 1
            state: { path: state }
            vaults: { local: { backend: keystore, path: vault.p12 } }
            services:
              bank:
                url: "https://api.example.com/v0"
                credential: bearer
                actions:
                  list: { method: GET, path: /items, params: { page: { in: query, type: integer, required: false } } }
                  pay:
                    method: POST
                    path: /pay
                    params:
                      amount: { in: query, type: integer }
                      price: { in: query, type: string, pattern: "[0-9.]+" }
                      note: { in: query, type: string, max: 20 }
                      fast: { in: query, type: boolean }
              files:
                url: "https://files.example.com"
                credential: bearer
                actions: { get: { method: GET, path: /get } }
            workspaces: { acme: { tenant: acme-corp }, globex: { tenant: globex-inc } }
            access:
              - { alias: bank, service: bank, secret: "local:k", actions: ["*"], workspaces: { acme: {}, globex: {} } }
              - { alias: files, service: files, secret: "local:f", actions: [get], workspaces: { acme: {} } }
            rules:
              - { name: no-deletes, effect: deny, methods: [DELETE, POST], reason: "Deleting is for people." }
              - { name: ask-writes, effect: approve, writes: true, approval: { times: 5, within: 30m, wait: 2d } }
              - { name: first, effect: approve, aliases: [bank], approval: { first-use: true } }
              - name: big
                effect: allow
                workspaces: [acme]
                tenants: [acme-corp]
                runtimes: [codex]
                services: [bank]
                actions: [pay]
                parameters:
                  amount: { min: 100, max: 250 }
                  price: { min: "0.5" }
                  note: { in: [a, "12", 7], pattern: "[a-z0-9]*", max-chars: 4 }
                  fast: { equal: true }
                times:
                  - { days: [mon, fri], from: "08:00", to: "18:00", zone: Europe/Berlin }
                  - { days: [sun], zone: UTC }
                  - { from: 22:00, to: 06:00, zone: America/New_York }
                from: 2026-01-01T00:00:00Z
                until: "2026-12-31T00:00:00Z"
            """;

    private static Configuration read(String text) {
        return READER.read(text, Path.of("/etc/outloop"));
    }

    private static PolicyRule rule(Configuration read, String name) {
        return read.policy().rules().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsEverythingThatARuleCanSay() {
        Configuration read = read(CONFIG);

        assertThat(read.problems()).isEmpty();
        assertThat(rule(read, "no-deletes").effect()).isEqualTo(Decision.Kind.DENY);
        assertThat(rule(read, "no-deletes").named(Subject.METHOD)).containsExactlyInAnyOrder("DELETE", "POST");
        assertThat(rule(read, "no-deletes").reason()).contains("Deleting is for people.");
        assertThat(rule(read, "ask-writes").writes()).contains(true);
        assertThat(rule(read, "ask-writes").approval())
                .isEqualTo(ApprovalTerms.once().times(5, Duration.ofMinutes(30)).waiting(Duration.ofDays(2)));
        assertThat(rule(read, "first").approval())
                .isEqualTo(ApprovalTerms.once().forFirstUse());
        PolicyRule big = rule(read, "big");
        assertThat(big.effect()).isEqualTo(Decision.Kind.ALLOW);
        assertThat(big.named(Subject.WORKSPACE)).containsExactly("acme");
        assertThat(big.named(Subject.TENANT)).containsExactly("acme-corp");
        assertThat(big.named(Subject.RUNTIME)).containsExactly("codex");
        assertThat(big.named(Subject.SERVICE)).containsExactly("bank");
        assertThat(big.named(Subject.ACTION)).containsExactly("pay");
        assertThat(big.parameters())
                .containsEntry(
                        "amount",
                        ParameterCondition.builder()
                                .min(BigDecimal.valueOf(100))
                                .max(BigDecimal.valueOf(250))
                                .build())
                .containsEntry(
                        "price",
                        ParameterCondition.builder().min(new BigDecimal("0.5")).build())
                .containsEntry(
                        "note",
                        ParameterCondition.builder()
                                .oneOf("a")
                                .oneOf("12")
                                .oneOf("7")
                                .pattern("[a-z0-9]*")
                                .maxChars(4)
                                .build())
                .containsEntry("fast", ParameterCondition.equalTo("true"));
        assertThat(big.times())
                .containsExactly(
                        TimeWindow.of(
                                EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                LocalTime.of(8, 0),
                                LocalTime.of(18, 0),
                                ZoneId.of("Europe/Berlin")),
                        TimeWindow.of(Set.of(DayOfWeek.SUNDAY), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneOffset.UTC),
                        TimeWindow.of(
                                Set.of(), LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneId.of("America/New_York")));
        assertThat(big.from()).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(big.until()).contains(Instant.parse("2026-12-31T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Reading.
                "name: no-deletes    | name: No-Deletes    | 27 | rules[0].name | expected a name",
                "name: first         | name: no-deletes    | 29 | rules[2] | expected a name that no rule before it has",
                "effect: deny        | effect: dny         | 27 | rules[0].effect | did you mean \"deny\"?",
                "effect: deny, methods | methods           | 27 | rules[0].effect | expected the key",
                "[DELETE, POST]      | [DELET]             | 27 | rules[0].methods[0] | did you mean \"DELETE\"?",
                "[DELETE, POST]      | [POST, POST]        | 27 | rules[0].methods[1] | expected each once",
                "[DELETE, POST]      | []                  | 27 | rules[0].methods | expected at least one",
                "methods: [DELETE, POST] | method: [DELETE] | 27 | rules[0] | did you mean \"methods\"?",
                "writes: true        | writes: \"true\"    | 28 | rules[1].writes | expected true or false",
                "times: 5            | times: 0            | 28 | rules[1].approval.times | from 1",
                "within: 30m         | within: 30          | 28 | rules[1].approval.within | a time such as",
                "wait: 2d            | wait: 0d            | 28 | rules[1].approval.wait | a time such as",
                "first-use: true     | first-use: true, times: 2 | 29 | rules[2].approval.times | no \"times\"",
                "effect: approve, aliases | effect: allow, aliases | 29 | rules[2].approval | effect: approve",
                "[acme]              | [Acme]              | 32 | rules[3].workspaces[0] | expected a name",
                "min: 100, max: 250  | min: 300, max: 250  | 38 | rules[3].parameters.amount | of at most",
                "min: 100, max: 250  | min: 1e2            | 38 | rules[3].parameters.amount.min | expected a number",
                "min: 100, max: 250  | least: 1            | 38 | rules[3].parameters.amount | not known here",
                "{ min: 100, max: 250 } | {}               | 38 | rules[3].parameters.amount | at least one of",
                "equal: true         | equal: yes          | 41 | rules[3].parameters.fast.equal | quote it",
                "equal: true         | equal: true, in: [a] | 41 | rules[3].parameters.fast | only one of",
                "max-chars: 4        | max-chars: -1       | 40 | rules[3].parameters.note.max-chars | from 0",
                "[mon, fri]          | [monday]            | 43 | rules[3].times[0].days[0] | expected one of mon, tue",
                "[mon, fri]          | [mon, mon]          | 43 | rules[3].times[0].days[1] | each once",
                "08:00               | 8:00                | 43 | rules[3].times[0].from | a time of day",
                "18:00               | 24:00               | 43 | rules[3].times[0].to | a time of day",
                "from: 22:00, to: 06:00, | ''              | 45 | rules[3].times[2] | expected \"days\"",
                "from: 22:00, to     | to                  | 45 | rules[3].times[2].from | expected the key",
                "Europe/Berlin       | Europe/Berlim       | 43 | rules[3].times[0].zone | did you mean \"Europe/Berlin\"?",
                "zone: UTC           | zone: CET           | 44 | rules[3].times[1].zone | expected UTC or",
                "days: [sun], zone: UTC | days: [sun]      | 44 | rules[3].times[1].zone | expected the key",
                "2026-01-01T00:00:00Z | 2026-01-01         | 46 | rules[3].from | an instant",
                // Checking.
                "2026-01-01T00:00:00Z | 2026-12-31T00:00:00Z | 47 | rules[3].until | after \"from\"",
                "workspaces: [acme]  | workspaces: [acmee] | 32 | rules[3].workspaces | did you mean \"acme\"?",
                "[acme-corp]         | [acme]              | 33 | rules[3].tenants | expected the name of a tenant",
                "aliases: [bank]     | aliases: [bnk]      | 29 | rules[2].aliases | expected the name of an alias; did",
                "services: [bank]    | services: [banks]   | 35 | rules[3].services | did you mean \"bank\"?",
                "actions: [pay]      | actions: [get]      | 36 | rules[3].actions | an action of a service that",
                "amount: { min       | amout: { min        | 38 | rules[3].parameters.amout | did you mean \"amount\"?",
                "fast: { equal: true } | fast: { max: 3 }  | 41 | rules[3].parameters.fast.max | that is a number",
                "note: { in: [a, \"12\", 7] | note: { min: 1 | 40 | rules[3].parameters.note.min | that is a number",
                "equal: true         | equal: maybe        | 41 | rules[3].parameters.fast.equal | can have",
                "{ min: 100, max: 250 } | { in: [1, \"01\"] } | 38 | rules[3].parameters.amount.in | can have",
                "[a, \"12\", 7]      | [aaaaaaaaaaaaaaaaaaaaa, b] | 40 | rules[3].parameters.note.in | can have",
                "pattern: \"[a-z0-9]*\" | pattern: \"(?=a)\" | 40 | rules[3].parameters.note.pattern | look-around",
                "state: { path: state } | ''               | 29 | rules[2].effect | expected \"state:",
                "effect: deny        | effect: none        | 27 | rules[0].effect | expected \"limits\"",
                "effect: deny        | effect: deny, limits: [daily] | 27 | rules[0].limits | the name of a limit",
            })
    void saysWhatWasExpectedAndWhere(String piece, String replacement, int line, String key, String sentence) {
        String changed = CONFIG.replace(piece, replacement);
        assertThat(changed).isNotEqualTo(CONFIG);

        assertThat(read(changed).problems()).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.key()).isEqualTo(key);
            assertThat(problem.sentence()).contains(sentence);
        });
    }

    @Test
    void oneMistakeIsOneProblem() {
        assertThat(read(CONFIG.replace("tenant: acme-corp", "tenant: Acme")).problems())
                .extracting(Problem::key)
                .containsExactly("workspaces.acme.tenant");
        assertThat(read(CONFIG.replace("actions: [get], workspaces", "actions: [], workspaces"))
                        .problems())
                .extracting(Problem::key)
                .containsOnly("access[1].actions");
    }

    @Test
    void pointsAtTheRightRuleBehindOneThatCannotBeRead() {
        List<Problem> problems = read(CONFIG.replace("name: no-deletes, ", "")
                        .replace("aliases: [bank]", "aliases: [x]"))
                .problems();

        assertThat(problems).extracting(Problem::key).containsExactly("rules[0].name", "rules[2].aliases");
        assertThat(problems).extracting(Problem::line).containsExactly(27, 29);
    }

    @Test
    void warnsOfRulesThatMeetNothing() {
        assertThat(read(CONFIG).warnings()).isEmpty();
        assertThat(read(CONFIG.replace("tenants: [acme-corp]", "tenants: [globex-inc]"))
                        .warnings())
                .extracting(Problem::line, Problem::key, Problem::sentence)
                .containsExactly(tuple(30, "rules[3]", "no access has a request that this rule could apply to"));
    }
}
