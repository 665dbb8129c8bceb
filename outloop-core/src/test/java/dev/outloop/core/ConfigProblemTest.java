package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One row for each thing that a configuration can have wrong: what is changed in the example, and what is said. */
class ConfigProblemTest {

    private static final String LIST =
            "list: { method: GET, path: \"/{base}/{table}\", params: { table: { in: path, type: string, max: 255 } } }";
    private static final String GLOBEX = "globex: { pins: { base: appZ9Y8X7W6V5U4T3 } }";

    static Stream<Arguments> broken() {
        return Stream.of(
                // The text itself.
                row("version: 1", "version: 1\nversion: 1", 2, "", "given before"),
                row("tenant: acme-corp", "tenant: &a acme-corp", 19, "workspaces.acme.tenant", "anchors"),
                row("tenant: acme-corp", "tenant: *a", 19, "workspaces.acme.tenant", "aliases"),
                row("tenant: acme-corp", "tenant: !!str acme-corp", 19, "workspaces.acme.tenant", "tags"),
                row("  globex: {", "  <<: {", 20, "workspaces", "merge keys"),
                row("  globex: {", "  !t globex: {", 20, "workspaces", "tags"),
                row("  globex: {", "  &t globex: {", 20, "workspaces", "anchors"),
                row("audit: { path: audit }", "---\nversion: 1", 29, "", "one document"),
                row("audit: { path: audit }", "audit: { path: audit", 29, "", "not YAML"),
                row("audit: { path: audit }", "audit: { path: \"a\u0007\" }", 28, "", "visible characters"),
                row("audit: { path: audit }", "audit: { path: \"a\u202e\" }", 28, "", "visible characters"),
                row("audit: { path: audit }", "audit: " + "[".repeat(40) + "]".repeat(40), 28, "", "nested"),
                row("audit: { path: audit }", "audits: { path: audit }", 28, "", "did you mean \"audit\"?"),
                // The trail.
                row("audit: { path: audit }", "audit: { key: \"local:k\" }", 28, "audit.path", "\"path\""),
                row("path: audit }", "path: audit, key: \"nowhere:k\" }", 28, "audit.key", "one of the vaults"),
                row("path: audit }", "path: audit, key: sk-live }", 28, "audit.key", "never the secret itself"),
                row("path: audit }", "path: audit, keys: x }", 28, "audit", "did you mean \"key\"?"),
                row(
                        "path: audit }",
                        "path: audit, checkpoints: { every: 0 } }",
                        28,
                        "audit.checkpoints.every",
                        "from 1"),
                row(
                        "path: audit }",
                        "path: audit, checkpoints: { interval: 2d } }",
                        28,
                        "audit.checkpoints.interval",
                        "at most 1d"),
                row(
                        "path: audit }",
                        "path: audit, checkpoints: { evry: 1 } }",
                        28,
                        "audit.checkpoints",
                        "did you mean \"every\"?"),
                row(
                        "path: audit }",
                        "path: audit, checkpoints: { export: x } }",
                        28,
                        "audit.checkpoints.export",
                        "a list"),
                row(
                        "path: audit }",
                        "path: audit, segments: { size: 1KiB } }",
                        28,
                        "audit.segments.size",
                        "of 64KiB to 1GiB"),
                row(
                        "path: audit }",
                        "path: audit, segments: { size: 2GiB } }",
                        28,
                        "audit.segments.size",
                        "of 64KiB to 1GiB"),
                row(
                        "path: audit }",
                        "path: audit, segments: { daily: yes } }",
                        28,
                        "audit.segments.daily",
                        "true or false"),
                row(
                        "path: audit }",
                        "path: audit, segments: { keep: 90m } }",
                        28,
                        "audit.segments.keep",
                        "number of days"),
                row(
                        "path: audit }",
                        "path: audit, segments: { kept: 1d } }",
                        28,
                        "audit.segments",
                        "did you mean \"keep\"?"),
                row("max: 64", "audit: values", 11, FOLDER + ".audit", "value, fingerprint, none"),
                row("max: 64", "audit: [value]", 11, FOLDER + ".audit", "value, fingerprint, none"),
                // Scalars that another reader would take for something else.
                row("tenant: acme-corp", "tenant: no", 19, "workspaces.acme.tenant", "quote it"),
                row("tenant: acme-corp", "tenant: 0123", 19, "workspaces.acme.tenant", "quote it"),
                row("tenant: acme-corp", "tenant: 1e3", 19, "workspaces.acme.tenant", "quote it"),
                row("tenant: acme-corp", "tenant: 2024-01-01", 19, "workspaces.acme.tenant", "quote it"),
                row("tenant: acme-corp", "tenant: .inf", 19, "workspaces.acme.tenant", "quote it"),
                row("tenant: acme-corp", "tenant: ~", 19, "workspaces.acme.tenant", "found nothing"),
                row("tenant: acme-corp", "tenant: [acme-corp]", 19, "workspaces.acme.tenant", "expected text"),
                row("tenant: acme-corp", "tenant: \"a\\nb\"", 19, "workspaces.acme.tenant", "one line"),
                row("base: appA1B2C3D4E5F6G7", "base: 12345678901234567", 27, ACME_BASE, "quote it"),
                row("version: 1", "version: 01", 1, "version", "whole number"),
                row("version: 1", "version: \"1\"", 1, "version", "without quotes"),
                row("version: 1", "version: 2", 1, "version", "from 1 to 1"),
                row("version: 1\n", "", 1, "version", "expected the key \"version\""),
                row("max: 64", "max: 0x40", 11, FOLDER + ".max", "whole number"),
                row("max: 64", "max: 0", 11, FOLDER + ".max", "from 1 to"),
                row("max: 64", "required: yes", 11, FOLDER + ".required", "true or false"),
                // Vaults.
                row("  local: {", "  Local: {", 3, "vaults", "vault's name"),
                row("backend: keystore, ", "", 3, "vaults.local.backend", "\"backend\""),
                row("backend: keystore", "backend: Key Store", 3, "vaults.local.backend", "name of a backend"),
                row("token: \"local:", "token: \"locale:", 4, "vaults.team.token", "did you mean \"local\"?"),
                row("token: \"local:connect-token\"", "token: ops-abc", 4, "vaults.team.token", "never the secret"),
                row("token: \"local:", "token: \"team:", 4, "vaults.team.token", "lead back"),
                row("path: vault.p12", "password: \"team:x\"", 3, "vaults.local.password", "lead back"),
                vaultNetwork("{ allow: [\"10.0.0.1/8\"] }", ".allow", "no bit set"),
                vaultNetwork("{ allow: [\"300.0.0.0/8\"] }", ".allow", "networks such"),
                vaultNetwork("{ allow: [\"127.0.0.0/8\", \"0.0.0.0/0\"] }", ".allow", "networks such"),
                vaultNetwork("{ allow: \"10.0.0.0/8\" }", ".allow", "a list"),
                vaultNetwork("{ allow: [10] }", ".allow[0]", "quote it"),
                vaultNetwork("{ trust: none.pem }", ".trust", "PEM"),
                vaultNetwork("{ trusts: ca.pem }", "", "did you mean \"trust\"?"),
                vaultNetwork("{ proxy: \"http://127.0.0.1\" }", "", "known are allow, trust"),
                vaultNetwork("any", "", "expected keys with values"),
                // Services.
                row("  tables:\n", "  Tables:\n", 12, "services", "expected a name"),
                row("https://api.example.com/v0", "http://api.example.com/v0", 13, "services.tables.url", "https://"),
                row("https://api.example.com/v0", "https://u@api.example.com", 13, "services.tables.url", "no user"),
                row("    credential: bearer\n", "", 12, "services.tables.credential", "expected the key"),
                row("credential: bearer", "credential: baerer", 14, CREDENTIAL, "expected bearer"),
                row("credential: bearer", "credential: { head: x }", 14, CREDENTIAL, "did you mean \"header\"?"),
                row("credential: bearer", "credential: []", 14, CREDENTIAL, "or a list"),
                row("credential: bearer", "credential: [bearer, bearer]", 14, CREDENTIAL, "at most one part"),
                row("credential: bearer", "credential: { header: Host }", 14, CREDENTIAL, "not about the connection"),
                row("credential: bearer", "credential: { header: \"a b\" }", 14, CREDENTIAL, "name of a header"),
                row("credential: bearer", "credential: { query: \"a b\" }", 14, CREDENTIAL, "query name"),
                row("credential: bearer", "credential: { header: X, prefix: \"é\" }", 14, CREDENTIAL, "ASCII"),
                row(
                        "credential: bearer",
                        "credential: { basic: { username: \"a:b\" } }",
                        14,
                        CREDENTIAL + ".basic.username",
                        "without a colon"),
                row("credential: bearer", "credential: { bearer: a, query: b }", 14, CREDENTIAL, "only one of"),
                row("bearer\n", "bearer\n    network: { allow: [\"10.0.0.1/8\"] }\n", 15, ALLOW, "no bit set"),
                row("bearer\n", "bearer\n    network: { allow: [\"300.0.0.0/8\"] }\n", 15, ALLOW, "networks such"),
                row("bearer\n", "bearer\n    network: { allow: [\"0.0.0.0/0\"] }\n", 15, ALLOW, "networks such"),
                row("bearer\n", "bearer\n    network: { allow: [\"fd00::/200\"] }\n", 15, ALLOW, "networks such"),
                row("bearer\n", "bearer\n    network: { trust: none.pem }\n", 15, NETWORK + ".trust", "PEM"),
                row("bearer\n", "bearer\n    limits: { deadline: 30 }\n", 15, LIMITS + ".deadline", "such as 30s"),
                row("bearer\n", "bearer\n    limits: { request: 1GiB }\n", 15, LIMITS + ".request", "most 64MiB"),
                row("bearer\n", "bearer\n    limits: { deadline: 1MiB }\n", 15, LIMITS + ".deadline", "such as 30s"),
                row("bearer\n", "bearer\n    limits: { expansion: 0 }\n", 15, LIMITS + ".expansion", "from 1 to"),
                row("app[A-Za-z0-9]{14}", "app[", 15, "services.tables.pins.base.pattern", "expected a pattern"),
                // Actions.
                row("list: { method: GET", "list: { method: get", 17, ACTION + ".method", "one of GET, HEAD"),
                row("/{base}/{table}", "/{base}/../{table}", 17, ACTION + ".path", "expected a path"),
                row("/{base}/{table}", "/{base}/{table}/{view}", 17, ACTION + ".path", "every slot"),
                row("/{base}/{table}", "/{base}", 17, ACTION + ".params.table", "expected a slot"),
                row("table: { in: path,", "base: { in: path,", 17, ACTION + ".path", "not both"),
                row("{ in: path, type", "{ in: cookie, type", 17, TABLE + ".in", "path, query, header or body"),
                row("type: string, max: 255", "type: text", 17, TABLE + ".type", "string, integer, boolean"),
                row("type: string, max: 255", "type: boolean, max: 3", 17, TABLE + ".max", "no \"max\""),
                row("type: string, max: 255", "type: string, min: 3", 17, TABLE + ".min", "no \"min\""),
                row("type: string, max: 255", "type: integer, min: 3, max: 2", 17, TABLE + ".max", "not below"),
                row("type: string, max: 255", "type: string, pattern: \"(\"", 17, TABLE + ".pattern", "a pattern"),
                row("type: string, max: 255", "type: string, required: false", 17, TABLE, "to be required"),
                row("type: string, max: 255", "type: string, pointer: /a", 17, TABLE + ".pointer", "\"name\" instead"),
                with("x: { in: header, type: string, name: Host }", "x", "reserved"),
                with("x: { in: header, type: string, name: authorization }", "x", "reserved"),
                with("x: { in: header, type: string, name: Cookie }", "x", "reserved"),
                with("x: { in: header, type: string, name: X-HTTP-Method-Override }", "x", "reserved"),
                with("x: { in: header, type: string, name: Transfer-Encoding }", "x", "reserved"),
                with("x: { in: header, type: string, name: \"a b\" }", "x", "header name"),
                with("x: { in: query, type: string, name: \"a b\" }", "x", "query name"),
                with("x: { in: query, type: string, name: two }, two: { in: query, type: string }", "two", "no other"),
                with("x: { in: body, type: string }", "x", "", "body", "expected json"),
                row(LIST, LIST.replace("GET,", "POST, body: any,"), 17, ACTION + ".body", "has pins"),
                row(
                        LIST,
                        LIST.replace("GET,", "POST, body: raw,"),
                        17,
                        ACTION + ".body",
                        "none, json, graphql, form, multipart or any"),
                row(LIST, LIST.replace("GET,", "GET, pins: { bse: { in: query } },"), 17, PINS + ".bse", "\"base\"?"),
                row(LIST, LIST.replace("GET,", "GET, pins: { base: { in: path } },"), 17, PINS + ".base.in", "query"),
                row(LIST, LIST.replace("GET,", "GET, pins: { base: [] },"), 17, PINS + ".base", "at least one place"),
                row(
                        LIST,
                        LIST.replace("GET,", "GET, pins: { base: { in: query, type: integer } },"),
                        17,
                        PINS + ".base.type",
                        "only in a body"),
                row(
                        LIST,
                        LIST.replace("GET,", "POST, pins: { base: { in: body, pointer: a } },"),
                        17,
                        PINS + ".base",
                        "JSON pointer"),
                row(
                        LIST,
                        LIST.replace("GET,", "POST, pins: { base: { in: body, type: integer } },"),
                        27,
                        ACME_BASE,
                        "whole number"),
                // Responses.
                response("[/a]", "", "expected keys with values"),
                response("{}", "", "\"include\" or \"exclude\""),
                response("{ errors: pass }", "", "\"include\" or \"exclude\""),
                response("{ includes: [/a] }", "", "did you mean \"include\"?"),
                response("{ include: /a }", ".include", "expected a list"),
                response("{ include: [] }", ".include", "at least one field"),
                response("{ include: [/a], exclude: [] }", ".exclude", "at least one field"),
                response("{ include: [/a, 1] }", ".include[1]", "quote it"),
                response("{ include: [\"\"] }", ".include[0]", "begins with '/'"),
                response("{ include: [records/id] }", ".include[0]", "begins with '/'"),
                response("{ exclude: [/a, \"/b~2\"] }", ".exclude[1]", "~0"),
                response("{ exclude: [\"/a/**\"] }", ".exclude[0]", "no '**'"),
                response("{ include: [/a, /a] }", ".include[1]", "each field once"),
                response("{ include: [/a], exclude: [/a] }", ".exclude[0]", "each field once"),
                response("{ include: [\"" + "/a".repeat(33) + "\"] }", ".include[0]", "32 segments"),
                response("{ include: [/a], errors: show }", ".errors", "project, or pass"),
                // Accesses.
                row("alias: crm", "alias: CRM", 23, "access[1].alias", "expected a name"),
                row("alias: crm", "alias: sync", 27, "access[1].workspaces.acme", "another alias"),
                row("service: tables", "service: table", 24, "access[1].service", "did you mean \"tables\"?"),
                row("team:Clients", "teams:Clients", 25, "access[1].secret", "did you mean \"team\"?"),
                row("\"team:Clients/Airtable/credential\"", "abcdef", 25, "access[1].secret", "never the secret"),
                row("secret: \"local:sync-key\"", "secrets: { key: \"local:k\" }", 22, "access[0].secret", "each part"),
                row(
                        "secret: \"local:sync-key\"",
                        "secrets: { key: \"local:k\" }",
                        22,
                        "access[0].secrets.key",
                        "a part"),
                row("[status, folder]", "[status, foldr]", 22, "access[0].actions", "did you mean \"folder\"?"),
                row("[status, folder]", "[]", 22, "access[0].actions", "at least one action"),
                row("[status, folder]", "[status, \"*\"]", 22, "access[0].actions[1]", "alone"),
                row("[claude-code, codex]", "[]", 22, "access[0].runtimes", "at least one runtime"),
                row("[claude-code, codex]", "[Codex]", 22, "access[0].runtimes[0]", "expected a name"),
                row("[status, folder]", "[status], expires: tomorrow", 22, "access[0].expires", "expected an instant"),
                row("[status, folder]", "[status], read-only: 1", 22, "access[0].read-only", "true or false"),
                row("workspaces: { acme: {} }", "workspaces: {}", 22, "access[0].workspaces", "at least one workspace"),
                row("{ acme: {} }", "{ acm: {} }", 22, "access[0].workspaces.acm", "did you mean \"acme\"?"),
                row("appA1B2C3D4E5F6G7", "app", 27, ACME_BASE, "matches the pin's pattern"),
                row(GLOBEX, "globex: {}", 27, "access[1].workspaces.globex.pins.base", "needs it"),
                row(GLOBEX, "globex: { pins: { bas: x } }", 27, "access[1].workspaces.globex.pins.bas", "\"base\"?"));
    }

