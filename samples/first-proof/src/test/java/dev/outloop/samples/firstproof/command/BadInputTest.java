package dev.outloop.samples.firstproof.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.samples.firstproof.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {

    @TempDir
    private Path directory;

    private Fixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new Fixture(directory, 9);
    }

    @Test
    void namesAMissingConfiguration() {
        refused(Program.run("actions", "--config", "no/such.yaml", "--workspace", "acme", "--runtime", "codex"))
                .contains("there is no such file");
    }

    @Test
    void namesEveryProblemOfAConfigurationWithItsLine() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.yaml"), "version: 1\nworkspaces: [}\n");
        refused(Program.run("audit", "verify", "--config", broken.toString())).contains("broken.yaml:2:");
    }

    @Test
    void namesUnknownWorkspacesAndRuntimesThatAreNoNames() {
        refused(Program.run(
                        "call",
                        "--config",
                        fixture.config.toString(),
                        "--workspace",
                        "other",
                        "--runtime",
                        "codex",
                        "files",
                        "item"))
                .contains("no workspace of that name");
        refused(fixture.run(new Program(), "call", "Claude Code", "files", "item"))
                .contains("a name is");
    }

    @Test
    void wantsParametersAndHeadersInTheirForm() {
        refused(fixture.run("call", "files", "item", "id")).contains("name=value");
        refused(fixture.run("call", "files", "item", "id=1", "id=2")).contains("given twice");
        refused(fixture.run("request", "files", "GET", "/x", "-H", "nothing")).contains("'Name: value'");
        refused(fixture.run("request", "files", "POST", "/x", "--body", "no/such/file"))
                .contains("no file for the body");
        refused(fixture.run("call", "files")).contains("Missing required parameter");
        refused(Program.run("call")).contains("--config");
        refused(Program.run("audit")).contains("audit verify");
    }

    @Test
    void takesAValueThatBeginsWithAnAtSignAsItIs() throws IOException {
        Path words = Files.writeString(directory.resolve("words"), "--help");
        Program.Run run = fixture.run("call", "files", "@" + words);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DENIED);
    }

    @Test
    void neverTakesOrRepeatsASecretFromTheCommandLine() {
        Program.Run run =
                Program.run("store", "--config", fixture.config.toString(), "local:files/key", fixture.key.text());
        refused(run).contains("never taken from the command line");
        assertThat(fixture.key.isFoundIn(run.all())).isFalse();
        assertThat(directory.resolve("vault.p12")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "short", "1234567\n"})
    void refusesValuesThatNoBrokerWouldSend(String value) {
        refused(new Program().input(value).with("store", "--config", fixture.config.toString(), "local:files/key"))
                .contains("nothing was stored");
        assertThat(directory.resolve("vault.p12")).doesNotExist();
    }

    @Test
    void cutsOneLineEndAndSaysSo() {
        Program.Run run = new Program()
                .input(fixture.key.text() + "\n\n")
                .with("store", "--config", fixture.config.toString(), "local:files/key");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains("One line end was cut off")
                .contains("Warning: the value has control characters");
    }

    @Test
    void asksAPersonTwice() {
        List<String> typed = List.of("first value", "other value");
        int[] asked = {0};
        Program.Run run = new Program()
                .in(context -> context.asking(question -> typed.get(asked[0]++).toCharArray()))
                .with("store", "--config", fixture.config.toString(), "local:files/key");
        refused(run).contains("differ");
        char[][] given = {"same välue".toCharArray(), "same välue".toCharArray()};
        int[] again = {0};
        Program.Run stored = new Program()
                .in(context -> context.asking(question -> given[again[0]++]))
                .with("store", "--config", fixture.config.toString(), "local:files/key");
        assertThat(stored.exitCode()).as(stored.all()).isZero();
        assertThat(given[0]).containsOnly('\0');
        assertThat(given[1]).containsOnly('\0');
    }

    @Test
    void namesPlacesThatAreNone() {
        refused(new Program().input("12345678").with("store", "--config", fixture.config.toString(), "key"))
                .contains("VAULT:PATH");
        refused(new Program().input("12345678").with("store", "--config", fixture.config.toString(), "other:key"))
                .contains("no vault of that name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "store",
                "call",
                "request",
                "explain",
                "actions",
                "audit",
                "audit verify",
                "audit list",
                "audit follow",
                "audit export",
                "audit key",
                "config",
                "config check",
                "config changes"
            })
    void hasHelpWithExamplesAndAVersion(String command) {
        String[] words = command.isEmpty() ? new String[0] : command.split(" ");
        Program.Run help = Program.run(plus(words, "--help"));
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Example");
        Program.Run version = Program.run(plus(words, "--version"));
        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).matches("first-proof [0-9].*\\R");
    }

    private static String[] plus(String[] words, String last) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 1);
        all[words.length] = last;
        return all;
    }

    private static org.assertj.core.api.AbstractStringAssert<?> refused(Program.Run run) {
        assertThat(run.exitCode()).as(run.all()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        return assertThat(run.err()).doesNotContain("\tat ").doesNotContain("Exception");
    }
}
