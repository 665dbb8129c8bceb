package dev.outloop.core.internal.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which repository a folder is a working tree of, by the rules of Git (gitrepository-layout(5), git-worktree(1)): a main
 * one has the repository in {@code .git}; a linked one has there a file that names {@code worktrees/NAME} in it.
 *
 * <p>A linked one counts only if its entry in the repository names the folder in turn, since anybody can copy a file.
 */
public final class GitWorktree {

    private static final String GIT = ".git";
    private static final String POINTER = "gitdir: ";
    private static final int MAX_BYTES = 8192;

    private GitWorktree() {}

    /** The repository of the working tree whose top the folder is, main or linked; empty if it is none. */
    public static Optional<Path> repositoryOf(Path folder) {
        Path git = folder.resolve(GIT);
        try {
            return Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(git.toRealPath())
                    : linkedRepositoryOf(folder);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The repository that the folder is a linked working tree of; empty if it is none. */
    public static Optional<Path> linkedRepositoryOf(Path folder) {
        try {
            Path file = folder.toRealPath().resolve(GIT);
            String line = line(file);
            if (!line.startsWith(POINTER)) {
                return Optional.empty();
            }
            Path entry = file.resolveSibling(line.substring(POINTER.length())).toRealPath();
            Path repository = entry.resolve(line(entry.resolve("commondir"))).toRealPath();
            boolean listed = entry.getParent() != null && entry.getParent().equals(repository.resolve("worktrees"));
            Path back = entry.resolve(line(entry.resolve("gitdir")));
            requirePointsBack(back.toRealPath().equals(file));
            return listed ? Optional.of(repository) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    static void requirePointsBack(boolean same) throws IOException {
        if (!same) {
            throw new IOException("the repository has this entry for another folder");
        }
    }

    /** The one line of a small file of its own, not of a link. */
    private static String line(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
            throw new IOException("no file of Git's");
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (line.isEmpty() || line.chars().anyMatch(c -> c < ' ')) {
            throw new IOException("no line of Git's");
        }
        return line;
    }
}