    private static final String CREDENTIAL = "services.tables.credential";
    private static final String NETWORK = "services.tables.network";
    private static final String ALLOW = NETWORK + ".allow";
    private static final String LIMITS = "services.tables.limits";
    private static final String FOLDER = "services.files.actions.folder.params.folder";
    private static final String ACTION = "services.tables.actions.list";
    private static final String TABLE = ACTION + ".params.table";
    private static final String PINS = ACTION + ".pins";
    private static final String ACME_BASE = "access[1].workspaces.acme.pins.base";

    private static Arguments row(String piece, String replacement, int line, String key, String phrase) {
        return Arguments.of(piece, replacement, line, key, phrase);
    }

    private static Arguments vaultNetwork(String rule, String key, String phrase) {
        return row(
                "backend: 1password,",
                "backend: 1password, network: " + rule + ",",
                4,
                "vaults.team.network" + key,
                phrase);
    }

    private static Arguments response(String declared, String key, String phrase) {
        String action = LIST.replace("GET,", "GET, response: " + declared + ",");
        return row(LIST, action, 17, ACTION + ".response" + key, phrase);
    }

    private static Arguments with(String parameter, String name, String phrase) {
        return row("table: { in: path,", parameter + ", table: { in: path,", 17, ACTION + ".params." + name, phrase);
    }

    private static Arguments with(String parameter, String name, String ignored, String key, String phrase) {
        return row("table: { in: path,", parameter + ", table: { in: path,", 17, ACTION + "." + key, phrase);
    }

    @ParameterizedTest(name = "{1} at line {2}: {4}")
    @MethodSource("broken")
    void saysWhereAndWhatWasExpected(String piece, String replacement, int line, String key, String phrase) {
        assertThat(Sources.problems(Sources.design())).isEmpty();

        List<ConfigProblem> problems = Sources.problems(Sources.designWith(piece, replacement));

        assertThat(problems)
                .anySatisfy(problem -> {
                    assertThat(problem.line()).isEqualTo(line);
                    assertThat(problem.column()).isPositive();
                    assertThat(problem.key()).isEqualTo(key);
                    assertThat(problem.sentence()).contains(phrase);
                })
                .hasSizeLessThanOrEqualTo(4);
    }
}
