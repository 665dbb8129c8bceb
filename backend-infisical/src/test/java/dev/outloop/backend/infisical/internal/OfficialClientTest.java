package dev.outloop.backend.infisical.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.testkit.Counterparts;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The fake is not what this backend made up: the official client for Node reads the same secrets from it. */
class OfficialClientTest {

    private static final String MODULES = "OUTLOOP_NODE_MODULES";
    private static final String PACKAGE = "@infisical/sdk";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> VALUES = Map.of(
            "PLAIN", "sk-12345",
            "UNICODE", "k\u00fcche \ud83d\udd11 \u65e5\u672c",
            "LINES", "-----BEGIN-----\nline\r\n\tend\n",
            "QUOTES", "a \"b\" 'c' \\ \\n ${d} {\"e\":1} </script>",
            "CONTROL", "bell\u0007 del\u007f",
            "name with #?%&+=;", "odd name",
            "SPACES", "  two  ",
            "LONG", "x".repeat(4000));

    @Test
    void readsAndListsTheSameSecretsAsThisBackend() throws Exception {
        Path modules = modules();
        try (Fixture vault = new Fixture()) {
            ObjectNode input = JSON.createObjectNode()
                    .put("clientId", FakeInfisical.CLIENT_ID)
                    .put("clientSecret", vault.infisical.clientSecret.text());
            ArrayNode wanted = input.putArray("secrets");
            int version = 1;
            for (Map.Entry<String, String> entry : VALUES.entrySet()) {
                String folder = version % 2 == 0 ? "/" : "/apps/agent " + version;
                vault.infisical.keep(folder, entry.getKey(), entry.getValue()).put("version", version++);
                wanted.addObject().put("path", folder).put("name", entry.getKey());
            }

            JsonNode theirs = run(modules, vault.infisical, input);

            assertThat(vault.infisical.logIns).hasValue(1);
            for (JsonNode secret : wanted) {
                String folder = secret.path("path").asText();
                JsonNode read = theirs.path("read")
                        .path(folder + " " + secret.path("name").asText());
                SecretRef ref = ref(folder, secret.path("name").asText());
                try (Lease lease = vault.lease(ref.path())) {
                    assertThat(vault.lend(ref.path()))
                            .isEqualTo(read.path("value").asText())
                            .isEqualTo(VALUES.get(secret.path("name").asText()));
                    assertThat(lease.version()).contains(read.path("version").asText());
                }
            }
            assertThat(theirs.path("listed"))
                    .extracting(JsonNode::asText)
                    .containsExactlyInAnyOrderElementsOf(vault.backend.list(vault.clock.in(Fixture.PATIENCE)).stream()
                            .map(OfficialClientTest::asListed)
                            .toList())
                    .hasSize(VALUES.size());
            // It takes the same answer for the same failure, and repeats what it read, as this backend must not.
            assertThat(theirs.path("failure").asText()).contains("[StatusCode=404]", vault.infisical.marker.text());
            vault.requireRefused(ErrorCode.SECRET_NOT_FOUND, "MISSING");
            assertThat(vault.infisical.logIns).hasValue(2);
        }
    }

    private static SecretRef ref(String folder, String name) {
        return new SecretRef("team", folder.equals("/") ? List.of(name) : List.of("apps", folder.substring(6), name));
    }

    private static String asListed(SecretRef ref) {
        int last = ref.segments().size() - 1;
        return Place.folder(List.of(), ref.segments().subList(0, last)) + " "
                + ref.segments().get(last);
    }

    private static Path modules() {
        String folder = System.getenv().getOrDefault(MODULES, "");
        if (folder.isEmpty() || !Files.isDirectory(Path.of(folder, PACKAGE))) {
            throw Counterparts.in(System.getenv())
                    .missing(
                            "this test needs the npm package " + PACKAGE + " in the folder that " + MODULES + " names");
        }
        return Path.of(folder).toAbsolutePath();
    }

    private static JsonNode run(Path modules, FakeInfisical infisical, JsonNode input) throws Exception {
        Path script = Path.of(
                OfficialClientTest.class.getResource("/official-client.mjs").toURI());
        Process node = new ProcessBuilder(
                        Counterparts.require("node").toString(),
                        script.toString(),
                        modules.toString(),
                        infisical.server.url(),
                        FakeInfisical.PROJECT,
                        FakeInfisical.ENVIRONMENT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            try (OutputStream in = node.getOutputStream()) {
                in.write(JSON.writeValueAsBytes(input));
            }
            JsonNode output = JSON.readTree(node.getInputStream());
            assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(node.exitValue()).isZero();
            return output;
        } finally {
            node.destroyForcibly();
        }
    }
}
