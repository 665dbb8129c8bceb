package dev.outloop.samples.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.fake.TestVaultContext;
import dev.outloop.testkit.twin.Twin;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody but the person and root decides which program is given the values. */
@Tag("VAULT-032")
class PassProgramTest {

    @TempDir
    Path folder;

    private Path script(String name, String text) throws IOException {
        Path script = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.writeString(script, "#!/bin/sh\n" + text);
    }

    /** Leases one entry in a process whose PATH begins with the folder, and gives what that printed. */
    private String leaseWithFolderFirst(String program) throws Exception {
        Files.createDirectories(folder.resolve("store"));
        Files.writeString(folder.resolve("store/entry.gpg"), "not looked at");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OneLease.class.getName(),
                folder.toString(),
                program);
        builder.environment().put("PATH", folder + File.pathSeparator + System.getenv("PATH"));
        Process process = builder.redirectErrorStream(true).start();
        try {
            return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
        } finally {
            process.destroyForcibly();
        }
    }

    static final class OneLease {
        public static void main(String[] arguments) throws Exception {
            TestVaultContext context = TestVaultContext.of("pass", Path.of(arguments[0]), Clock.systemUTC())
                    .with("store", "store");
            try (VaultBackend vault = new PassBackend.Provider()
                    .open(arguments[1].isEmpty() ? context : context.with("program", arguments[1]))) {
                vault.lease(VaultRequest.of(
                                SecretRef.parse("pass:entry"),
                                Clock.systemUTC().instant().plus(Duration.ofSeconds(20))))
                        .close();
                System.out.println("lent");
            } catch (VaultException e) {
                System.out.println(e.code());
            }
        }
    }

    @Test
    void aProgramThatComesFirstOnThePathIsNotRun() throws Exception {
        Path ran = folder.resolve("ran");
        Path fake = script("pass", "touch " + ran + "\n");
        assertThat(leaseWithFolderFirst(fake.toString())).as("the control").isEqualTo("lent");
        assertThat(ran).exists();
        Files.delete(ran);

        assertThat(leaseWithFolderFirst("")).isNotEqualTo("lent");
        assertThat(ran).doesNotExist();
    }

    @Test
    void whatTheProgramRunsIsNotLookedUpOnThePathEither() throws Exception {
        Path seen = folder.resolve("seen");
        script("sh-of-an-agent", "");
        Path program = Files.createDirectory(folder.resolve("own")).resolve("program");
        Files.move(
                script("program", "command -v sh-of-an-agent > " + seen + "; command -v sh >> " + seen + "\n"),
                program);
        assertThat(leaseWithFolderFirst(program.toString())).isEqualTo("lent");
        assertThat(Files.readString(seen)).doesNotContain("sh-of-an-agent").contains("/sh");
    }

    @Test
    void aProgramThatOthersCanChangeIsRefused() throws Exception {
        Path open = script("open", "");
        assertThat(PassProgram.find(open.toString())).isEqualTo(open);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwx---"));
        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() -> PassProgram.find(open.toString()))
                .satisfies(e -> assertThat(e.code()).isSameAs(ErrorCode.VAULT_FAILED));

        Twin twin = Twin.without("dev.outloop.samples.pass.PassProgram#requireOwn", "dev.outloop.samples.pass");
        assertThat(twin.newInstance(Function.class, Find.class).apply(open.toString()))
                .isEqualTo(open.toString());
        twin.requireReached();
    }

    static final class Find implements Function<String, String> {
        @Override
        public String apply(String program) {
            try {
                return PassProgram.find(program).toString();
            } catch (VaultException e) {
                return e.code().name();
            }
        }
    }

    @Test
    void aNameWithoutFolderIsRefused() {
        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() -> PassProgram.requireAbsolute("pass"))
                .withMessageContaining("program");
    }
}
