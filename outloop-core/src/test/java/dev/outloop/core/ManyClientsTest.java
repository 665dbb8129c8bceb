package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.Access;
import dev.outloop.identity.Workspace;
import dev.outloop.secret.SecretRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What workspaces have by being like others, and that nothing of one tenant becomes another's by it. */
class ManyClientsTest {

    static final String SERVICES = """
            version: 1
            vaults: { team: { backend: keystore, path: v.p12 } }
            services:
              tables:
                url: https://tables.example.com
                credential: bearer
                pins: { base: { pattern: "app[0-9]+" }, view: {} }
                actions:
                  list: { method: GET, path: "/{base}/rows" }
                  views: { method: GET, path: "/{base}/{view}" }
              mail:
                url: https://mail.example.com
                credential: { basic: { username: api, password: password } }
                actions: { send: { method: POST, path: /send } }
            """;

    static final String ACCESS = """
            access:
              - alias: crm
                service: tables
                secret: "team:crm"
                actions: [list]
                workspaces: { acme: { pins: { base: app1 } } }
              - alias: post
                service: mail
                secrets: { password: "team:post" }
                actions: ["*"]
                workspaces: { acme: { secrets: { password: "team:acme/post" } } }
            """;

    private static BrokerConfig parse(String workspaces) throws ConfigException {
        return BrokerConfig.parse(SERVICES + "workspaces:\n" + workspaces.indent(2) + ACCESS, Sources.DIRECTORY);
    }

    private static List<String> problems(String workspaces) {
        return Sources.problems(SERVICES + "workspaces:\n" + workspaces.indent(2) + ACCESS).stream()
                .map(ConfigProblem::toString)
                .toList();
    }

    private static Map<String, Access.Grant> grants(BrokerConfig config, int access) {
        return config.accesses().get(access).grants();
    }

    @Test
    void aWorkspaceOfTheSameTenantHasWhatIsFixedForTheOther() throws Exception {
        BrokerConfig config = parse("""
                acme: { tenant: acme-corp }
                shop: { tenant: acme-corp, like: acme, pins: { crm: { base: app2 } } }
                desk: { tenant: acme-corp, like: shop, secrets: { post: { password: "team:desk/post" } } }
                """);

        assertThat(grants(config, 0)).containsOnlyKeys("acme", "shop", "desk");
        assertThat(grants(config, 0).get("shop").pins()).isEqualTo(Map.of("base", "app2"));
        assertThat(grants(config, 0).get("desk").pins()).isEqualTo(Map.of("base", "app2"));
        assertThat(grants(config, 1).get("shop").secrets())
                .isEqualTo(Map.of("password", SecretRef.parse("team:acme/post")));
        assertThat(config.accesses().get(1).secretsFor("desk"))
                .isEqualTo(Map.of("password", SecretRef.parse("team:desk/post")));
        assertThat(config.workspaces()).extracting(Workspace::name).containsExactly("acme", "shop", "desk");
    }

    @Test
    void aWorkspaceOfAnotherTenantHasToHaveItsOwn() throws Exception {
        BrokerConfig config = parse("""
                globex: { tenant: globex-inc, like: acme, pins: { crm: { base: app9 } }, secrets: { post: { password: "team:globex" } } }
                acme: { tenant: acme-corp }
                """);

        assertThat(grants(config, 0).get("globex").pins()).isEqualTo(Map.of("base", "app9"));
        assertThat(config.accesses().get(1).secretsFor("globex"))
                .isEqualTo(Map.of("password", SecretRef.parse("team:globex")));

        assertThat(problems("""
                acme: { tenant: acme-corp }
                globex: { tenant: globex-inc, like: acme, secrets: { post: { password: "team:globex" } } }
                """))
                .containsExactly("17:11 workspaces.globex.pins.crm.base: expected a value for this pin, because an"
                        + " allowed action needs it");
    }

    @Test
    void theSameSecretWithoutAPinIsNoOtherTenants() throws Exception {
        String globex = """
                acme: { tenant: acme-corp }
                globex: { tenant: globex-inc, like: acme, pins: { crm: { base: app9 } } }
                """;
        assertThat(problems(globex))
                .singleElement()
                .asString()
                .startsWith("17:11 workspaces.globex.secrets.post.password: expected a secret of this workspace's own");

        assertThat(problems(globex.replace(
                        "pins: { crm: { base: app9 } }",
                        "pins: { crm: { base: app9 } }, secrets: { post: { password: \"team:acme/post\" } }")))
                .singleElement()
                .asString()
                .contains("expected another secret than that of the tenant acme-corp");

        String shared =
                ACCESS.replace("{ acme: { secrets: { password: \"team:acme/post\" } } }", "{ acme: {}, other: {} }");
        BrokerConfig config = BrokerConfig.parse(
                SERVICES + "workspaces:\n  other: { tenant: other-tenant }\n" + globex.indent(2) + shared,
                Sources.DIRECTORY);
        assertThat(config.accesses().get(1).secretsFor("globex"))
                .isEqualTo(Map.of("password", SecretRef.parse("team:post")));
    }

    @Test
    void oneThatIsNamedInTheAccessHasWhatStandsThere() throws Exception {
        String named = ACCESS.replace("{ base: app1 } } }", "{ base: app1 } }, shop: { pins: { base: app3 } } }");
        BrokerConfig config = BrokerConfig.parse(
                SERVICES + "workspaces:\n  acme: { tenant: acme-corp }\n  shop: { tenant: acme-corp, like: acme }\n"
                        + named,
                Sources.DIRECTORY);

        assertThat(grants(config, 0).get("shop").pins()).isEqualTo(Map.of("base", "app3"));
        assertThat(grants(config, 1)).containsKey("shop");
    }

