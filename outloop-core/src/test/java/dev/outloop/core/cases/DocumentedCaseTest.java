package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.Broker;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.OutloopBroker;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a library can only warn of, and what its types may not hold. */
class DocumentedCaseTest {

    private static final String PROPERTY = "javax.net.debug";

    @Test
    @CaseId("LIB-017")
    void warnsWhenTheRuntimePrintsWhatItSends() throws Exception {
        String before = System.getProperty(PROPERTY);
        try (LogTape log = new LogTape()) {
            startAndStop();
            assertThat(text(log)).doesNotContain(PROPERTY);
            System.setProperty(PROPERTY, "");
            startAndStop();
            assertThat(text(log)).contains(PROPERTY);
        } finally {
            if (before == null) {
                System.clearProperty(PROPERTY);
            } else {
                System.setProperty(PROPERTY, before);
            }
        }
    }

    private static void startAndStop() throws Exception {
        OutloopBroker.builder()
                .config(BrokerConfig.parse("version: 1", Path.of("").toAbsolutePath()))
                .auditSink(RecordingAuditSink.create())
                .build()
                .close();
    }

    @Test
    @CaseId({"LIB-018", "LIB-039", "LIB-040"})
    void saysWhatItCannotPrevent() throws Exception {
        Path root = Path.of("").toAbsolutePath().getParent();
        assertThat(Files.readString(root.resolve(".github/SECURITY.md")))
                .contains("instrumentation")
                .contains("-javaagent")
                .contains("JAVA_TOOL_OPTIONS")
                .contains("Keep the installation directory unwritable for the");
    }

    @Test
    @CaseId("LIB-002")
    void noPublicRecordHoldsASecretAsText() throws Exception {
        List<Class<?>> records = new ArrayList<>();
        for (String name : apiClasses()) {
            Class<?> type = Class.forName(name);
            if (type.isRecord()) {
                records.add(type);
            }
        }
        assertThat(records).extracting(Class::getSimpleName).contains("Tenant", "SecretRef", "HttpField");
        for (Class<?> type : records) {
            for (RecordComponent component : type.getRecordComponents()) {
                assertThat(component.getName() + " of " + type.getName())
                        .doesNotContainPattern("(?i)^(secret|token|password|credential|key) ");
            }
        }
    }

    private static List<String> apiClasses() throws Exception {
        Path place = Path.of(
                Broker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return classesBelow(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return classesBelow(jar.getPath("/"));
        }
    }

    private static List<String> classesBelow(Path root) throws Exception {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.startsWith("dev") && name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> !name.endsWith("package-info"))
                    .toList();
        }
    }

    private static String text(LogTape log) {
        return new String(log.heard(), StandardCharsets.UTF_8);
    }
}
