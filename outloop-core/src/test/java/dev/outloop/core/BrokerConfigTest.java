package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.BodyRule;
import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.ParameterAudit;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.action.PathTemplate;
import dev.outloop.action.PinPlace;
import dev.outloop.action.ResponseFields;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.action.ServiceUrl;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.secret.SecretRef;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BrokerConfigTest {

    private static BrokerConfig parse(String yaml) throws ConfigException {
        return BrokerConfig.parse(yaml, Sources.DIRECTORY);
    }

    @Test
    void readsTheExampleExactly() throws Exception {
        BrokerConfig config = parse(Sources.design());

        assertThat(config.directory()).isEqualTo(Sources.DIRECTORY);
        assertThat(config.auditPath()).contains(Sources.DIRECTORY.resolve("audit"));
        assertThat(config.vaults()).extracting(VaultDefinition::name).containsExactly("local", "team");
        VaultDefinition local = config.vaults().get(0);
        assertThat(local.backend()).isEqualTo("keystore");
        assertThat(local.settings()).isEqualTo(Map.of("path", "vault.p12"));
        assertThat(local.secrets()).isEmpty();
        VaultDefinition team = config.vaults().get(1);
        assertThat(team.backend()).isEqualTo("1password");
        assertThat(team.settings()).isEqualTo(Map.of("url", "http://127.0.0.1:8080"));
        assertThat(team.secrets()).isEqualTo(Map.of("token", SecretRef.parse("local:connect-token")));
        assertThat(config.workspaces())
                .containsExactly(
                        Workspace.of("acme", new Tenant("acme-corp")).at(Sources.DIRECTORY.resolve("clients/acme")),
                        Workspace.of("globex", new Tenant("globex-inc"))
                                .at(Sources.DIRECTORY.resolve("clients/globex")));
    }

    @Test
    void readsTheServicesOfTheExample() throws Exception {
        BrokerConfig config = parse(Sources.design());

        ServiceDefinition files = config.services().get(0);
        assertThat(files.name()).isEqualTo("files");
        assertThat(files.url()).isEqualTo(ServiceUrl.parse("http://127.0.0.1:8384"));
        CredentialPlacement key = files.credentials().get(0);
        assertThat(files.credentials()).hasSize(1);
        assertThat(key.header()).contains("X-API-Key");
        assertThat(key.prefix()).isEmpty();
        assertThat(key.part()).isEqualTo("secret");
        assertThat(files.actions()).containsOnlyKeys("status", "folder");
        assertThat(files.actions().get("status").about()).contains("Version and uptime");
        assertThat(files.actions().get("status").readOnly()).isTrue();
        ParameterDefinition folder = files.actions().get("folder").parameters().get(0);
        assertThat(folder.location()).isEqualTo(ParameterLocation.QUERY);
        assertThat(folder.type()).isEqualTo(ParameterType.STRING);
        assertThat(folder.maxChars()).isEqualTo(64);
        assertThat(folder.required()).isTrue();
        ServiceDefinition tables = config.services().get(1);
        assertThat(tables.credentials().get(0).header()).contains("Authorization");
        assertThat(tables.credentials().get(0).prefix()).isEqualTo("Bearer ");
        assertThat(tables.pins().get("base").pattern()).contains("app[A-Za-z0-9]{14}");
        assertThat(tables.actions().get("list").path()).isEqualTo(PathTemplate.parse("/{base}/{table}"));
    }

    @Test
    void readsTheAccessesOfTheExample() throws Exception {
        BrokerConfig config = parse(Sources.design());

        Access sync = config.accesses().get(0);
        assertThat(sync.alias()).isEqualTo("sync");
        assertThat(sync.service()).isEqualTo("files");
        assertThat(sync.secrets()).isEqualTo(Map.of("secret", SecretRef.parse("local:sync-key")));
        assertThat(sync.actions()).containsExactlyInAnyOrder("status", "folder");
        assertThat(sync.runtimes()).containsExactlyInAnyOrder("claude-code", "codex");
        assertThat(sync.grants()).containsOnlyKeys("acme");
        Access crm = config.accesses().get(1);
        assertThat(crm.actions()).containsExactly("*");
        assertThat(crm.runtimes()).isEmpty();
        assertThat(crm.grants().get("acme").pins()).isEqualTo(Map.of("base", "appA1B2C3D4E5F6G7"));
        assertThat(crm.grants().get("globex").pins()).isEqualTo(Map.of("base", "appZ9Y8X7W6V5U4T3"));
    }

    @Test
    void readsEveryOtherKeyThatThereIs() throws Exception {
        BrokerConfig config = parse("""
                version: 1
                vaults: { local: { backend: keystore, path: v.p12, passphrase: prompt } }
                services:
                  ads:
                    url: https://ads.example.com
                    credential:
                      - { header: X-Auth, prefix: "Token ", part: token }
                      - { query: key, part: key }
                      - { basic: { username: me, password: pass } }
                    network: { allow: ["10.0.0.0/8", "fd00::/8"] }
                    limits: { deadline: 5s, request: 2MiB, response: 20MiB, headers: 32KiB, expansion: 100 }
                    pins: { customer: {}, login: { pattern: "[0-9]+" } }
                    actions:
                      search:
                        method: POST
                        path: "/v1/customers/{customer}/x_{kind}:search"
                        read-only: true
                        body: json
                        params:
                          kind: { in: path, type: string, pattern: "[a-z]+" }
                          pageSize: { in: body, type: integer, min: 1, max: 1000, required: false, pointer: /page/size }
                          dry: { in: query, type: boolean, name: dry_run }
                        pins:
                          login: { in: header, name: login-customer-id }
                          customer: [{ in: body, pointer: /customer, type: integer }, { in: body, pointer: /c/name }]
                        response: { include: ["/results/*/id", /next], exclude: ["/results/*/id/secret"], errors: pass }
                workspaces: { acme: { tenant: acme } }
                access:
                  - alias: ads
                    service: ads
                    secrets: { token: "local:a", key: "local:b", pass: "local:c" }
                    actions: [search]
                    read-only: true
                    expires: 2026-12-31T23:59:59Z
                    workspaces: { acme: { pins: { customer: "123", login: "456" } } }
                """);

        ServiceDefinition ads = config.services().get(0);
        assertThat(ads.credentials()).hasSize(3);
        assertThat(ads.credentials().get(0).prefix()).isEqualTo("Token ");
        assertThat(ads.credentials().get(1).query()).contains("key");
        assertThat(ads.credentials().get(2).basicUsername()).contains("me");
        assertThat(ads.network().allowedNetworks()).containsExactly("10.0.0.0/8", "fd00::/8");
        assertThat(ads.limits().deadline()).isEqualTo(Duration.ofSeconds(5));
        assertThat(ads.limits().maxRequestBodyBytes()).isEqualTo(2 << 20);
        assertThat(ads.limits().maxResponseBodyBytes()).isEqualTo(20L << 20);
        assertThat(ads.limits().maxResponseHeaderBytes()).isEqualTo(32 << 10);
        assertThat(ads.limits().maxExpansionRatio()).isEqualTo(100);
        ActionDefinition search = ads.actions().get("search");
        assertThat(search.readOnly()).isTrue();
        assertThat(search.body()).isEqualTo(BodyRule.JSON);
        ParameterDefinition size = search.parameters().get(1);
        assertThat(size.wireName()).isEqualTo("/page/size");
        assertThat(size.required()).isFalse();
        assertThat(size.min()).isEqualTo(OptionalLong.of(1));
        assertThat(size.max()).isEqualTo(OptionalLong.of(1000));
        assertThat(search.parameters().get(2).wireName()).isEqualTo("dry_run");
        assertThat(search.pins())
                .containsExactly(
                        PinPlace.of("login", ParameterLocation.HEADER, "login-customer-id"),
                        PinPlace.of("customer", ParameterLocation.BODY, "/customer")
                                .as(ParameterType.INTEGER),
                        PinPlace.of("customer", ParameterLocation.BODY, "/c/name"));
        ResponseFields response = search.response().orElseThrow();
        assertThat(response.include()).extracting(Object::toString).containsExactly("/results/*/id", "/next");
        assertThat(response.exclude()).extracting(Object::toString).containsExactly("/results/*/id/secret");
        assertThat(response.errorsPass()).isTrue();
        Access access = config.accesses().get(0);
        assertThat(access.readOnly()).isTrue();
        assertThat(access.expiresAt()).contains(Instant.parse("2026-12-31T23:59:59Z"));
        assertThat(config.vaults().get(0).settings()).containsEntry("passphrase", "prompt");
    }

    @Test
    void errorsAreProjectedWhereTheDeclarationDoesNotSayOtherwise() throws Exception {
        String status = "status: { method: GET,";
        for (String response : List.of("{ exclude: [/a] }", "{ include: [/a], errors: project }")) {
            BrokerConfig config = parse(Sources.designWith(status, status + " response: " + response + ","));
            ActionDefinition action = config.services().get(0).actions().get("status");
            assertThat(action.response().orElseThrow().errorsPass()).isFalse();
            assertThat(config.services().get(0).actions().get("folder").response())
                    .isEmpty();
        }
    }

    @Test
    void checksWhatIsBuiltInJavaAsWell() {
        ConfigException refused = catchThrowableOfType(
                ConfigException.class,
                () -> BrokerConfig.builder(Path.of("."))
                        .service(ServiceDefinition.builder("tables", ServiceUrl.parse("https://api.example.com"))
                                .credential(CredentialPlacement.bearer("secret"))
                                .action(ActionDefinition.builder("list", "GET", PathTemplate.parse("/{base}"))
                                        .build())
                                .build())
                        .access(Access.builder("crm", "table")
                                .secret(SecretRef.parse("local:x"))
                                .action("list")
                                .workspace("acme", Map.of())
                                .build())
                        .build());

        assertThat(refused.problems())
                .extracting(ConfigProblem::key)
                .contains(
                        "services.tables.actions.list.path",
                        "access[0].service",
                        "access[0].workspaces.acme",
                        "access[0].secret");
        assertThat(refused.problems())
                .allSatisfy(problem -> assertThat(problem.line()).isZero());
        assertThat(refused).hasMessageContaining("did you mean \"tables\"?");
    }

    @Test
    void buildsInJavaWhatTheExampleSays() throws Exception {
        BrokerConfig read = parse(Sources.design());
        BrokerConfig.Builder builder = BrokerConfig.builder(read.directory()).audit(Path.of("audit"));
        read.vaults().forEach(builder::vault);
        read.services().forEach(builder::service);
        read.workspaces().forEach(builder::workspace);
        read.accesses().forEach(builder::access);

        BrokerConfig built = builder.build();

        assertThat(built.auditPath()).isEqualTo(read.auditPath());
        assertThat(built.accesses()).isEqualTo(read.accesses());
    }

    @Test
    void readsWhatTheTrailIsTold() throws Exception {
        BrokerConfig config =
                parse(Sources.designWith("audit: { path: audit }", """
                audit:
                  path: audit
                  key: "local:audit-key"
                  checkpoints: { every: 500, interval: 30s, export: ["../safe/checkpoints.jsonl", stdout] }
                  segments: { size: 1MiB, daily: false, keep: 90d }
                """).replace("max: 64", "max: 64, audit: value"));
        AuditSettings audit = config.audit().orElseThrow();

        assertThat(audit.path()).isEqualTo(Sources.DIRECTORY.resolve("audit"));
        assertThat(audit.key()).contains(SecretRef.parse("local:audit-key"));
        assertThat(audit.checkpointEvery()).isEqualTo(500);
        assertThat(audit.checkpointInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(audit.exports()).containsExactly(Sources.DIRECTORY.resolveSibling("safe/checkpoints.jsonl"));
        assertThat(audit.exportsToStdout()).isTrue();
        assertThat(audit.segmentBytes()).isEqualTo(1 << 20);
        assertThat(audit.daily()).isFalse();
        assertThat(audit.keep()).contains(Duration.ofDays(90));
        assertThat(config.services()
                        .get(0)
                        .actions()
                        .get("folder")
                        .parameters()
                        .get(0)
                        .audit())
                .isSameAs(ParameterAudit.VALUE);
        AuditSettings usual = parse(Sources.design()).audit().orElseThrow();
        assertThat(usual.key()).isEmpty();
        assertThat(usual.checkpointEvery()).isEqualTo(1000);
        assertThat(usual.checkpointInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(usual.segmentBytes()).isEqualTo(64 << 20);
        assertThat(usual.daily()).isTrue();
        assertThat(usual.keep()).isEmpty();
    }

    @Test
    void refusesAnAuditKeyOfAVaultThatIsNotThere() {
        assertThatThrownBy(() -> BrokerConfig.builder(Sources.DIRECTORY)
                        .audit(AuditSettings.builder(Path.of("audit"))
                                .key(SecretRef.parse("nowhere:k"))
                                .build())
                        .build())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("audit.key");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        String yaml = Sources.design()
                .replace("version: 1", "version: 2")
                .replace("max: 64", "max: 064")
                .replace("tenant: acme-corp", "tenant: Acme")
                .replace("actions: [\"*\"]", "actions: [lst]")
                .replace("audit: { path: audit }", "audit: { file: audit }");

        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> BrokerConfig.parse(yaml, Sources.DIRECTORY));

        assertThat(refused.problems())
                .extracting(ConfigProblem::key)
                .containsExactly(
                        "version",
                        "services.files.actions.folder.params.folder.max",
                        "workspaces.acme.tenant",
                        "access[1].actions",
                        "audit.path",
                        "audit");
        assertThat(refused.getMessage().lines()).hasSize(6).allMatch(line -> line.startsWith("configuration:"));
        assertThat(refused.getCause()).isNull();
    }

    @Test
    void capsTheNumberOfProblemsThatItShows() {
        StringBuilder yaml = new StringBuilder("version: 1\nworkspaces:\n");
        for (int i = 0; i < 1500; i++) {
            yaml.append("  w").append(i).append(": { tenant: ").append(i).append(" }\n");
        }

        List<ConfigProblem> problems = Sources.problems(yaml.toString());

        assertThat(problems).hasSize(1001);
        assertThat(problems.get(1000).sentence()).contains("more problems");
    }
}
