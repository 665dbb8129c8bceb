package dev.outloop.samples.firstproof.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outloop.samples.firstproof.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandsTest {

    @TempDir
    private Path directory;

    private Fixture fixture;
    private Path table;

    @BeforeEach
    void start() throws IOException {
        fixture = new Fixture(directory, 9);
        table = directory.resolve("clients.csv");
        Files.writeString(table, "workspace,tenant,like,files.tenant\ninitech,initech,acme,t-3\n");
        Files.writeString(fixture.config, Files.readString(fixture.config) + "clients: clients.csv\n");
    }

    private Path changed(String name, String piece, String replacement) throws IOException {
        String text = Files.readString(fixture.config);
        assertThat(text).contains(piece);
        return Files.writeString(directory.resolve(name), text.replace(piece, replacement));
    }

    private List<String> files() throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted().toList()) {
                all.add(path + " " + Files.getLastModifiedTime(path));
            }
        }
        return all;
    }

    @Test
    void checksAConfigurationWithItsTable() throws IOException {
        List<String> before = files();
        Program.Run good = Program.run("config", "check", fixture.config.toString());
        assertThat(good.exitCode()).as(good.all()).isZero();
        assertThat(good.out()).startsWith("can be used: 3 workspace(s), 1 access(es), 1 service(s)");
        JsonNode json = new ObjectMapper()
                .readTree(Program.run("config", "check", "--json", fixture.config.toString())
                        .out());
        assertThat(json.get("usable").booleanValue()).isTrue();
        assertThat(files()).isEqualTo(before);

        Files.writeString(table, "workspace,tenant,like,files.tenant\ninitech,initech,acne,t-3\n");
        Program.Run bad = Program.run("config", "check", fixture.config.toString());
        assertThat(bad.exitCode()).isEqualTo(ExitCode.NOT_HELD);
        assertThat(bad.out())
                .isEqualToNormalizingNewlines(
                        table + ":2:17 like: expected the name of a workspace; did you mean \"acme\"?\n");
        JsonNode problem = new ObjectMapper()
                .readTree(Program.run("config", "check", "--json", fixture.config.toString())
                        .out())
                .get("problems")
                .get(0);
        assertThat(problem.get("file").textValue()).isEqualTo(table.toString());
        assertThat(problem.get("line").intValue()).isEqualTo(2);
        assertThat(problem.get("key").textValue()).isEqualTo("like");
    }

    @Test
    void showsWhatAnotherConfigurationWouldChange() throws IOException {
        Path same = changed("same.yaml", "version: 1", "version: 1 # the same");
        Program.Run nothing = Program.run("config", "changes", fixture.config.toString(), same.toString());
        assertThat(nothing.exitCode()).as(nothing.all()).isZero();
        assertThat(nothing.out()).isEmpty();
        assertThat(nothing.err()).contains("nothing would change");

        Path fewer = changed("fewer.yaml", "actions: [item, add]", "actions: [item]");
        Program.Run run = Program.run("config", "changes", fixture.config.toString(), fewer.toString());
        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.out().lines()).containsExactly("~  access files of acme, initech: actions add item -> item");
    }

    @Test
    void showsWhatAnotherTableWouldChange() throws IOException {
        Path next = Files.writeString(
                directory.resolve("next.csv"),
                "workspace,tenant,like,files.tenant\ninitech,initech,acme,t-4\nhooli,hooli,acme,t-5\n");
        List<String> before = files();

        Program.Run run = Program.run("config", "changes", fixture.config.toString(), "--clients", next.toString());

        assertThat(run.exitCode()).as(run.all()).isEqualTo(ExitCode.PENDING);
        assertThat(run.out().lines())
                .contains("!! access files of initech: pin tenant t-3 -> t-4", "+  workspace hooli: tenant hooli")
                .hasSize(3);
        assertThat(run.err()).contains("3 change(s); !! 1 of them move an alias to another account");
        assertThat(files()).isEqualTo(before);
        JsonNode json = new ObjectMapper()
                .readTree(Program.run(
                                "config", "changes", "--json", fixture.config.toString(), "--clients", next.toString())
                        .out());
        assertThat(json.get("moves").intValue()).isEqualTo(1);
        assertThat(json.get("changes")).hasSize(3).anySatisfy(change -> {
            assertThat(change.get("moves_account").booleanValue()).isTrue();
            assertThat(change.get("name").textValue()).isEqualTo("files");
            assertThat(change.get("workspace").textValue()).isEqualTo("initech");
            assertThat(change.get("what").textValue()).isEqualTo("pin tenant");
            assertThat(change.get("before").textValue()).isEqualTo("t-3");
            assertThat(change.get("after").textValue()).isEqualTo("t-4");
        });
    }

    @Test
    void tellsUsageFromProblems() throws IOException {
        Path broken = changed("broken.yaml", "actions: [item, add]", "actions: [itm]");
        Program.Run problems = Program.run("config", "changes", fixture.config.toString(), broken.toString());
        assertThat(problems.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(problems.err()).contains("did you mean \"item\"?");
        assertThat(Program.run("config", "changes", fixture.config.toString()).exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(Program.run("config").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Program.run("config", "check").exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
