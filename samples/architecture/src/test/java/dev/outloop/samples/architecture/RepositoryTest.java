package dev.outloop.samples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The repository")
class RepositoryTest {

    private static final Set<String> TOP_LEVEL = Set.of(
            "pom.xml",
            "README.md",
            "outloop-api",
            "outloop-core",
            "backend-keychain",
            "backend-1password",
            "backend-infisical",
            "backend-doppler",
            "samples");

    private static final int MAX_MEDIAN_LINES = 80;
    private static final int MAX_LINES = 400;

    @TempDir
    private Path temp;

    @Test
    void hasExactlyItsRoomsAtTheTop() throws IOException {
        assertThat(Repository.own().topLevelNames()).isEqualTo(new TreeSet<>(TOP_LEVEL));

        Files.createDirectories(temp.resolve(".github"));
        Files.createDirectories(temp.resolve("outloop-extra"));
        assertThat(new Repository(temp).topLevelNames())
                .containsExactly("outloop-extra")
                .isNotEqualTo(new TreeSet<>(TOP_LEVEL));
    }

    @Test
    void keepsFilesShort() {
        List<Path> sources = Repository.own().mainSources();

        assertThat(sources).hasSizeGreaterThan(250);
        assertThat(tooLong(sources)).isEmpty();
        assertThat(medianLines(sources)).isLessThanOrEqualTo(MAX_MEDIAN_LINES);
    }

    @Test
    void notShortIsFound() throws IOException {
        Path large = source("Large.java", MAX_LINES + 1);
        Path medium = source("Medium.java", MAX_MEDIAN_LINES + 1);
        Path small = source("Small.java", MAX_LINES);

        assertThat(tooLong(List.of(large, medium, small))).containsExactly(large);
        assertThat(medianLines(List.of(medium))).isGreaterThan(MAX_MEDIAN_LINES);
    }

    @Test
    void findsSourcesOfEveryModule() throws IOException {
        Files.writeString(
                temp.resolve("pom.xml"),
                "<project><artifactId>p</artifactId><modules><module>one/two</module></modules></project>");
        Path source = temp.resolve("one/two/src/main/java/deep/Some.java");
        Files.createDirectories(source.getParent());
        Files.createFile(source);

        assertThat(new Repository(temp).mainSources()).containsExactly(source);
    }

    private Path source(String name, int lines) throws IOException {
        return Files.writeString(temp.resolve(name), "//\n".repeat(lines));
    }

    private static List<Path> tooLong(List<Path> sources) {
        return sources.stream().filter(source -> lines(source) > MAX_LINES).toList();
    }

    private static long medianLines(List<Path> sources) {
        long[] sorted =
                sources.stream().mapToLong(RepositoryTest::lines).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static long lines(Path source) {
        try {
            return Files.readAllLines(source).size();
        } catch (IOException e) {
            throw new IllegalStateException(source.toString(), e);
        }
    }
}
