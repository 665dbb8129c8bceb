package dev.outloop.backend.doppler.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.Counterparts;
import dev.outloop.testkit.RequireCounterpart;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

    private static final String WRONG_TOKEN = "dp.pt.wrong";

    @TempDir
    private static Path directory;

    private static FakeDoppler doppler;
    private static JsonArray theirs;

    @BeforeAll
    static void start() throws Exception {
        doppler = FakeDoppler.start();
        VALUES.forEach(doppler::keep);
        doppler.keepRestricted("RESTRICTED", "a restricted value");
        theirs = askTheirs(List.of(doppler.personalToken.text(), doppler.serviceToken.text(), WRONG_TOKEN));
    }

    @AfterAll
    static void end() {
        if (doppler != null) {
            doppler.close();
        }
    }

    @Test
    void readTheSameSecrets() throws Exception {
        JsonObject personal = theirs.get(0).getAsJsonObject();

        assertThat(texts(personal.getAsJsonObject("one"))).isEqualTo(VALUES);
        assertThat(ours("one")).isEqualTo(VALUES);
        assertThat(texts(personal.getAsJsonObject("many"))).containsAllEntriesOf(VALUES);
        assertThat(ours("many")).isEqualTo(VALUES);
        assertThat(personal.getAsJsonArray("names").asList().stream().map(JsonElement::getAsString))
                .containsAll(listed());
        assertThat(personal.get("type").getAsString()).isEqualTo("personal");
    }

    @Test
    void areShownNoRestrictedValueWithAPersonalToken() throws Exception {
        JsonObject personal = theirs.get(0).getAsJsonObject();
        assertThat(personal.getAsJsonObject("one").get("RESTRICTED").isJsonNull())
                .isTrue();
        assertThat(personal.getAsJsonObject("many").has("RESTRICTED")).isFalse();
        for (String fetch : List.of("one", "many")) {
            try (OpenDoppler vault =
                    new OpenDoppler(doppler.personalContext(directory).with("fetch", fetch))) {
                vault.requireFailure(ErrorCode.SECRET_WITHHELD, "RESTRICTED");
            }
        }
    }

    @Test
    void areShownARestrictedValueWithAServiceToken() throws Exception {
        JsonObject service = theirs.get(1).getAsJsonObject();
        for (String fetch : List.of("one", "many")) {
            try (OpenDoppler vault = new OpenDoppler(doppler.context(directory).with("fetch", fetch))) {
                assertThat(vault.lend("RESTRICTED"))
                        .isEqualTo(
                                service.getAsJsonObject(fetch).get("RESTRICTED").getAsString());
            }
        }
    }

    @Test
    void areRefusedAWrongToken() throws Exception {
        assertThat(theirs.get(2).getAsJsonObject().get("error").getAsInt()).isEqualTo(401);
        try (OpenDoppler vault = new OpenDoppler(
                doppler.personalContext(directory).withSecret("token", WRONG_TOKEN.getBytes(StandardCharsets.UTF_8)))) {
            vault.requireFailure(ErrorCode.VAULT_DENIED, "PLAIN");
        }
    }

    private Map<String, String> ours(String fetch) throws VaultException {
        Map<String, String> values = new LinkedHashMap<>();
        try (OpenDoppler vault =
                new OpenDoppler(doppler.personalContext(directory).with("fetch", fetch))) {
            for (String name : VALUES.keySet()) {
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
                .filter(entry -> !entry.getValue().isJsonNull())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getAsString()));
    }

    /** What the client reads with each of these tokens, which go to it by its standard input. */
    private static JsonArray askTheirs(List<String> tokens) throws Exception {
        List<String> names = new ArrayList<>(VALUES.keySet());
        names.add("RESTRICTED");
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
                                "tokens",
                                tokens,
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
            return new Gson().fromJson(out, JsonArray.class);
        } finally {
            Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
            process.waitFor();
        }
    }
}
