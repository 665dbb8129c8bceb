package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plants each kind of mistake at a random place in the configurations of a hundred workspaces, and looks for it in what is
 * reported: file, line and key have to be right, and nothing else may be reported.
 */
class SeededMistakesTest {

    private static final String YAML = "many-clients.yaml";
    private static final String TABLE = "many-clients-table.yaml";
    private static final String CSV = "many-clients.csv";

    /** What "@" stands for in a piece. */
    private static final String LINE = "(c\\d\\d): \\{ tenant: (t\\d\\d), path: [^ ]+, like: model, ";

    @TempDir
    private Path directory;

    /**
     * One kind.
     *
     * @param file what it is planted in; a table is loaded through the configuration that names it
     * @param piece what is replaced, at one of its places
     * @param replacement in which {@code $1} and so on are the groups of the piece
     * @param key what is reported, with the same groups
     * @param sentence a part of it
     */
    private record Mistake(String kind, String file, String piece, String replacement, String key, String sentence) {
        @Override
        public String toString() {
            return kind;
        }
    }

    /** Lines of KIND ;; FILE ;; PIECE ;; REPLACEMENT ;; KEY ;; SENTENCE. */
    static List<Mistake> mistakes() {
        return ManyClientsSizeTest.text("mistakes.txt")
                .lines()
                .map(row -> row.split(" ;; ", -1))
                .map(row -> new Mistake(
                        row[0],
                        row[1].equals("CSV") ? CSV : YAML,
                        row[2].replace("@", LINE),
                        row[3].replace("\\n", "\n"),
                        row[4],
                        row[5]))
                .toList();
    }

    private String seed(Mistake mistake, Random random, List<Integer> places, String[] key) {
        String text = ManyClientsSizeTest.text(mistake.file());
        List<MatchResult> found =
                Pattern.compile(mistake.piece()).matcher(text).results().toList();
        assertThat(found).as("places for: " + mistake.kind()).isNotEmpty();
        MatchResult at = found.get(random.nextInt(found.size()));
        String replaced = expand(mistake.replacement(), at);
        key[0] = expand(mistake.key(), at);
        boolean second = mistake.kind().equals("workspace given twice");
        int offset = at.start() + (at.group().startsWith("\n") ? 1 : 0);
        int line = 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count()
                + (second ? 1 : 0);
        places.add(line);
        if (key[0].contains("[#]")) {
            int first =
                    1 + (int) text.substring(0, text.indexOf("access:")).lines().count();
            key[0] = key[0].replace("[#]", "[" + (line - first - 1) + "]");
        }
        return text.substring(0, at.start()) + replaced + text.substring(at.end());
    }

    private static String expand(String template, MatchResult at) {
        String expanded = template;
        for (int group = 1; group <= at.groupCount(); group++) {
            expanded = expanded.replace("$" + group, at.group(group) == null ? "" : at.group(group));
        }
        return expanded;
    }

    private List<ConfigProblem> problems(String changed, String text) throws IOException {
        Files.writeString(directory.resolve(CSV), changed.equals(CSV) ? text : ManyClientsSizeTest.text(CSV));
        String main = changed.equals(CSV) ? TABLE : changed;
        Path file = Files.writeString(
                directory.resolve(main), changed.equals(CSV) ? ManyClientsSizeTest.text(TABLE) : text);
        try {
            BrokerConfig.load(file);
            return List.of();
        } catch (ConfigException e) {
            return e.problems();
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isReportedWhereItStandsAndAlone(Mistake mistake) throws Exception {
        long seed = Long.getLong("outloop.seed", new Random().nextLong());
        Random random = new Random(seed);
        assertThat(problems(mistake.file(), ManyClientsSizeTest.text(mistake.file())))
                .isEmpty();

        for (int round = Boolean.getBoolean("outloop.full") ? 5 : 1; round > 0; round--) {
            List<Integer> lines = new ArrayList<>();
            String[] key = {""};
            String text = seed(mistake, random, lines, key);
            List<ConfigProblem> problems = problems(mistake.file(), text);
            String about = mistake + ", seed " + seed + ", line " + lines.get(0) + ": " + problems;
            assertThat(problems).extracting(ConfigProblem::line).as(about).containsOnly(lines.get(0));
            assertThat(problems)
                    .extracting(problem -> problem.file().isPresent())
                    .as(about)
                    .containsOnly(mistake.file().equals(CSV));
            assertThat(problems).as(about).anySatisfy(problem -> {
                assertThat(problem.key()).startsWith(key[0]);
                assertThat(problem.sentence()).contains(mistake.sentence());
            });
        }
    }
}