    @Test
    void whatIsWrongWithAModelIsSaidOnceAndThere() {
        assertThat(problems("""
                acme: { tenant: acme-corp }
                globex: { tenant: globex-inc, like: acme, pins: { crm: { base: "7" } }, secrets: { post: { password: "team:g" } } }
                one: { tenant: globex-inc, like: globex }
                two: { tenant: globex-inc, like: one }
                """))
                .containsExactly(
                        "17:66 workspaces.globex.pins.crm.base: expected a value that matches the pin's pattern as a whole");
        assertThat(problems("""
                acme: { tenant: acme-corp }
                globex: { tenant: globex-inc, like: acme, secrets: { post: { password: "team:g" } } }
                one: { tenant: globex-inc, like: globex }
                """)).singleElement().asString().startsWith("17:11 workspaces.globex.pins.crm.base: ");
    }

    @Test
    void refusesCirclesAndNamesThatAreNotThere() {
        assertThat(problems("""
                acme: { tenant: acme-corp }
                one: { tenant: acme-corp, like: three }
                two: { tenant: acme-corp, like: one }
                three: { tenant: acme-corp, like: two }
                four: { tenant: acme-corp, like: four }
                five: { tenant: acme-corp, like: one, pins: { crm: { base: app5 } } }
                six: { tenant: acme-corp, like: acne }
                """))
                .containsExactly(
                        "17:35 workspaces.one.like: expected a workspace that is not in the end like this one",
                        "18:35 workspaces.two.like: expected a workspace that is not in the end like this one",
                        "19:37 workspaces.three.like: expected a workspace that is not in the end like this one",
                        "20:36 workspaces.four.like: expected a workspace that is not in the end like this one",
                        "22:35 workspaces.six.like: expected the name of a workspace; did you mean \"acme\"?");
    }

    @Test
    void refusesWhatTheModelDoesNotHaveAndWhatIsSaidTwice() {
        assertThat(problems("""
                acme: { tenant: acme-corp, pins: { crm: { base: app2 } }, secrets: { post: { password: "team:p" } } }
                shop: { tenant: acme-corp, like: acme, pins: { crn: { base: app2 }, crm: { bse: x } }, secrets: { cr: "team:x" } }
                """))
                .containsExactly(
                        "16:51 workspaces.acme.pins.crm.base: expected this in one place; the access gives it for this"
                                + " workspace already",
                        "16:90 workspaces.acme.secrets.post.password: expected this in one place; the access gives it for"
                                + " this workspace already",
                        "17:55 workspaces.shop.pins.crn: expected an alias that this workspace has; did you mean \"crm\"?",
                        "17:83 workspaces.shop.pins.crm.bse: expected the name of a pin of the service; did you mean"
                                + " \"base\"?",
                        "17:105 workspaces.shop.secrets.cr: expected an alias that this workspace has; did you mean"
                                + " \"crm\"?");
    }

    @Test
    void eachWorkspaceHasEachPart() {
        String own = "version: 1\nworkspaces: { acme: { tenant: a }, globex: { tenant: g } }\n"
                + SERVICES.substring("version: 1\n".length())
                + "access:\n  - alias: post\n    service: mail\n    actions: [send]\n";
        assertThat(Sources.problems(
                        own + "    workspaces: { acme: { secrets: { password: \"team:a\" } }, globex: {} }\n"))
                .singleElement()
                .asString()
                .isEqualTo(
                        "20:70 access[0].workspaces.globex.secrets.password: expected a secret of this workspace's own,"
                                + " because the access has none");
        assertThat(
                        Sources.problems(
                                own
                                        + "    workspaces: { acme: { secret: \"team:a\" }, globex: { secrets: { password: \"tem:b\" } } }\n"))
                .extracting(ConfigProblem::toString)
                .containsExactly(
                        "20:25 access[0].workspaces.acme.secrets.password: expected a secret of this workspace's own,"
                                + " because the access has none",
                        "20:35 access[0].workspaces.acme.secret: expected a part of the service's credential",
                        "20:78 access[0].workspaces.globex.secrets.password: expected a reference into one of the vaults;"
                                + " did you mean \"team\"?");
    }

    @Test
    void readsWhatHoldsWithoutARuleAndByWhichLimitsItIsCounted() throws Exception {
        Access access = parse("acme: { tenant: a }").accesses().get(0);
        assertThat(access.ruleRequired()).isFalse();
        assertThat(access.limits()).isEmpty();

        String more = ACCESS.replace("actions: [list]", "default: deny\n    actions: [list]");
        assertThat(BrokerConfig.parse(SERVICES + "workspaces: { acme: { tenant: a } }\n" + more, Sources.DIRECTORY)
                        .accesses()
                        .get(0)
                        .ruleRequired())
                .isTrue();
        assertThat(Sources.problems(SERVICES + "workspaces: { acme: { tenant: a } }\n"
                        + ACCESS.replace("actions: [list]", "limits: [fast, fast]\n    actions: [list]")))
                .extracting(ConfigProblem::toString)
                .contains("20:20 access[0].limits[1]: expected each limit once");
        assertThat(Sources.problems(SERVICES + "workspaces: { acme: { tenant: a } }\n"
                        + ACCESS.replace("actions: [list]", "limits: []\n    actions: [list]")))
                .extracting(ConfigProblem::toString)
                .contains("20:13 access[0].limits: expected at least one limit; leave the key out for none");
    }
}
