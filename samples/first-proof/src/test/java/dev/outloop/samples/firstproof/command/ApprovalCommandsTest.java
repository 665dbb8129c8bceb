package dev.outloop.samples.firstproof.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outloop.core.AuditEntries;
import dev.outloop.core.AuditQuery;
import dev.outloop.core.AuditTrail;
import dev.outloop.samples.firstproof.Program;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalCommandsTest {

    @TempDir
    private Path directory;

    private LoopbackServer server;
    private Fixture fixture;

    @BeforeEach
    void start() throws IOException {
        server = LoopbackServer.start();
        server.answer(request -> Reply.status(200, "made", "Content-Type: text/plain"));
        fixture = new Fixture(directory, server.port());
        Files.writeString(fixture.config, Files.readString(fixture.config) + """
                state: { path: state }
                rules:
                  - { name: ask-writes, effect: approve, writes: true, reason: "Writing is for people." }
                """);
        fixture.store();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void makesACallOnceAPersonHasSeenAndApprovedIt() throws IOException {
        String id = askedId("Anna");
        Program.Run shown = run("pending");
        assertThat(shown.exitCode()).as(shown.all()).isZero();
        assertThat(shown.out())
                .contains(
                        id + "  PENDING",
                        "acme of tenant acme-corp",
                        "claude-code",
                        "files add (files), WRITES",
                        "POST http://127.0.0.1:" + server.port() + "/v1/tenants/t-1/items",
                        "Content-Type: application/json",
                        "  | {\"name\":\"Anna\"}",
                        "ask-writes",
                        "Writing is for people.",
                        "one use within 1h",
                        "ago",
                        "for another 2");
        Program.Run approved = run("approve", id, "--note", "as agreed");
        assertThat(approved.exitCode()).as(approved.all()).isZero();
        assertThat(approved.out()).contains("  | {\"name\":\"Anna\"}");
        assertThat(approved.err()).startsWith("APPROVED " + id);
        assertThat(run("pending").out()).contains(id + "  APPROVED", "0 of 1 times", "as agreed");
        assertThat(server.connections()).isZero();

        Program.Run made = add("Anna");
        assertThat(made.exitCode()).as(made.all()).isZero();
        assertThat(made.out()).isEqualTo("made");
        assertThat(add("Anna").exitCode()).as("it was for once").isEqualTo(ExitCode.PENDING);
        assertThat(server.requests()).hasSize(1);
        assertThat(events(id)).containsExactly("PENDING", "APPROVED", "ATTEMPT");
    }

    @Test
    void tellsTheAgentWhyAPersonSaidNo() throws IOException {
        String id = askedId("Anna");
        assertThat(run("reject", id).exitCode()).as("without a note").isEqualTo(ExitCode.USAGE);
        Program.Run rejected = run("reject", id, "--note", "not before Monday", "--json");
        assertThat(rejected.exitCode()).as(rejected.all()).isZero();
        assertThat(json(rejected).get("state").textValue()).isEqualTo("REJECTED");
        Program.Run refused = add("Anna");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.DENIED);
        assertThat(refused.err()).startsWith("denied: APPROVAL_REJECTED: ").contains("not before Monday");
        assertThat(run("pending").out()).isEmpty();
        assertThat(events(id)).containsExactly("PENDING", "REJECTED");
        assertThat(server.connections()).isZero();
    }

    @Test
    void takesNothingButTheWholeIdOfOneThatWaits() throws IOException {
        String id = askedId("Anna");
        for (String other : List.of(id.substring(0, id.length() - 1), "approval-0123456789abcdef")) {
            Program.Run unknown = run("approve", other);
            assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(unknown.err()).startsWith("No request of that id waits");
        }
        assertThat(run("approve", id).exitCode()).isZero();
        assertThat(run("approve", id).exitCode()).as("a second time").isEqualTo(ExitCode.USAGE);
        assertThat(run("reject", id, "--note", "no").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void asksAPersonAtATerminalUnlessToldNotTo() throws IOException {
        String id = askedId("Anna");
        for (String typed : List.of("", "y", "no")) {
            Program.Run run = run(asking(typed), "approve", id);
            assertThat(run.exitCode()).isEqualTo(ExitCode.PENDING);
            assertThat(run.out()).contains("  | {\"name\":\"Anna\"}");
        }
        assertThat(add("Anna").exitCode()).isEqualTo(ExitCode.PENDING);
        assertThat(run(asking("yes"), "approve", id).exitCode()).isZero();
        assertThat(add("Anna").exitCode()).isZero();
        assertThat(run(asking("no"), "approve", "--yes", askedId("Anna")).exitCode())
                .isZero();
    }

    @Test
    void showsTheSameAsJson() throws IOException {
        Program.Run asked = fixture.run("call", "--json", "files", "add", "name=An\u0000na");
        String id = json(asked).get("approval").textValue();
        JsonNode shown = json(run("pending", "--json")).get("approvals");
        assertThat(shown).hasSize(1);
        assertThat(shown.get(0).get("id").textValue()).isEqualTo(id);
        assertThat(shown.get(0).get("state").textValue()).isEqualTo("PENDING");
        assertThat(new ObjectMapper()
                        .readTree(shown.get(0).get("body").textValue())
                        .get("name")
                        .textValue())
                .isEqualTo("An\u0000na");
        assertThat(shown.get(0).get("writes").booleanValue()).isTrue();
        assertThat(shown.get(0).get("fingerprint").textValue()).matches("[0-9a-f]{64}");
        assertThat(shown.get(0).get("decided_at").isNull()).isTrue();
    }

    @Test
    void asksAgainOnceTheConfigurationMeansSomethingElse() throws IOException {
        String id = askedId("Anna");
        assertThat(run("approve", id).exitCode()).isZero();
        Files.writeString(fixture.config, Files.readString(fixture.config).replace("tenant: t-1", "tenant: t-9"));
        assertThat(add("Anna").exitCode()).isEqualTo(ExitCode.PENDING);
        assertThat(run("pending").out()).contains("/tenants/t-9/items").doesNotContain(id);
        assertThat(server.connections()).isZero();
    }

    private String askedId(String name) throws IOException {
        Program.Run asked = add(name);
        assertThat(asked.exitCode()).as(asked.all()).isEqualTo(ExitCode.PENDING);
        JsonNode open = json(run("pending", "--json")).get("approvals");
        String id = open.get(open.size() - 1).get("id").textValue();
        assertThat(asked.err()).startsWith("pending: ").contains("next: pending shows it, approve " + id);
        return id;
    }

    private Program.Run add(String name) {
        return fixture.run("call", "files", "add", "name=" + name);
    }

    private Program.Run run(String command, String... rest) {
        return run(new Program(), command, rest);
    }

    private Program.Run run(Program program, String command, String... rest) {
        List<String> arguments = new ArrayList<>(List.of(command, "--config", fixture.config.toString()));
        arguments.addAll(List.of(rest));
        return program.with(arguments.toArray(String[]::new));
    }

    private static Program asking(String typed) {
        return new Program().in(context -> context.asking(question -> typed.toCharArray()));
    }

    /** Of all runs: each has a segment of its own. */
    private List<String> events(String id) throws IOException {
        List<String> events = new ArrayList<>();
        try (AuditEntries entries = AuditTrail.read(directory.resolve("audit"))
                .query(AuditQuery.builder().build())) {
            for (var entry = entries.next(); entry.isPresent(); entry = entries.next()) {
                if (entry.get().text("approval").equals(id)) {
                    events.add(entry.get().event());
                }
            }
        }
        return events;
    }

    private static JsonNode json(Program.Run run) throws IOException {
        assertThat(run.out().lines()).as(run.all()).hasSize(1);
        return new ObjectMapper().readTree(run.out());
    }
}
