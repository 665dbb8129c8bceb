package dev.outloop.samples.firstproof.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outloop.samples.firstproof.Main;
import dev.outloop.samples.firstproof.Program;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AuditCommandsTest {

    private static final String KEY = "ab".repeat(32);
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-03T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private HandTrail trail;

    @BeforeEach
    void write() throws IOException {
        trail = new HandTrail(directory.resolve("audit"));
        trail.header(KEY);
        trail.record(
                "2026-01-01T10:00:00Z",
                "ATTEMPT",
                "acme",
                "\"alias\":\"crm\",\"service\":\"tables\",\"action\":\"list\"");
        trail.record("2026-01-02T10:00:00Z", "OUTCOME", "acme", "\"effect\":\"HAPPENED\",\"status\":200");
        trail.record("2026-01-03T10:00:00Z", "DENIED", "globex", "\"alias\":\"crm\",\"code\":\"ALIAS_FOREIGN\"");
        trail.record(
                "2026-01-03T11:00:00Z",
                "DENIED",
                "acme",
                "\"alias\":\"\\u001b[31m\\u202e\\u000a\",\"code\":\"ALIAS_FOREIGN\"");
        trail.note("2026-01-03T11:30:00Z", "RECOVERED", ",\"torn_bytes\":7");
    }

    private Program.Run run(String command, String... options) {
        List<String> words = new ArrayList<>(List.of("audit", command, "--trail", trail.directory.toString()));
        words.addAll(Arrays.asList(options));
        return new Program()
                .in(context -> CommandContext.of(context.in(), context.out(), context.err(), NOON))
                .with(words.toArray(String[]::new));
    }

    private List<Long> numbers(String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(options));
        words.add("--json");
        Program.Run run = run("list", words.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.all()).isZero();
        List<Long> numbers = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            JsonNode json = new ObjectMapper().readTree(line);
            numbers.add(json.has("seq") ? json.get("seq").longValue() : 0);
        }
        return numbers;
    }

    @Test
    void listsByEachOption() throws IOException {
        assertThat(numbers()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(numbers("--tenant", "globex-inc")).containsExactly(3L);
        assertThat(numbers("--workspace", "acme", "--workspace", "globex")).hasSize(4);
        assertThat(numbers("--runtime", "codex", "--alias", "crm")).containsExactly(1L, 3L);
        assertThat(numbers("--service", "tables", "--action", "list")).containsExactly(1L);
        assertThat(numbers("--event", "outcome")).containsExactly(2L);
        assertThat(numbers("--decision", "denied", "--decision", "COMPLETED")).containsExactly(2L, 3L, 4L);
        assertThat(numbers("--code", "ALIAS_FOREIGN")).containsExactly(3L, 4L);
        assertThat(numbers("--id", "id-2")).containsExactly(2L);
        assertThat(numbers("--last", "2")).containsExactly(3L, 4L);
        assertThat(numbers("--sink", "--last", "2")).containsExactly(4L, 0L);
        assertThat(numbers("--event", "RECOVERED")).containsExactly(0L);
    }

    @Test
    void takesTimesAsPeopleWriteThem() throws IOException {
        assertThat(numbers("--since", "2026-01-02")).containsExactly(2L, 3L, 4L);
        assertThat(numbers("--until", "2026-01-02T10:00:00Z")).containsExactly(1L);
        assertThat(numbers("--until", "2026-01-02T12:00:00+01:00")).containsExactly(1L, 2L);
        assertThat(numbers("--since", "2h")).containsExactly(3L, 4L);
        assertThat(numbers("--since", "90m", "--until", "1s")).containsExactly(4L);
        assertThat(numbers("--since", "7d")).hasSize(4);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() throws IOException {
        refused("--since", "--since", "yesterday").contains("2026-01-31");
        refused("--until", "--until", "2026-02-30").contains("2h");
        refused("--decision", "--decision", "maybe").contains("ALLOWED");
        refused("--event", "--event", "PARTY\u001b").doesNotContain("\u001b");
        refused("--last", "--last", "0").contains("1 to");
        Program.Run both = Program.run("audit", "list", "--trail", "a", "--config", "b");
        assertThat(both.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Program.run("audit", "list").err()).contains("--config").contains("--trail");
        for (String command : List.of("list", "follow", "key", "verify")) {
            Program.Run none = Program.run(
                    "audit", command, "--trail", directory.resolve("none").toString());
            assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(none.err()).contains("There is no trail").contains("none");
        }
    }

    private org.assertj.core.api.AbstractStringAssert<?> refused(String names, String... options) {
        Program.Run run = run("list", options);
        assertThat(run.exitCode()).as(run.all()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        return assertThat(run.err()).contains(names).doesNotContain("Exception");
    }

    @Test
    void showsNothingThatATerminalObeys() {
        assertThat(new String(trail.bytes(), StandardCharsets.ISO_8859_1)).contains("\\u001b");
        Program.Run run = run("list", "--sink");
        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.out().lines()).hasSize(5);
        assertThat(run.out()).matches("[ -~\\r\\n]*").contains("\\u{1b}[31m\\u{202e}\\u{a}");
        assertThat(run.out().lines().toList().get(0)).contains("ATTEMPT   acme@acme-corp        codex crm");
    }

    @Test
    void saysWhereATrailIsDamagedAndShowsTheRest() throws IOException {
        trail.raw("\u001b[31m no line\n");
        trail.record("2026-01-03T11:40:00Z", "DENIED", "acme", "\"code\":\"PIN_MISMATCH\"");
        Program.Run run = run("list");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_HELD);
        assertThat(run.out().lines()).hasSize(5);
        assertThat(run.err())
                .contains("trail-000001.jsonl, line 7, after record 4")
                .contains("verify");
        assertThat(run("list", "--last", "1").exitCode()).isEqualTo(ExitCode.NOT_HELD);
    }

    @Test
    void followsUntilToldToEnd() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CommandContext context = CommandContext.of(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                NOON);
        int[] pauses = {0};
        AuditFollowCommand command = new AuditFollowCommand(context, () -> {
            if (pauses[0]++ == 0) {
                try {
                    trail.record("2026-01-03T11:41:00Z", "DENIED", "globex", "\"code\":\"PIN_MISMATCH\"");
                    trail.record("2026-01-03T11:42:00Z", "DENIED", "acme", "\"code\":\"PIN_MISMATCH\"");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                return true;
            }
            return false;
        });
        int exitCode = CommandLines.prepare(new CommandLine(command), context)
                .execute("--trail", trail.directory.toString(), "--tenant", "acme-corp", "--json");
        assertThat(exitCode).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("\"seq\":6"));
        assertThat(run("follow", "--after", "-1").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there a process is killed without being told")
    void aFollowingProcessEndsWhenItIsToldTo() throws Exception {
        Path printed = directory.resolve("printed");
        Process process = Program.process(
                        Main.class, List.of(), "audit", "follow", "--trail", trail.directory.toString(), "--after", "0")
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            process.getOutputStream().close();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (Files.readString(printed).lines().count() < 4 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
            assertThat(Files.readString(printed).lines()).hasSize(4);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void exportsOneClientsRecordsToAFileOfItsOwnersAlone() throws IOException {
        Path out = directory.resolve("acme.jsonl");
        Program.Run run = run("export", "--tenant", "acme-corp", "--out", out.toString());
        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("3 record(s) of acme-corp.");
        assertThat(Files.readAllLines(out)).hasSize(5);
        assertThat(Files.readString(out))
                .doesNotContain("globex", "ALIAS_FOREIGN")
                .contains("ALIAS_UNKNOWN");
        if (out.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                    .isEqualTo("rw-------");
        }
        Program.Run printed = run("export", "--tenant", "acme-corp", "--out", "-");
        assertThat(printed.out()).isEqualTo(Files.readString(out));

        Files.writeString(out, "mine");
        Program.Run taken = run("export", "--tenant", "acme-corp", "--out", out.toString());
        assertThat(taken.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(taken.err()).contains("--force");
        assertThat(out).hasContent("mine");
        assertThat(run("export", "--tenant", "acme-corp", "--out", out.toString(), "--force")
                        .exitCode())
                .isZero();
        assertThat(Files.readString(out)).isEqualTo(printed.out());
        assertThat(run(
                                "export",
                                "--tenant",
                                "acme-corp",
                                "--out",
                                directory.resolve("no/x").toString())
                        .err())
                .contains("no directory");
        assertThat(run("export", "--out", "-").err()).contains("--tenant");
    }

    @Test
    void leavesNoFileIfTheTrailIsDamaged() throws IOException {
        trail.raw("no line\n");
        Path out = directory.resolve("acme.jsonl");
        Program.Run run = run("export", "--tenant", "acme-corp", "--out", out.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_HELD);
        assertThat(run.err()).startsWith("Not exported: ").contains("line 7");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(trail.directory);
        }
    }

    @Test
    void printsThePublicKeyAndWhatToDoWithIt() throws IOException {
        Program.Run run = run("key");
        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.out().strip()).isEqualTo(KEY);
        assertThat(run.err()).contains("another place").contains("audit verify").contains("--key " + KEY);
        HandTrail old = new HandTrail(directory.resolve("old"));
        old.header("");
        assertThat(Program.run("audit", "key", "--trail", old.directory.toString())
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void findsTheTrailOfAConfiguration() throws IOException {
        Fixture fixture = new Fixture(directory, 9);
        Program.Run run = Program.run("audit", "list", "--config", fixture.config.toString(), "--last", "1");
        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.out().lines()).hasSize(1);
    }
}
