package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hundred workspaces with six services each are written in less than two hundred lines. */
class ManyClientsSizeTest {

    @TempDir
    private Path directory;

    static String text(String name) {
        try (InputStream in = Objects.requireNonNull(ManyClientsSizeTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private BrokerConfig load(String name) throws Exception {
        Files.writeString(directory.resolve("many-clients.csv"), text("many-clients.csv"));
        return BrokerConfig.load(Files.writeString(directory.resolve(name), text(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"many-clients.yaml", "many-clients-table.yaml"})
    void aHundredWorkspacesWithSixServicesAreInLessThanTwoHundredLines(String name) throws Exception {
        BrokerConfig config = load(name);

        assertThat(config.workspaces()).hasSize(100);
        assertThat(config.services()).hasSize(6);
        assertThat(config.accesses())
                .hasSize(6)
                .allSatisfy(access -> assertThat(access.grants()).hasSize(100));
        int lines = (int) text(name).lines().count();
        int table =
                name.contains("table") ? (int) text("many-clients.csv").lines().count() : 0;
        assertThat(lines + table).isLessThan(200);
    }

    @Test
    void theTableSaysTheSameAsTheLines() throws Exception {
        ConfigChanges changes = ConfigChanges.between(load("many-clients.yaml"), load("many-clients-table.yaml"));

        assertThat(changes.all())
                .hasSize(9)
                .allMatch(change -> change.what().equals("secret password"))
                .noneMatch(ConfigChange::movesAccount);
    }
}
