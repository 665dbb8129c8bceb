package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outloop.core.BrokerConfig;
import dev.outloop.core.ConfigException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Configurations that are refused at the key that is wrong: base URLs and names. Proposed or typed, no other is read. */
final class ConfigCases implements Consumer<String> {

    private static final String YAML = """
            version: 1
            vaults:
              memory: { backend: keystore, path: unused.p12 }
            services:
              crm:
                url: "URL"
                credential: bearer
                actions:
                  items: { method: GET, path: /items }
            workspaces:
              NAME: { tenant: tenant-a }
            access:
              - { alias: crm, service: crm, secret: "memory:crm/key", actions: ["*"], workspaces: { NAME: {} } }
            """;

    static Map<String, String> urls() {
        Map<String, String> urls = new LinkedHashMap<>();
        urls.put("HOST-002", "https://api.good.example%40evil.example/");
        urls.put("HOST-003", "https://evil.example#@api.good.example/");
        urls.put("HOST-004", "https://evil.example\\@api.good.example/");
        urls.put("HOST-005", "https://api.good.example\\.evil.example/");
        urls.put("HOST-008", "https:///evil.example/");
        urls.put("HOST-010", "https://api.good.example./");
        urls.put("HOST-011", "https://API.GOOD.EXAMPLE/");
        urls.put("HOST-013", "https://api.good.example:-1/");
        urls.put("HOST-015", "https://api.good.example%2eevil.example/");
        urls.put("HOST-016", "https://api%2egood.example/");
        urls.put("HOST-020", "https://xn--pi-7kc.good.example/");
        urls.put("HOST-023", "https://api.good.example\u00ad/");
        urls.put("HOST-025", "https://[::ffff:127.0.0.1]/");
        urls.put("HOST-026", "https://[::]/");
        urls.put("HOST-027", "https://127.1/");
        urls.put("HOST-028", "https://2130706433/");
        urls.put("HOST-029", "https://0x7f000001/");
        urls.put("HOST-030", "https://0177.0.0.1/");
        urls.put("HOST-031", "https://0/");
        urls.put("HOST-032", "https://169.254.169.254/");
        urls.put("HOST-034", "https://[64:ff9b::a9fe:a9fe]/");
        urls.put("HOST-035", "https://[fe80::1%25eth0]/");
        urls.put("HOST-036", "http://api.good.example/");
        urls.put("HOST-037", "file:///etc/passwd");
        urls.put("HOST-038", "jar:https://api.good.example!/");
        urls.put("HOST-039", "https://1.1.1.1 &@2.2.2.2# @3.3.3.3/");
        urls.put("HOST-040", "https://api.good.example,evil.example/");
        urls.put("X-HOST-user", "https://u:p@api.good.example/");
        urls.put("X-HOST-private", "https://10.0.0.1/");
        urls.put("X-HOST-nat", "https://100.64.0.1/");
        urls.put("X-HOST-any", "https://0.0.0.0/");
        urls.put("X-HOST-octets", "https://127.0.0.256/");
        urls.put("X-HOST-port-zero", "https://api.good.example:0/");
        urls.put("X-HOST-port-large", "https://api.good.example:65536/");
        urls.put("X-HOST-port-empty", "https://api.good.example:/");
        urls.put("X-HOST-dots", "https://api..good.example/");
        urls.put("X-HOST-ideographic", "https://api\u3002good.example/");
        urls.put("X-HOST-query", "https://api.good.example/?x=1");
        urls.put("X-HOST-segment", "https://api.good.example/v1/../v2");
        urls.put("X-HOST-line", "https://api.good.example/\\nx");
        urls.put("X-HOST-hex-label", "https://1.2.3.0x4/");
        return urls;
    }

    static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("TEN-007", "cafe\u0301");
        names.put("X-TEN-composed", "caf\u00e9");
        // The console would show a warning; a name in another script is not even taken.
        names.put("TEN-008", "\u0430cme");
        names.put("TEN-009", "acme\u200b");
        names.put("X-TEN-capital", "Acme");
        return names;
    }

    /** Reads the configuration of that case and finds it refused where it is wrong. */
    @Override
    public void accept(String id) {
        String url = urls().getOrDefault(id, "https://api.good.example/v1");
        String name = names().getOrDefault(id, "a");
        String wrong = urls().containsKey(id) ? "services.crm.url" : "workspaces";
        Throwable refused = catchThrowable(() -> parse(url, name));
        assertThat(refused).as("expected refusal of %s", id).isInstanceOf(ConfigException.class);
        assertThat(((ConfigException) refused).problems()).anySatisfy(problem -> {
            // An invisible character is refused before there are keys.
            boolean invisible = (url + name).codePoints().anyMatch(c -> Character.getType(c) == Character.FORMAT);
            assertThat(problem.key()).startsWith(invisible ? "" : wrong);
            assertThat(problem.line()).isEqualTo(urls().containsKey(id) ? 6 : 11);
        });
        assertThat(refused.getMessage()).doesNotContain("evil.example");
    }

    static BrokerConfig parse(String url, String name) throws ConfigException {
        String quoted = url.endsWith("\\nx") ? url : url.replace("\\", "\\\\");
        return BrokerConfig.parse(
                YAML.replace("URL", quoted).replace("NAME", "\"" + name + "\""),
                Path.of("").toAbsolutePath());
    }
}
