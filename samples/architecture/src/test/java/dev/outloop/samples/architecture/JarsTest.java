package dev.outloop.samples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Jars")
class JarsTest {

    private static final int MAX_JARS = 9;
    private static final long MAX_BYTES = 5_500_000;

    @TempDir
    private Path temp;

    /** A build that only compiles has no jars, so the project files are asked, and the jars where there are some. */
    @Test
    void arePublishedSealedAndWithAModuleName() throws IOException {
        List<Path> modules = Repository.own().publishedModules();
        assertThat(modules).hasSizeGreaterThanOrEqualTo(3);
        assertThat(modules).allSatisfy(module -> requireSealed(Pom.read(module.resolve("pom.xml"))));

        for (Path jar : classPath().filter(JarsTest::isPublished).toList()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                requireSealed(jar, file.getManifest());
            }
        }
    }

    @Test
    void withoutSealOrModuleNameAreFound() throws IOException {
        Path pom = Files.writeString(temp.resolve("pom.xml"), "<project><artifactId>open</artifactId></project>");
        assertThat(fails(() -> requireSealed(Pom.read(pom)))).isTrue();

        Path jar = temp.resolve("outloop-open.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Automatic-Module-Name", "dev.outloop.open");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest unsealed = file.getManifest();
            assertThat(fails(() -> requireSealed(jar, unsealed))).isTrue();
        }
    }

    @Test
    void ofTheCoreKeepToItsBudget() throws IOException {
        DependencyClosure needed = DependencyClosure.of(
                Pom.read(Repository.own().root().resolve("outloop-core/pom.xml")),
                classPath().filter(Files::isRegularFile).toList());

        // One is needed by another's project file only: the closure was followed.
        assertThat(needed.artifacts()).contains("httpcore5-h2", "jackson-annotations", "snakeyaml");
        // Jackson carries this one inside its own jar.
        assertThat(needed.missing()).isSubsetOf("fastdoubleparser");
        assertThat(needed.jars()).hasSizeBetween(1, MAX_JARS);
        assertThat(needed.bytes()).isBetween(1L, MAX_BYTES);
    }

    @Test
    void beyondABudgetAreCounted() throws IOException {
        Path one = jar("one", project());
        Path two = jar("two", project("one", "three"));
        Path core = Files.writeString(temp.resolve("pom.xml"), project("two", "outloop-api"));

        DependencyClosure needed = DependencyClosure.of(Pom.read(core), List.of(one, two));

        assertThat(needed.jars()).containsExactlyInAnyOrder(one, two);
        assertThat(needed.bytes()).isEqualTo(Files.size(one) + Files.size(two));
        assertThat(needed.missing()).containsExactly("three");
    }

    private Path jar(String artifact, String project) throws IOException {
        Path jar = temp.resolve(artifact + "-1.0.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("META-INF/maven/g/" + artifact + "/pom.xml"));
            out.write(project.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static String project(String... dependencies) {
        StringBuilder pom = new StringBuilder("<project><dependencies>");
        for (String dependency : dependencies) {
            pom.append("<dependency><artifactId>").append(dependency).append("</artifactId></dependency>");
        }
        return pom.append("</dependencies></project>").toString();
    }

    private static void requireSealed(Pom pom) {
        assertThat(pom.manifestEntry("Sealed")).as(pom.artifactId()).isEqualTo("true");
        assertThat(pom.manifestEntry("Automatic-Module-Name"))
                .as(pom.artifactId())
                .startsWith("dev.outloop.");
    }

    private static void requireSealed(Path jar, Manifest manifest) {
        assertThat(manifest.getMainAttributes().getValue("Sealed"))
                .as(jar.toString())
                .isEqualTo("true");
        assertThat(manifest.getMainAttributes().getValue("Automatic-Module-Name"))
                .as(jar.toString())
                .startsWith("dev.outloop.");
    }

    private static boolean fails(Runnable requirement) {
        try {
            requirement.run();
            return false;
        } catch (AssertionError expected) {
            return true;
        }
    }

    private static boolean isPublished(Path entry) {
        String name = entry.getFileName().toString();
        return name.startsWith("outloop-") && !name.startsWith("outloop-sample") && name.endsWith(".jar");
    }

    private static Stream<Path> classPath() {
        List<Path> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(Path.of(entry));
        }
        return entries.stream();
    }
}
