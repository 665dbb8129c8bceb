package dev.outloop.core.internal.config;

import dev.outloop.identity.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A configuration on disk: whether its place and its permissions keep agents from writing it, and its bytes. */
public final class ConfigFile {

    private ConfigFile() {}

    /** Reads the file with the reader. Never throws: what keeps it from being read is a problem. */
    public static Configuration read(Path file, ConfigReader reader) {
        List<Problem> problems = new ArrayList<>();
        Path absolute = file.toAbsolutePath().normalize();
        Path directory = absolute.getParent();
        if (directory == null) {
            return Configuration.refused(List.of(Problem.ofFile("expected the path of a file")));
        }
        Configuration configuration;
        try (InputStream in = Files.newInputStream(absolute)) {
            requireOwnerWritableOnly(absolute, problems);
            configuration = reader.read(in.readNBytes(SourceText.MAX_BYTES + 1), directory);
        } catch (NoSuchFileException e) {
            return Configuration.refused(List.of(Problem.ofFile("there is no such file")));
        } catch (IOException | SecurityException e) {
            return Configuration.refused(List.of(Problem.ofFile("the file cannot be read; look at its permissions")));
        }
        problems.addAll(configuration.problems());
        requireOutsideWorkspaces("this file", absolute, configuration.workspaces(), problems);
        for (Path rules : configuration.redaction().files()) {
            requireOutsideWorkspaces("a file of rules", rules, configuration.workspaces(), problems);
        }
        configuration
                .state()
                .ifPresent(state ->
                        requireOutsideWorkspaces("the folder for state", state, configuration.workspaces(), problems));
        configuration
                .audit()
                .ifPresent(audit -> requireOutsideWorkspaces(
                        "the folder of the trail", audit.path(), configuration.workspaces(), problems));
        return configuration.with(problems);
    }

    /** A problem for each workspace in whose folder the file lies. */
    public static List<Problem> inWorkspaces(String what, Path file, List<Workspace> workspaces) {
        List<Problem> problems = new ArrayList<>();
        requireOutsideWorkspaces(what, file, workspaces, problems);
        return problems;
    }

    static void requireOwnerWritableOnly(Path file, List<Problem> problems) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            problems.add(Problem.ofFile("others may write this file, and so grant themselves access; run chmod go-w"));
        }
    }

    /** An agent that can write the file that grants it access needs no other way in. */
    static void requireOutsideWorkspaces(String what, Path file, List<Workspace> workspaces, List<Problem> problems) {
        for (Workspace workspace : workspaces) {
            Path folder = workspace.path().orElse(null);
            if (folder != null
                    && (file.startsWith(folder.toAbsolutePath().normalize())
                            || real(file).startsWith(real(folder)))) {
                problems.add(Problem.ofFile(what + " lies in the folder of the workspace " + workspace.name()
                        + ", where an agent can write; keep it in a directory of your own"));
            }
        }
    }

    /** The path without links, as far as it exists. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        for (Path known = absolute; known != null; known = known.getParent()) {
            try {
                return known.toRealPath().resolve(known.relativize(absolute)).normalize();
            } catch (IOException e) {
                if (Files.isSymbolicLink(known) && Files.exists(known, LinkOption.NOFOLLOW_LINKS)) {
                    return absolute;
                }
            }
        }
        return absolute;
    }
}
