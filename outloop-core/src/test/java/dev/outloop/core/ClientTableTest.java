package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table of clients is read strictly and kept like the configuration that names it. */
class ClientTableTest {

    private static final String HEADER = "workspace,tenant,path,like,crm.base,post.secret.password";
    private static final String GLOBEX = "globex,globex-inc,clients/globex,acme,app2,team:globex/post";

    @TempDir
    private Path directory;

    private Path config;
    private Path table;

    @BeforeEach
    void write() throws Exception {
        config = directory.resolve("own/outloop.yaml");
        table = directory.resolve("own/clients.csv");
        Files.createDirectories(config.getParent());
        Files.writeString(
                config,
                ManyClientsTest.SERVICES + "workspaces: { acme: { tenant: acme-corp } }\nclients: clients.csv\n"
                        + ManyClientsTest.ACCESS);
    }

    private BrokerConfig load(String csv) throws Exception {
        Files.writeString(table, csv);
        return BrokerConfig.load(config);
    }

    private List<String> problems(String csv) throws Exception {
        try {
            load(csv);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream()
                    .map(problem -> problem.file()
                                    .map(file -> file.equals(table.toString()) ? "csv:" : "?")
                                    .orElse("yaml:")
                            + problem)
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n\n", "\r\n\r\n"})
    void readsLinesOfEitherKindWithAndWithoutTheLastEnd(String end) throws Exception {
        String csv = HEADER + end + GLOBEX;

        for (String text : List.of(csv, csv + end, "\ufeff" + csv)) {
            BrokerConfig config = load(text);
            assertThat(config.workspaces()).hasSize(2);
            assertThat(config.workspaces().get(1).path()).contains(directory.resolve("own/clients/globex"));
            assertThat(config.accesses().get(0).grants().get("globex").pins()).isEqualTo(Map.of("base", "app2"));
        }
    }

    @Test
    void readsQuotedCells() throws Exception {
        BrokerConfig config = load("\"workspace\",\"tenant\",like,crm.base,post.secret.password\n"
                + "globex,globex-inc,acme,\"app2\",\"team:a \"\"b\"\", c\"\n");

        assertThat(config.accesses().get(1).secretsFor("globex").get("password").segments())
                .containsExactly("a \"b\", c");
        assertThat(problems(HEADER + "\nglobex,globex-inc,,acme,\"app\n2\",team:x\n"))
                .containsExactly("csv:2:25 crm.base: expected one line of at most 4096 characters");
    }

    @Test
    void saysWhatIsNoTable() throws Exception {
        assertThat(problems("")).containsExactly("csv:1:1 expected a line with the columns' names");
        assertThat(problems("workspace;tenant\nglobex;globex-inc\n")).contains("csv:1:1 expected commas between cells");
        assertThat(problems(HEADER + "\nglobex,globex-inc,,acme,app2,\"team:x\n"))
                .containsExactly("csv:2:30 post.secret.password: expected a cell in quotes as a whole, with each quote"
                        + " inside it doubled");
        assertThat(problems(HEADER + "\nglobex,globex-inc,,acme,app2\rx,team:x\n")
                        .get(0))
                .startsWith("csv:2:25 crm.base: expected lines that end with a line feed");
        assertThat(problems(HEADER + "\n" + GLOBEX.replace("app2", "app2\u200b"))
                        .get(0))
                .startsWith("csv:2:43 only visible characters");
        Files.write(table, (HEADER + "\n" + GLOBEX + "\u00e9").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                        ConfigException.class, () -> BrokerConfig.load(config)))
                .hasMessageStartingWith(table + ":")
                .hasMessageContaining("UTF-8");
    }

    @Test
    void boundsItsSize() throws Exception {
        assertThat(problems(HEADER + "\n" + "x".repeat(1 << 20)).get(0)).contains("at most 1 MiB");
        StringBuilder rows = new StringBuilder("workspace,tenant\n");
        for (int i = 0; i < 10_000; i++) {
            rows.append('w').append(i).append(",t\n");
        }
        assertThat(problems(rows.toString())).containsExactly("csv:10001:1 expected at most 10000 lines");
    }

    @Test
    void aLongChainIsReadWithoutRecursion() throws Exception {
        StringBuilder rows = new StringBuilder("workspace,tenant,like\n");
        for (int i = 1; i < 9_000; i++) {
            rows.append("w").append(i).append(",acme-corp,w").append(i + 1).append('\n');
        }
        BrokerConfig config = load(rows + "w9000,acme-corp,acme\n");

        assertThat(config.accesses().get(0).grants()).hasSize(9_001);
    }

    @Test
    void bothAreKeptAlike() throws Exception {
        assertThat(problems(HEADER + "\n" + GLOBEX)).isEmpty();
        Files.setPosixFilePermissions(table, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(problems(HEADER + "\n" + GLOBEX)).singleElement().asString().contains("others may write this file");
        Files.delete(table);
        assertThat(catchProblems()).containsExactly("16:10 clients: there is no such file");
        Files.createDirectories(table);
        assertThat(catchProblems()).singleElement().asString().contains("cannot be read");
    }

    private List<String> catchProblems() {
        try {
            BrokerConfig.load(config);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(ConfigProblem::toString).toList();
        }
    }

    @Test
    void aTableWhereAnAgentCanWriteIsRefused() throws Exception {
        Path inside = directory.resolve("clients/globex");
        Files.createDirectories(inside);
        Path link = Files.createSymbolicLink(directory.resolve("own/link.csv"), inside.resolve("clients.csv"));
        for (String path :
                List.of("../clients/globex/clients.csv", link.getFileName().toString())) {
            String yaml = Files.readString(config).replaceAll("clients: .*csv", "clients: " + path);
            Files.writeString(config, yaml);
            Files.writeString(inside.resolve("clients.csv"), HEADER + "\n" + GLOBEX.replace("clients/", "../clients/"));

            assertThat(catchProblems())
                    .singleElement()
                    .asString()
                    .startsWith("16:10 clients: a table of clients lies in the folder of the workspace globex");
        }
    }

    @Test
    void aWorkspaceIsInOneOfThem() throws Exception {
        assertThat(problems(HEADER + "\nacme,acme-corp,,,,\n"))
                .containsExactly("csv:2:1 workspace: expected each workspace's name once");
    }

    @Test
    void neverRepeatsWhatStandsInACell() throws Exception {
        String pasted = "sk_live-abcdef0123456789";
        for (String csv : List.of(
                HEADER + "\n" + GLOBEX.replace("team:globex/post", pasted),
                HEADER + "\n" + GLOBEX.replace("app2", pasted),
                HEADER + "\n" + GLOBEX.replace("globex-inc", pasted),
                HEADER + "," + pasted + "\n" + GLOBEX + ",x",
                HEADER + "\n" + GLOBEX.replace(",acme,", "," + pasted + ",")))
            assertThat(problems(csv)).isNotEmpty().noneMatch(problem -> problem.contains("abcdef"));
    }

    /** Whatever the bytes, reading ends, and either gives a configuration or says what is wrong. */
    @Test
    void mutatedTablesEndInAConfigurationOrInProblems() throws Exception {
        long seed = Long.getLong("outloop.seed", new Random().nextLong());
        System.err.println("seed " + seed);
        Random random = new Random(seed);
        String[] pieces = {
            ",", "\"", "\"\"", "\n", "\r", "\r\n", ",,,,", "like", "acme", ".", "\ufeff", "\u0000", ";", "x"
        };
        int refused = 0;
        int rounds = Boolean.getBoolean("outloop.full") ? 2_000 : 200;
        for (int round = 0; round < rounds; round++) {
            StringBuilder csv = new StringBuilder(HEADER + "\n" + GLOBEX + "\nshop,acme-corp,,acme,app3,\n");
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                int at = random.nextInt(csv.length());
                int to = Math.min(csv.length(), at + random.nextInt(3));
                csv.replace(at, to, pieces[random.nextInt(pieces.length)]);
            }
            refused += problems(csv.toString()).isEmpty() ? 0 : 1;
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(rounds / 2).isLessThan(rounds);
    }
}
