package dev.outloop.core.internal.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.cases.Git;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitWorktreeTest {

    @TempDir
    Path directory;

    private Path main;
    private Path linked;
    private Path entry;

    @BeforeEach
    void make() throws Exception {
        directory = directory.toRealPath();
        main = Files.createDirectory(directory.resolve("main"));
        linked = Git.worktree(main, directory.resolve("linked"));
        entry = main.resolve(".git/worktrees/linked");
        requireLinked();
    }

    private void requireLinked() {
        assertThat(GitWorktree.linkedRepositoryOf(linked)).contains(main.resolve(".git"));
    }

    private void requireNotLinked() {
        assertThat(GitWorktree.linkedRepositoryOf(linked)).isEmpty();
    }

    @Test
    void bothKindsAreOfTheRepository() {
        assertThat(GitWorktree.repositoryOf(main)).contains(main.resolve(".git"));
        assertThat(GitWorktree.repositoryOf(linked)).contains(main.resolve(".git"));
        assertThat(GitWorktree.linkedRepositoryOf(main)).isEmpty();
        assertThat(GitWorktree.repositoryOf(directory)).isEmpty();
    }

    /** As Git writes them since 2.48 with worktree.useRelativePaths. */
    @Test
    void pathsMayBeRelative() throws Exception {
        Files.writeString(linked.resolve(".git"), "gitdir: ../main/.git/worktrees/linked\n");
        Files.writeString(entry.resolve("gitdir"), "../../../../linked/.git\n");

        requireLinked();
    }

    @Test
    void aCopiedFileProvesNothing() throws Exception {
        Path copy = Files.createDirectory(directory.resolve("copy"));
        Files.copy(linked.resolve(".git"), copy.resolve(".git"));

        assertThat(GitWorktree.linkedRepositoryOf(copy)).isEmpty();
        requireLinked();
    }

    @Test
    void aLinkToTheFileProvesNothing() throws Exception {
        Path copy = Files.createDirectory(directory.resolve("copy"));
        Files.createSymbolicLink(copy.resolve(".git"), linked.resolve(".git"));

        assertThat(GitWorktree.linkedRepositoryOf(copy)).isEmpty();
    }

    @Test
    void oneThatWasMovedIsNoneUntilGitKnowsIt() throws Exception {
        Path moved = directory.resolve("moved");
        Files.move(linked, moved);
        assertThat(GitWorktree.linkedRepositoryOf(moved)).isEmpty();

        Git.run(moved, "worktree", "repair");

        assertThat(GitWorktree.linkedRepositoryOf(moved)).contains(main.resolve(".git"));
    }

    @Test
    void theEntryHasToBeAmongThoseOfTheRepository() throws Exception {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere/worktrees/linked"));
        Files.writeString(elsewhere.resolve("gitdir"), linked.resolve(".git") + "\n");
        Files.writeString(elsewhere.resolve("commondir"), main.resolve(".git") + "\n");
        Files.writeString(linked.resolve(".git"), "gitdir: " + elsewhere + "\n");

        requireNotLinked();
    }

    @Test
    void everyPartHasToBeThereAndOfTheForm() throws Exception {
        String good = Files.readString(linked.resolve(".git"));
        for (String bad :
                new String[] {"", "\n", "gitdir:", good + good, good.replace("gitdir: ", "gitdir:\t"), "x" + good}) {
            Files.writeString(linked.resolve(".git"), bad);
            requireNotLinked();
        }
        Files.writeString(linked.resolve(".git"), good + "x".repeat(9000));
        requireNotLinked();
        Files.writeString(linked.resolve(".git"), good);
        requireLinked();
        for (String part : new String[] {"gitdir", "commondir"}) {
            String before = Files.readString(entry.resolve(part));
            Files.delete(entry.resolve(part));
            requireNotLinked();
            Files.writeString(entry.resolve(part), before);
            requireLinked();
        }
    }
}
