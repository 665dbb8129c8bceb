package dev.outloop.samples.firstproof.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.samples.firstproof.Main;
import dev.outloop.samples.firstproof.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofTest {

    @TempDir
    private Path temporary;

    @Test
    void holdsAndShowsAllowedAndRefusedCalls() {
        Program.Run run = Program.run();
        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80))
                .anySatisfy(line -> assertThat(line).matches("key back in JSON +200 +1 +1 +1 +1 +0 +2"))
                .anySatisfy(line -> assertThat(line).matches("key back in an error page +500 +1 +1 +1 +1 +0 +2"))
                .anySatisfy(line -> assertThat(line).matches("wrong account, by path +PIN_MISMATCH +0 +0 +0 +0 +0 +1"))
                .anySatisfy(
                        line -> assertThat(line).matches("path not approved +ACTION_NOT_APPROVED +0 +0 +0 +0 +0 +1"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("Trail: 24 records, verified; 8 attempts, 8 outcomes, 7 refusals"))
                .anySatisfy(line -> assertThat(line).matches("Held: all [0-9]+ expectations\\."));
        assertThat(run.err()).isEmpty();
    }

    @Test
    void runsAsAProcessAndLeavesNothingBehind() throws IOException, InterruptedException {
        Process process = Program.process(Main.class, List.of("-Djava.io.tmpdir=" + temporary, "-XX:-UsePerfData"))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains("Held: all ");
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }
}
