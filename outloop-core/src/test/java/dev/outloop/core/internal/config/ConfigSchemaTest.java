package dev.outloop.core.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema that editors use says what the reader takes, because the reader is asked. */
class ConfigSchemaTest {

    private static final String RESOURCE = "/dev/outloop/core/outloop.schema.json";
    private static final Path SOURCE = Path.of("src/main/resources" + RESOURCE);
    private static final String REWRITE = "mvn -q -pl outloop-core -am test -Dtest=ConfigSchemaTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Doutloop.schema=write";

    private static final Predicate<String> KINDS = Pattern.compile(
                    "text|characters|boolean|mapping|sequence|integer .*")
            .asMatchPredicate();
    private static final Pattern FENCE = Pattern.compile("(?s)```yaml\\R(.*?)```");
    private static final YAMLMapper YAML = new YAMLMapper();

    private static final class Found {
        static final Exploration ALL = explore();
    }

    private static Exploration explore() {
        ConfigReader reader =
                new ConfigReader(pattern -> Pattern.compile(pattern).asMatchPredicate());
        return Exploration.of(root -> reader.readRoot(root, new Reading(), Path.of("/nowhere"), false));
    }

    private static final class Written {
        static final JsonSchema SCHEMA = read();

        private static JsonSchema read() {
            try {
                return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(SOURCE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Set<ValidationMessage> mistakes(String yaml) throws IOException {
        JsonNode tree = YAML.readTree(yaml);
        return Written.SCHEMA.validate(tree);
    }

    private static String resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(ConfigSchemaTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Exploring all that readers ask takes half a minute: in full runs, and where the schema is written. */
    private static void assumeTime() {
        assumeTrue(
                Boolean.getBoolean("outloop.full") || System.getProperty("outloop.schema") != null,
                "takes half a minute; run with -Doutloop.full=true");
    }

    @Test
    void isWhatTheReaderTakes() throws IOException {
        assumeTime();
        String schema = SchemaText.of(Found.ALL, "Outloop configuration");
        if ("write".equals(System.getProperty("outloop.schema"))) {
            Files.writeString(SOURCE, schema);
        }

        assertThat(Files.readString(SOURCE))
                .as("the schema is not what the reader takes; rewrite it: %s", REWRITE)
                .isEqualTo(schema);
        assertThat(resource(RESOURCE)).isNotEmpty();
    }

    @Test
    void everyValueIsAskedForSomething() {
        assumeTime();
        assertThat(Found.ALL.paths())
                .hasSizeGreaterThan(100)
                .filteredOn(path -> Found.ALL.at(path).stream().noneMatch(KINDS))
                .isEmpty();
    }

    @Test
    void takesEveryExampleOfTheRepository() throws IOException {
        List<String> examples = new ArrayList<>(List.of(
                resource("/dev/outloop/core/design.yaml"),
                resource("/cases/bench.yaml"),
                resource("/dev/outloop/core/many-clients.yaml"),
                resource("/dev/outloop/core/many-clients-table.yaml")));
        try (Stream<Path> files = Files.find(Path.of(".."), 3, (file, about) -> file.endsWith("README.md"))) {
            for (Path file : files.toList()) {
                Matcher fence = FENCE.matcher(Files.readString(file));
                while (fence.find()) {
                    String yaml = fence.group(1).stripIndent();
                    if (isOfAConfiguration(yaml)) {
                        examples.add(yaml.contains("version: ") ? yaml : "version: 1\n" + yaml);
                    }
                }
            }
        }

        assertThat(examples).hasSizeGreaterThan(5);
        for (String example : examples) {
            assertThat(mistakes(example)).as(example).isEmpty();
        }
    }

    /** Not a piece of a service, nor a file of cases, a server that is run beside a broker, or rules of detectors. */
    private static boolean isOfAConfiguration(String yaml) {
        String first = yaml.replaceAll("(?m)^#.*\\R", "").split(":", 2)[0];
        return Written.SCHEMA.getSchemaNode().path("properties").has(first)
                && !yaml.contains("cases:")
                && !yaml.contains("image: ")
                && !yaml.contains("- id: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "version: 1 | version: 2",
                "version: 1 | versio: 1",
                "credential: bearer | credential: baerer",
                "credential: bearer | crdential: bearer",
                "credential: { header: X-API-Key } | credential: { header: X-API-Key, query: key }",
                "credential: { header: X-API-Key } | credential: { header: 7 }",
                "max: 64 | max: \"64\"",
                "in: path | in: fragment",
                "type: string, max: 255 | type: text, max: 255",
                "method: GET, path: /rest/system/status | method: FETCH, path: /rest/system/status",
                "method: GET, path: /rest/system/status | method: GET",
                "tenant: acme-corp | tenant: Acme",
                "tenant: acme-corp, path | path",
                "actions: [status, folder] | actions: []",
                "actions: [status, folder] | actions: status",
                "runtimes: [claude-code, codex] | runtimes: []",
                "runtimes: [claude-code, codex] | runtimes: [Claude]",
                "alias: sync | alias: Sync",
                "alias: sync, | ``",
                "secret: \"local:sync-key\" | secret: \"local:sync-key\", secrets: { a: \"local:b\" }",
                "audit: { path: audit } | audit: { folder: audit }",
                "pins: { base: appA1B2C3D4E5F6G7 } | pins: { base: 7 }",
                "backend: keystore, | ``",
            })
    void refusesMistakes(String piece, String replacement) throws IOException {
        String design = resource("/dev/outloop/core/design.yaml");
        assertThat(design).contains(piece);
        assertThat(mistakes(design)).isEmpty();

        String changed = design.replace(piece, replacement == null ? "" : replacement);
        assertThat(mistakes(changed)).as(changed).isNotEmpty();
    }
}
