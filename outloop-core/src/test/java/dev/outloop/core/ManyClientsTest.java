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

        String shared =
                ACCESS.replace("{ acme: { secrets: { password: \"team:acme/post\" } } }", "{ acme: {}, other: {} }");
        BrokerConfig config = BrokerConfig.parse(
                SERVICES + "workspaces:\n  other: { tenant: other-tenant }\n" + globex.indent(2) + shared,
                Sources.DIRECTORY);
        assertThat(config.accesses().get(1).secretsFor("globex"))
                .isEqualTo(Map.of("password", SecretRef.parse("team:post")));
    }
}
