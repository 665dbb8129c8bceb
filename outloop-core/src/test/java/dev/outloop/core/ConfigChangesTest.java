package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What would change is shown, and what would reach another account is marked. */
class ConfigChangesTest {

    private static final String BEFORE = ManyClientsTest.SERVICES + """
            workspaces:
              acme: { tenant: acme-corp, path: a }
              globex: { tenant: globex-inc, like: acme, pins: { crm: { base: app9 } }, secrets: { post: { password: "team:g" } } }
            """ + ManyClientsTest.ACCESS;

    private static List<String> changes(String piece, String replacement) throws ConfigException {
        assertThat(BEFORE).contains(piece);
        return between(BEFORE, BEFORE.replace(piece, replacement)).all().stream()
                .map(change -> (change.movesAccount() ? "!! " : "") + change)
                .toList();
    }

    private static ConfigChanges between(String before, String after) throws ConfigException {
        return ConfigChanges.between(
                BrokerConfig.parse(before, Sources.DIRECTORY), BrokerConfig.parse(after, Sources.DIRECTORY));
    }

    @Test
    void nothingIsNoChange() throws Exception {
        assertThat(between(BEFORE, BEFORE).isEmpty()).isTrue();
        assertThat(between(BEFORE, BEFORE + "# other\n").all()).isEmpty();
    }

    @Test
    void marksAnAliasThatReachesAnotherAccount() throws Exception {
        assertThat(changes("base: app9", "base: app8"))
                .containsExactly("!! access crm of globex changed, pin base: app9 -> app8");
        assertThat(changes("{ tenant: globex-inc,", "{ tenant: initech,"))
                .containsExactly("!! workspace globex changed, tenant: globex-inc -> initech");
        assertThat(changes("team:g\"", "team:h\""))
                .containsExactly("!! access post of globex changed, secret password: team:g -> team:h");
        assertThat(changes("https://tables.example.com", "https://tables.example.org"))
                .containsExactly(
                        "!! service tables changed, url: https://tables.example.com -> https://tables.example.org",
                        "service tables changed, definition");
    }

    @Test
    void tellsOtherChangesWithoutTheMark() throws Exception {
        assertThat(changes("secret: \"team:crm\"", "secret: \"team:other\""))
                .containsExactly(
                        "access crm of acme changed, secret: team:crm -> team:other",
                        "access crm of globex changed, secret: team:crm -> team:other");
        assertThat(changes("path: a }", "path: b }"))
                .containsExactly("workspace acme changed, path: /home/someone/.outloop/a -> /home/someone/.outloop/b");
        assertThat(changes("actions: [list]", "default: deny\n    actions: [list]\n    read-only: true"))
                .contains("access crm of acme changed, default: allow -> deny")
                .contains("access crm of globex changed, read-only: false -> true")
                .hasSize(4);
        assertThat(changes("path: v.p12", "path: w.p12")).containsExactly("vault team changed, path: v.p12 -> w.p12");
        assertThat(changes("path: /send", "path: /sent")).containsExactly("service mail changed, definition");
    }

    @Test
    void tellsWorkspacesThatComeAndGo() throws Exception {
        String initech = "  initech: { tenant: initech, like: globex, pins: { crm: { base: app7 } },"
                + " secrets: { post: { password: \"team:i\" } } }\naccess:";
        ConfigChanges added = between(BEFORE, BEFORE.replace("access:", initech));

        assertThat(added.all())
                .extracting(ConfigChange::toString)
                .containsExactly(
                        "workspace initech added: tenant initech",
                        "access crm of initech added: service tables, pin base app7, secret team:crm, actions list,"
                                + " read-only false, default allow",
                        "access post of initech added: service mail, secret password team:i, actions *, read-only false,"
                                + " default allow");
        assertThat(added.moves()).isEmpty();
        assertThat(between(BEFORE.replace("access:", initech), BEFORE).all())
                .hasSize(3)
                .allMatch(change -> change.kind() == ConfigChange.Kind.REMOVED);
    }
}
