package dev.outloop.samples.pass;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which program is run. {@code PATH} is not asked, because whoever starts the broker from an agent's shell inherits the
 * agent's: a file named {@code pass} in the first of its folders would then be given every value.
 */
final class PassProgram {

    private static final List<Path> FOLDERS = List.of(
            Path.of("/usr/bin"),
            Path.of("/bin"),
            Path.of("/usr/local/bin"),
            Path.of("/opt/homebrew/bin"),
            Path.of("/opt/local/bin"));

    private PassProgram() {}

    /**
     * The program, checked anew.
     *
     * @param setting where the person says that it is, or null for the folders of the system
     * @throws VaultException {@code VAULT_UNAVAILABLE} if there is none, {@code VAULT_FAILED} if others can change it
     */
    static Path find(@Nullable String setting) throws VaultException {
        Path found = setting == null
                ? FOLDERS.stream()
                        .map(folder -> folder.resolve("pass"))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElseThrow(PassProgram::missing)
                : Path.of(setting);
        try {
            requireOwn(found.toRealPath());
            return found;
        } catch (IOException e) {
            throw missing();
        }
    }

    /** Where the program finds those that it runs in turn: its own folder and the system's, never those of the broker. */
    static String searchPath(Path program) {
        String system = FOLDERS.stream().map(Path::toString).collect(Collectors.joining(":"));
        return program.getParent() + ":" + system;
    }

    static void requireAbsolute(@Nullable String setting) throws VaultException {
        if (setting != null && !setting.startsWith("/")) {
            throw new VaultException(ErrorCode.VAULT_FAILED, "the setting program is an absolute path");
        }
    }

    static void requireOwn(Path file) throws IOException, VaultException {
        String owner = Files.getOwner(file).getName();
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        boolean ownersOnly = !mode.contains(PosixFilePermission.GROUP_WRITE)
                && !mode.contains(PosixFilePermission.OTHERS_WRITE)
                && !Files.getPosixFilePermissions(file.getParent()).contains(PosixFilePermission.OTHERS_WRITE);
        if (!ownersOnly || !(owner.equals("root") || owner.equals(System.getProperty("user.name")))) {
            throw new VaultException(
                    ErrorCode.VAULT_FAILED,
                    "others than root and you can change the program pass or its folder; mend its owner and mode");
        }
    }

    /** Also ends what the program started: a child that lives on would hold the pipes open. */
    static void kill(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static VaultException missing() {
        return new VaultException(
                ErrorCode.VAULT_UNAVAILABLE,
                "the program pass is in no folder of the system; install it, or name it by the setting program");
    }
}
