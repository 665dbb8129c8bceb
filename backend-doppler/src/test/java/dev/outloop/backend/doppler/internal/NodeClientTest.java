package dev.outloop.backend.doppler.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.Counterparts;
import dev.outloop.testkit.RequireCounterpart;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Doppler's official client for Node reads the same server in the same test, so that the fake is not only ours. */
@RequireCounterpart("node")
@DisplayName("Doppler's own client and this backend")
class NodeClientTest {

    private static final Map<String, String> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("PLAIN", "sk_test_9YxLnoLDdvOPn2dfjBVPB");
        VALUES.put("UNICODE", "k\u00fcche \u2028 \u65e5\u672c\u8a9e \ud83d\udd11");
        VALUES.put("LINES", "-----BEGIN KEY-----\nMIIB\r\n\tQg==\n-----END KEY-----\n");
        VALUES.put("QUOTES", "\"double\" 'single' `tick` \\ back \\n not a line </script> & <b>");
        VALUES.put("CONTROLS", "\u0001\u001f\u007f\u0000end");
        VALUES.put("SPACES", "  both ends  ");
        VALUES.put("JSON", "{\"type\":\"service_account\",\"private_key\":\"-----BEGIN\\n\"}");
        VALUES.put("LONG", "long".repeat(4000));
    }

    @TempDir
    private Path directory;

    private FakeDoppler doppler;

    @BeforeEach
    void start() throws Exception {
        doppler = FakeDoppler.start();
        VALUES.forEach(doppler::keep);
        doppler.keepRestricted("RESTRICTED", "a restricted value");
    }

    @AfterEach
    void end() {
        doppler.close();
    }

    @Test
    void readTheSameSecrets() throws Exception {
        List<String> names = List.copyOf(VALUES.keySet());
        JsonObject theirs = theirs(doppler.personalToken.text(), names);

        assertThat(texts(theirs.getAsJsonObject("one"))).isEqualTo(VALUES);
        assertThat(ours("one", names)).isEqualTo(VALUES);
        assertThat(texts(theirs.getAsJsonObject("many")))
                .containsAllEntriesOf(VALUES)
                .doesNotContainKey("RESTRICTED");
        assertThat(ours("many", names)).isEqualTo(VALUES);
        assertThat(theirs.getAsJsonArray("names").asList().stream().map(name -> name.getAsString()))
                .containsAll(listed());
        assertThat(theirs.get("type").getAsString()).isEqualTo("personal");
    }

    @Test
    void areShownNoRestrictedValue() throws Exception {
        JsonObject theirs = theirs(doppler.personalToken.text(), List.of("RESTRICTED"));
        assertThat(theirs.getAsJsonObject("one").get("RESTRICTED").isJsonNull()).isTrue();
        for (String fetch : List.of("one", "many")) {
            try (OpenDoppler vault =
                    new OpenDoppler(doppler.personalContext(directory).with("fetch", fetch))) {
                vault.requireFailure(ErrorCode.SECRET_WITHHELD, "RESTRICTED");
            }
        }
    }

    @Test
    void areRefusedAWrongToken() throws Exception {
        assertThat(theirs("dp.pt.wrong", List.of("PLAIN")).get("error").getAsInt())
                .isEqualTo(401);
        try (OpenDoppler vault = new OpenDoppler(doppler.personalContext(directory)
                .withSecret("token", "dp.pt.wrong".getBytes(StandardCharsets.UTF_8)))) {
            vault.requireFailure(ErrorCode.VAULT_DENIED, "PLAIN");
        }
    }

    private Map<String, String> ours(String fetch, List<String> names) throws VaultException {
        Map<String, String> values = new LinkedHashMap<>();
        try (OpenDoppler vault =
                new OpenDoppler(doppler.personalContext(directory).with("fetch", fetch))) {
            for (String name : names) {
                values.put(name, vault.lend(name));
            }
        }
        return values;
    }

    private List<String> listed() throws VaultException {
        try (OpenDoppler vault = new OpenDoppler(doppler.personalContext(directory))) {
            List<String> names =
                    vault.list().stream().map(ref -> ref.segments().get(0)).toList();
            assertThat(names).hasSize(VALUES.size() + 1);
            return names;
        }
    }

    private static Map<String, String> texts(JsonObject object) {
        return object.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getAsString()));
    }

    /** What the client reads; the token goes to it by its standard input. */
    private JsonObject theirs(String token, List<String> names) throws Exception {
        Path client = NodeModules.require("@dopplerhq/node-sdk/dist/index.js");
        Path script =
                Path.of(NodeClientTest.class.getResource("/doppler-client.mjs").toURI());
        Process process = new ProcessBuilder(
                        Counterparts.require("node").toString(), script.toString(), client.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write(new Gson()
                        .toJson(Map.of(
                                "url",
                                doppler.server.url(),
                                "token",
                                token,
                                "project",
                                FakeDoppler.PROJECT,
                                "config",
                                FakeDoppler.CONFIG,
                                "names",
                                names))
                        .getBytes(StandardCharsets.UTF_8));
            }
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(out).isZero();
            return new Gson().fromJson(out, JsonObject.class);
        } finally {
            Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
            process.waitFor();
        }
    }
}
