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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    @TempDir
    private Path directory;

    private LoopbackServer server;
    private Fixture fixture;

    @BeforeEach
    void start() throws IOException {
        server = LoopbackServer.start();
        server.answer(request -> Reply.status(
                200,
                "you sent " + request.header("X-API-Key").orElse("nothing"),
                "Content-Type: text/plain",
                "X-Echo: " + request.header("X-API-Key").orElse("")));
        fixture = new Fixture(directory, server.port());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void callsWithAStoredKeyThatNobodySees() throws IOException {
        assertThat(fixture.store().exitCode()).isZero();
        Program.Run run = fixture.run("call", "files", "item", "id=x", "limit=5");

        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.out()).isEqualTo("you sent [redacted]");
        assertThat(run.err()).startsWith("completed: status 200, 19 bytes, 2 redaction(s), checked: no secret in it");
        assertThat(server.requests()).hasSize(1);
        assertThat(fixture.key.isFoundIn(server.requests().get(0).raw())).isTrue();
        assertThat(server.requests().get(0).target()).isEqualTo("/v1/tenants/t-1/items/x?limit=5");
        assertThat(fixture.key.isFoundIn(run.all())).isFalse();
        assertThat(fixture.key.isFoundIn(fixture.trail())).isFalse();
    }

    @Test
    void printsOneJsonObject() throws IOException {
        fixture.store();
        JsonNode json = json(fixture.run("call", "--json", "files", "item", "id=x"), ExitCode.COMPLETED);
        assertThat(json.get("outcome").textValue()).isEqualTo("completed");
        assertThat(json.get("code").isNull()).isTrue();
        assertThat(json.get("message").isNull()).isTrue();
        assertThat(json.get("status").intValue()).isEqualTo(200);
        assertThat(json.get("headers").toString()).contains("[\"X-Echo\",\"[redacted]\"]");
        assertThat(json.get("body").textValue()).isEqualTo("you sent [redacted]");
        assertThat(json.get("redactions").intValue()).isEqualTo(2);
        assertThat(json.get("secret_exposed").isBoolean()).isTrue();
        assertThat(json.get("secret_exposed").booleanValue()).isFalse();
        assertThat(json.get("effect").textValue()).isEqualTo("HAPPENED");
        assertThat(json.get("outcome_recorded").booleanValue()).isTrue();
        assertThat(fixture.trail()).contains("\"id\":\"" + json.get("id").textValue() + "\"");
    }

    @Test
    void printsABodyThatIsNoTextInBase64() throws IOException {
        fixture.store();
        server.answer(Reply.status(200, new byte[] {(byte) 0xff, 0, 1}, "Content-Type: application/octet-stream"));
        JsonNode json = json(fixture.run("call", "--json", "files", "item", "id=x"), ExitCode.COMPLETED);
        assertThat(json.get("body").isNull()).isTrue();
        assertThat(json.get("body_base64").binaryValue()).containsExactly(0xff, 0, 1);
    }

    @Test
    void tellsADenialByExitCodeAndJson() throws IOException {
        fixture.store();
        JsonNode json = json(fixture.run("request", "--json", "files", "GET", "/tenants/t-2/items/x"), ExitCode.DENIED);
        assertThat(json.get("outcome").textValue()).isEqualTo("denied");
        assertThat(json.get("code").textValue()).isEqualTo("PIN_MISMATCH");
        assertThat(json.get("message").textValue()).isNotBlank();
        assertThat(json.get("secret_exposed").isNull()).isTrue();
        assertThat(json.get("effect").textValue()).isEqualTo("NONE");
        assertThat(server.connections()).isZero();

        Program.Run unknown = fixture.run("call", "nothing", "item", "id=x");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.DENIED);
        assertThat(unknown.err()).startsWith("denied: ALIAS_UNKNOWN: ");
        assertThat(unknown.out()).isEmpty();
        Program.Run missing = fixture.run("call", "files", "item");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.DENIED);
        assertThat(missing.err()).startsWith("denied: PARAMETER_MISSING: ");
    }

    @Test
    void tellsAFailureByExitCodeAndEffect() throws IOException {
        JsonNode json = json(fixture.run("call", "--json", "files", "item", "id=x"), ExitCode.FAILED);
        assertThat(json.get("code").textValue()).isEqualTo("SECRET_NOT_FOUND");
        assertThat(json.get("effect").textValue()).isEqualTo("NONE");
        assertThat(json.get("outcome_recorded").booleanValue()).isTrue();
        assertThat(json.get("secret_exposed").isNull()).isTrue();
    }

    @Test
    void sendsARawRequestWithABodyFromFileOrInput() throws IOException {
        fixture.store();
        Path body = Files.writeString(directory.resolve("body.json"), "{\"name\":\"a\"}");
        Program.Run file = fixture.run("request", "files", "POST", "/tenants/t-1/items", "--body", body.toString());
        assertThat(file.exitCode()).as(file.all()).isZero();
        assertThat(server.requests().get(0).bodyAsUtf8()).isEqualTo("{\"name\":\"a\"}");
        assertThat(server.requests().get(0).headers("Content-Type"))
                .singleElement()
                .satisfies(type -> assertThat(type).startsWith("application/json"));
        Program.Run input = fixture.run(
                new Program().input("{\"name\":\"b\"}"),
                "request",
                "claude-code",
                "files",
                "POST",
                "/tenants/t-1/items",
                "-H",
                "Content-Type: application/json",
                "--body",
                "-");
        assertThat(input.exitCode()).as(input.all()).isZero();
        assertThat(server.requests().get(1).bodyAsUtf8()).isEqualTo("{\"name\":\"b\"}");
    }

    @Test
    void makesControlCharactersVisibleOnATerminalAlone() throws IOException {
        fixture.store();
        server.answer(Reply.status(200, "a\u001b[31mb\n\u202ec", "Content-Type: text/plain"));
        assertThat(fixture.run("call", "files", "item", "id=x").out()).isEqualTo("a\u001b[31mb\n\u202ec");
        Program.Run shown = fixture.run(
                new Program().in(CommandContext::showingToPerson), "call", "claude-code", "files", "item", "id=x");
        assertThat(shown.out()).isEqualTo("a\\u{1b}[31mb\n\\u{202e}c" + System.lineSeparator());
    }

    @Test
    void explainsWithoutVaultOrTrail() {
        Program.Run allowed = fixture.run("explain", "files", "item", "id=x");
        assertThat(allowed.exitCode()).as(allowed.all()).isZero();
        assertThat(allowed.out()).endsWith("allowed" + System.lineSeparator());
        Program.Run refused = fixture.run("explain", "--request", "files", "GET", "/tenants/t-2/items/x");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.DENIED);
        assertThat(refused.out()).contains("refused with PIN_MISMATCH");
        Program.Run runtime = fixture.run(new Program(), "explain", "codex", "files", "item", "id=x");
        assertThat(runtime.out()).contains("refused with RUNTIME_NOT_ALLOWED");
        assertThat(directory.resolve("audit")).doesNotExist();
        assertThat(server.connections()).isZero();
    }

    @Test
    void listsWhatAWorkspaceMayAskFor() {
        Program.Run run = fixture.run("actions");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("files item GET /tenants/{tenant}/items/{id} id=")
                        .endsWith("# One item"))
                .hasSize(2);
        assertThat(fixture.run(new Program(), "actions", "codex").out()).isEmpty();
    }

    @Test
    void verifiesTheTrailAndSeesAnEditedOne() throws IOException {
        String[] verify = {"audit", "verify", "--config", fixture.config.toString()};
        assertThat(Program.run(verify).exitCode()).isEqualTo(ExitCode.USAGE);
        fixture.store();
        fixture.run("call", "files", "item", "id=x");
        Program.Run intact = Program.run(verify);
        assertThat(intact.exitCode()).isZero();
        assertThat(intact.out()).startsWith("intact: 3 records").contains("last hash: ");
        Path trail = directory.resolve("audit").resolve("trail-000001.jsonl");
        Files.writeString(trail, fixture.trail().replace("claude-code", "claude-cove"), StandardCharsets.US_ASCII);
        Program.Run edited = Program.run(verify);
        assertThat(edited.exitCode()).isEqualTo(ExitCode.NOT_HELD);
        assertThat(edited.out()).startsWith("NOT INTACT: ");
    }

    private static JsonNode json(Program.Run run, int exitCode) throws IOException {
        assertThat(run.exitCode()).as(run.all()).isEqualTo(exitCode);
        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.err()).isEmpty();
        return new ObjectMapper().readTree(run.out());
    }
}
