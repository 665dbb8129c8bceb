package dev.outloop.samples.firstproof.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outloop.samples.firstproof.Program;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandsTest {

    @TempDir
    private Path directory;

    private LoopbackServer server;
    private Fixture fixture;

    @BeforeEach
    void start() throws IOException {
        server = LoopbackServer.start();
        server.answer(request -> Reply.status(200, "ok"));
        fixture = new Fixture(directory, server.port());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Program.Run test(String cases, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("cases.yaml"), cases);
        List<String> words = new ArrayList<>(List.of("policy", "test", file.toString()));
        words.addAll(Arrays.asList(options));
        return Program.run(words.toArray(String[]::new));
    }

    private static final String GOOD = """
            version: 1
            config: outloop.yaml
            cases:
              - { name: reads, workspace: acme, runtime: claude-code, alias: files, action: item, parameters: { id: x }, expect: allow }
              - { name: stays inside, workspace: acme, runtime: claude-code, alias: files, http: { method: GET, path: /tenants/t-2/items/x }, expect: deny PIN_MISMATCH }
            """;

    @Test
    void testsCasesWithoutVaultTrailOrNetwork() throws IOException {
        Program.Run run = test(GOOD);
        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "ok    reads: allow", "ok    stays inside: deny PIN_MISMATCH", "2 case(s), 0 not as expected");
        assertThat(directory.resolve("audit")).doesNotExist();
        assertThat(directory.resolve("vault.p12")).doesNotExist();
        assertThat(server.connections()).isZero();
    }

    @Test
    void showsWhatIsNotAsExpectedAndWhy() throws IOException {
        String bad = GOOD.replace("runtime: claude-code, alias: files, action", "runtime: codex, alias: files, action");
        Program.Run run = test(bad);
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_HELD);
        assertThat(run.out())
                .contains("FAIL  reads: allow", "got deny RUNTIME_NOT_ALLOWED", "decided by: runtime")
                .contains("1 not as expected");
        JsonNode json = new ObjectMapper().readTree(test(bad, "--json").out());
        assertThat(json.get("cases").intValue()).isEqualTo(2);
        assertThat(json.get("failed").intValue()).isEqualTo(1);
        JsonNode failed = json.get("results").get(0);
        assertThat(failed.get("as_expected").booleanValue()).isFalse();
        assertThat(failed.get("line").intValue()).isEqualTo(4);
        assertThat(failed.get("got").get("code").textValue()).isEqualTo("RUNTIME_NOT_ALLOWED");
        assertThat(failed.get("got").get("rule").textValue()).isEqualTo("runtime");
        assertThat(failed.get("got").get("steps")).isNotEmpty();
    }

    @Test
    void tellsABrokenFileFromAFailedCase() throws IOException {
        Program.Run broken = test(GOOD.replace("expect: allow", "expect: yes"));
        assertThat(broken.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(broken.err()).contains("cases.yaml:4:").contains("cases[0].expect");
        assertThat(test("version: 1\ncases: []\n").exitCode()).isEqualTo(ExitCode.USAGE);
        Program.Run without = test(GOOD.replace("config: outloop.yaml\n", ""));
        assertThat(without.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(without.err()).contains("--config");
        assertThat(test(GOOD.replace("config: outloop.yaml\n", ""), "--config", fixture.config.toString())
                        .exitCode())
                .isZero();
        assertThat(Program.run("policy").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Program.run("policy", "test", "--help").out()).contains("Exit code:");
    }

    @Test
    void explainsAsOneJsonObject() throws IOException {
        Program.Run run = fixture.run("explain", "--json", "files", "item", "id=x");
        assertThat(run.exitCode()).as(run.all()).isZero();
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.get("decision").textValue()).isEqualTo("allow");
        assertThat(json.get("rule").textValue()).isEqualTo("allowed actions");
        assertThat(json.get("code").isNull()).isTrue();
        assertThat(json.get("limits").isArray()).isTrue();
        assertThat(json.get("steps").toString()).contains("\"authorize\"");
        assertThat(fixture.run("explain", "files", "item", "id=x").out())
                .contains("decided by: allowed actions", "charged: no limit");
    }

    @Test
    void replaysATrailAgainstAnotherConfiguration() throws IOException {
        fixture.store();
        fixture.run("call", "files", "item", "id=x");
        fixture.run("call", "files", "add", "name=n");
        fixture.run("call", "files", "add", "name=m");
        fixture.run(new Program(), "call", "codex", "files", "item", "id=x");
        Path next = Files.writeString(
                directory.resolve("next.yaml"),
                Files.readString(fixture.config)
                        .replace("actions: [item, add]", "actions: [item]")
                        .replace("runtimes: [claude-code]", "runtimes: [claude-code, codex]"));
        String trail = directory.resolve("audit").toString();

        Program.Run same = Program.run("policy", "replay", "--trail", trail, "--config", fixture.config.toString());
        assertThat(same.exitCode()).as(same.all()).isZero();
        assertThat(same.out()).contains("trail: intact").contains("4 the same, 0 differ");

        String[] changed = {
            "policy", "replay", "--trail", trail, "--config", next.toString(), "--was", fixture.config.toString()
        };
        Program.Run run = Program.run(changed);
        assertThat(run.exitCode()).as(run.all()).isEqualTo(ExitCode.DIFFERS);
        assertThat(run.out())
                .contains("DIFFERS  2 x files/add: was allow, now deny ACTION_NOT_APPROVED")
                .contains("DIFFERS  1 x files/item: was deny RUNTIME_NOT_ALLOWED, now allow")
                .contains("1 the same, 3 differ, 0 depend");
        List<String> json = new ArrayList<>(Arrays.asList(changed));
        json.addAll(List.of("--json", "--action", "add"));
        JsonNode found = new ObjectMapper()
                .readTree(Program.run(json.toArray(String[]::new)).out());
        assertThat(found.get("differ").intValue()).isEqualTo(2);
        assertThat(found.get("same").intValue()).isZero();
        JsonNode first = found.get("differences").get(0);
        assertThat(first.get("count").intValue()).isEqualTo(2);
        assertThat(fixture.trail()).contains(first.get("examples").get(1).textValue());

        Path file = directory.resolve("audit").resolve("trail-000001.jsonl");
        Files.writeString(file, fixture.trail().replace("claude-code", "claude-cove"), StandardCharsets.US_ASCII);
        Program.Run edited = Program.run(changed);
        assertThat(edited.exitCode()).isEqualTo(ExitCode.NOT_HELD);
        assertThat(edited.out()).contains("trail: NOT INTACT");
        Program.Run none = Program.run(
                "policy", "replay", "--trail", directory.resolve("no").toString(), "--config", next.toString());
        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
