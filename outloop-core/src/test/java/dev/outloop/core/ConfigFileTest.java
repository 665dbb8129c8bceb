package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {

    @TempDir
    Path directory;

    private Path write(String name, String yaml) throws Exception {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, yaml);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.createDirectories(file.resolveSibling("clients/acme"));
        Files.createDirectories(file.resolveSibling("clients/globex"));
        return file;
    }

    private static ConfigException refused(Path file) {
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> BrokerConfig.load(file));
        assertThat(refused).as("%s was taken", file).isNotNull();
        return refused;
    }

    @Test
    void readsAFileWithPathsMeantFromIt() throws Exception {
        BrokerConfig config = BrokerConfig.load(write("outloop.yaml", Sources.design()));

        assertThat(config.directory()).isEqualTo(directory);
        assertThat(config.auditPath()).contains(directory.resolve("audit"));
        assertThat(config.workspaces().get(0).path()).contains(directory.resolve("clients/acme"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-", "rwxrwxrwx"})
    void refusesAFileThatOthersMayWrite(String permissions) throws Exception {
        Path file = write("outloop.yaml", Sources.design());
        BrokerConfig.load(file);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThat(refused(file)).hasMessageContaining("others may write this file");
    }

    @Test
    void refusesAFileBeneathAWorkspace() throws Exception {
        Path file = write(
                "clients/acme/conf/outloop.yaml", Sources.designWith("path: clients/acme", "path: \"../../acme\""));

        assertThat(refused(file)).hasMessageContaining("folder of the workspace acme");
    }

    @Test
    void refusesAFileBeneathAWorkspaceThatIsALink() throws Exception {
        Path file = write("project/outloop.yaml", Sources.designWith("path: clients/acme", "path: \"../link\""));
        Files.createDirectory(directory.resolve("link"));
        BrokerConfig.load(file);

        Files.delete(directory.resolve("link"));
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("project"));

        assertThat(refused(file)).hasMessageContaining("folder of the workspace acme");
    }

    @Test
    void refusesALinkInAWorkspaceThatLeadsToAFileElsewhere() throws Exception {
        Path file = write("own/outloop.yaml", Sources.designWith("path: clients/acme", "path: \".\""));
        Path link = directory.resolve("own/link.yaml");
        Path real = write("elsewhere/outloop.yaml", Sources.designWith("path: clients/acme", "path: \".\""));
        Files.createSymbolicLink(link, real);

        assertThat(refused(file)).hasMessageContaining("folder of the workspace acme");
        assertThat(refused(link)).hasMessageContaining("folder of the workspace acme");
    }

    @Test
    void takesAFolderWhoseNameOnlyBeginsLikeAWorkspace() throws Exception {
        Path file = write("client-own/outloop.yaml", Sources.designWith("path: clients/acme", "path: \"../client\""));
        Files.createDirectory(directory.resolve("client"));

        assertThat(BrokerConfig.load(file).workspaces()).hasSize(2);
    }

    @Test
    void saysThatThereIsNoFile() {
        ConfigException refused = refused(directory.resolve("none.yaml"));

        assertThat(refused.problems()).hasSize(1);
        assertThat(refused).hasMessage(directory.resolve("none.yaml") + ": there is no such file");
        assertThat(refused(directory)).hasMessageContaining("cannot be read");
    }

    @Test
    void namesFileLineAndColumnOfEachProblem() throws Exception {
        Path file = write("outloop.yaml", Sources.designWith("version: 1", "version: 2"));

        assertThat(refused(file).getMessage()).startsWith(file + ":1:10 version: expected a whole number from 1 to 1");
    }

    @Test
    void refusesWhatIsNoUtf8() throws Exception {
        Path file = write("outloop.yaml", "version: 1 # caf\u00e9\n");
        BrokerConfig.load(file);

        Files.write(file, "version: 1 # caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refused(file)).hasMessageContaining("UTF-8");
    }

    @Test
    void refusesAFileOfMoreThanOneMebibyte() throws Exception {
        Path file = write("outloop.yaml", "version: 1 #" + "x".repeat(1024 * 1024));

        assertThat(refused(file)).hasMessageContaining("1 MiB");
    }

    @Test
    void refusesACertificateFileThatIsNotThereAndTakesOneThatIs() throws Exception {
        Path file = write(
                "outloop.yaml",
                Sources.designWith("credential: bearer\n", "credential: bearer\n    network: { trust: ca.pem }\n"));
        assertThat(refused(file)).hasMessageContaining("services.tables.network.trust");

        Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n");

        assertThat(BrokerConfig.load(file).services().get(1).network().trustedCertificates())
                .contains(directory.resolve("ca.pem"));
    }

    private void requireFolderRefused(String path, String sentence) throws Exception {
        Path file = write("outloop.yaml", Sources.designWith("path: clients/acme", "path: \"" + path + "\""));
        assertThat(refused(file).problems()).anySatisfy(problem -> {
            assertThat(problem.key()).isEqualTo("workspaces.acme.path");
            assertThat(problem.line()).isEqualTo(19);
            assertThat(problem.sentence()).contains(sentence);
        });
    }

    /** An agent can do this to its own folder; no configuration could be put into force any more if it were refused. */
    private void requireFolderWarned(String path, String sentence) throws Exception {
        Path file = write("outloop.yaml", Sources.designWith("path: clients/acme", "path: \"" + path + "\""));
        assertThat(BrokerConfig.load(file).warnings()).anySatisfy(problem -> {
            assertThat(problem.key()).isEqualTo("workspaces.acme.path");
            assertThat(problem.line()).isEqualTo(19);
            assertThat(problem.sentence()).contains(sentence);
        });
    }

    @Test
    void warnsOfAFolderThatIsNotThereOrIsNone() throws Exception {
        requireFolderWarned("clients/none", "a folder that exists");
        Files.createFile(directory.resolve("clients/file"));
        requireFolderWarned("clients/file", "found something else");
    }

    @Test
    void refusesFoldersThatCannotBeToldApart() throws Exception {
        requireFolderRefused("clients/globex", "also the folder of the workspace globex");
        Files.createDirectory(directory.resolve("clients/globex/inner"));
        requireFolderRefused("clients/globex/inner", "lies within that of the workspace globex");
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("clients/globex"));
        requireFolderWarned("link", "also the folder of the workspace globex");
        requireFolderWarned("link/inner", "lies within that of the workspace globex");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"clients/acme.", "clients/acme ", "clients/../clients/acme", "clients/./acme", "cafe\u0301"})
    void refusesAFolderWhosePathSaysSomethingElse(String path) throws Exception {
        Files.createDirectories(directory.resolve(path));
        requireFolderRefused(path, "expected ");
    }

    @Test
    void takesAFolderThatALinkLeadsTo() throws Exception {
        Files.createDirectories(directory.resolve("far/acme"));
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("far"));

        Path file = write("outloop.yaml", Sources.designWith("path: clients/acme", "path: link/acme"));

        assertThat(BrokerConfig.load(file).workspaces().get(0).path()).contains(directory.resolve("link/acme"));
    }

    @Test
    void refusesStateThatAnAgentCanWrite() throws Exception {
        Path file = write("outloop.yaml", Sources.design() + "state: { path: clients/acme/state }\n");
        assertThat(refused(file)).hasMessageContaining("the folder for state lies in the folder of the workspace acme");

        BrokerConfig.load(write("outloop.yaml", Sources.design() + "state: { path: state }\n"));
    }
}
