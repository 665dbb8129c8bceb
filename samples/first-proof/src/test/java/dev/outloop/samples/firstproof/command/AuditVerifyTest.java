package dev.outloop.samples.firstproof.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outloop.core.AuditTrail;
import dev.outloop.core.CheckpointExport;
import dev.outloop.samples.firstproof.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerifyTest {

    /** A public key of RFC 8032, section 7.1, that signed nothing here. */
    private static final String OTHER_KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        AuditTrail.open(directory.resolve("audit"), Clock.systemUTC()).close();
    }

    private Program.Run verify(String... options) {
        return verify(new Program(), options);
    }

    private Program.Run verify(Program program, String... options) {
        String[] words = new String[options.length + 4];
        System.arraycopy(
                new String[] {
                    "audit", "verify", "--trail", directory.resolve("audit").toString()
                },
                0,
                words,
                0,
                4);
        System.arraycopy(options, 0, words, 4, options.length);
        return program.with(words);
    }

    @Test
    void printsOneJsonObject() throws IOException {
        Program.Run run = verify("--json");
        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.err()).isEmpty();
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.get("intact").booleanValue()).isTrue();
        assertThat(json.get("problem").isNull()).isTrue();
        assertThat(json.get("last_hash").textValue()).hasSize(64);

        Path file = directory.resolve("audit").resolve("trail-000001.jsonl");
        Files.writeString(
                file,
                Files.readString(file, StandardCharsets.US_ASCII)
                        .replace("\"reason\":\"START\"", "\"reason\":\"START \""),
                StandardCharsets.US_ASCII);
        Program.Run edited = verify("--json");
        assertThat(edited.exitCode()).as(edited.all()).isEqualTo(ExitCode.NOT_HELD);
        JsonNode problem = new ObjectMapper().readTree(edited.out()).get("problem");
        assertThat(problem.get("line").intValue()).isEqualTo(1);
        assertThat(problem.get("tampering").booleanValue()).isTrue();
    }

    @Test
    void refusesKeysAndFilesThatAreNone() {
        for (String key : new String[] {"", "ab", "z".repeat(64), "0".repeat(63)}) {
            Program.Run run = verify("--key", key);
            assertThat(run.exitCode()).as(run.all()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("64 lower-case hexadecimal digits").doesNotContain("Exception");
        }
        Program.Run missing = verify("--checkpoints", directory.resolve("none").toString());
        assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("--checkpoints").contains("none");
    }

    @Test
    void takesSeveralFilesOfCheckpointsOneOfWhichHasToBeOfTheTrail() throws IOException {
        Path none = Files.createFile(directory.resolve("empty"));
        Path own = directory.resolve("own");
        AuditTrail.builder(directory.resolve("audit"))
                .exportTo(CheckpointExport.file(own))
                .open()
                .close();
        Program.Run run = verify("--checkpoints", none.toString(), "--checkpoints", own.toString());
        assertThat(run.exitCode()).as(run.all()).isZero();

        Program.Run unattested = verify("--checkpoints", none.toString());
        assertThat(unattested.exitCode()).as(unattested.all()).isEqualTo(ExitCode.NOT_HELD);
        assertThat(unattested.out()).contains("NOT ATTESTED").doesNotContain("NOT INTACT");

        Program.Run noFile = verify("--checkpoints", directory.toString());
        assertThat(noFile.exitCode()).as(noFile.all()).isEqualTo(ExitCode.USAGE);
        assertThat(noFile.err()).contains("--checkpoints");
    }

    @Test
    void theKeyCommandNamesEveryKeyThatVerificationNeeds() throws IOException {
        Path trail = directory.resolve("audit");
        Files.delete(trail.resolve("trail.key"));
        AuditTrail.open(trail, Clock.systemUTC()).close();

        Program.Run keys = Program.run("audit", "key", "--trail", trail.toString());
        assertThat(keys.out().lines()).hasSize(2);
        String advice = keys.err().strip();
        String command = advice.substring(advice.indexOf("audit verify"));
        Program.Run verified = Program.run(Pattern.compile(" ").split(command));
        assertThat(verified.exitCode()).as(verified.all()).isZero();
    }

    @Test
    void showsProgressOnATerminalAlone() {
        Program.Run quiet = verify(new Program()
                .in(context -> CommandContext.of(context.in(), context.out(), context.err(), new Hurrying())));
        assertThat(quiet.err()).doesNotContain("%");
        Program.Run shown = verify(new Program()
                .in(context -> CommandContext.of(context.in(), context.out(), context.err(), new Hurrying())
                        .errShowingToPerson()));
        assertThat(shown.exitCode()).as(shown.all()).isZero();
        assertThat(shown.err()).contains("\r100 %, 0 records");
    }

    /** A clock on which two seconds pass between one look and the next. */
    private static final class Hurrying extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            now = now.plus(Duration.ofSeconds(2));
            return now;
        }
    }
}
