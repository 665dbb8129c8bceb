package dev.outloop.core.internal.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.WorkspaceFolder;
import dev.outloop.core.cases.Git;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    @TempDir
    Path directory;

    private final KeptLog log = new KeptLog();
    private Path acmeFolder;
    private Workspace acme;
    private Workspace globex;
    private Folders folders;

    @BeforeEach
    void begin() throws Exception {
        directory = directory.toRealPath();
        acmeFolder = Files.createDirectory(directory.resolve("acme"));
        acme = Workspace.of("acme", new Tenant("acme-corp")).at(acmeFolder);
        globex =
                Workspace.of("globex", new Tenant("globex-inc")).at(Files.createDirectory(directory.resolve("globex")));
        folders = open(acme, globex);
    }

    private Folders open(Workspace... workspaces) throws IOException {
        Folders opened = Folders.open(log);
        opened.see(List.of(workspaces));
        opened.use(List.of(workspaces));
        return opened;
    }

    private static Optional<ErrorCode> refusal(Folders folders, Workspace workspace, @Nullable Path claimed) {
        try {
            folders.require(workspace, claimed == null ? null : WorkingDirectory.of(claimed));
            return Optional.empty();
        } catch (Refused refused) {
            return Optional.of(refused.code());
        }
    }

    private static void requireOpen(Folders folders, Workspace workspace) {
        assertThat(refusal(folders, workspace, null)).isEmpty();
    }

    private static void requireShut(Folders folders, Workspace workspace) {
        assertThat(refusal(folders, workspace, null)).contains(ErrorCode.WORKSPACE_MISMATCH);
    }

    private void replaceAcme() throws IOException {
        Files.delete(acmeFolder);
        Files.createDirectory(acmeFolder);
    }

    @Test
    void aFolderIsApprovedWhenItIsFirstNamed() throws Exception {
        requireOpen(folders, acme);
        assertThat(folders.list()).extracting(WorkspaceFolder::workspace).containsExactly("acme", "globex");
        assertThat(folders.list()).allSatisfy(each -> assertThat(each.refusal()).isEmpty());
        requireOpen(open(acme, globex), acme);
        assertThat(log.read()).hasSize(2);
    }

    @Test
    void oneThatIsMadeAgainIsRefusedUntilAPersonApprovesIt() throws Exception {
        replaceAcme();

        requireShut(folders, acme);
        requireOpen(folders, globex);
        assertThat(folders.list().get(0).refusal()).get().asString().contains("not the one that was approved");

        assertThat(folders.approve("acme").refusal()).isEmpty();
        requireOpen(folders, acme);
        requireOpen(open(acme, globex), acme);
    }

    @Test
    void oneThatIsMadeAgainBetweenTwoRunsIsRefusedToo() throws Exception {
        replaceAcme();

        Folders later = open(acme, globex);

        requireShut(later, acme);
        requireOpen(later, globex);
        later.approve("acme");
        requireOpen(open(acme, globex), acme);
    }

    @Test
    void withoutStateItIsWhatItWasAtTheStart() throws Exception {
        replaceAcme();
        Folders forgetful = Folders.inMemory();
        forgetful.see(List.of(acme));
        forgetful.use(List.of(acme));
        requireOpen(forgetful, acme);

        replaceAcme();

        requireShut(forgetful, acme);
    }

    @Test
    void oneThatIsGoneIsRefusedAndComesBackAsWhatItWas() throws Exception {
        Path away = directory.resolve("away");
        Files.move(acmeFolder, away);
        requireShut(folders, acme);
        assertThat(folders.list().get(0).refusal()).get().asString().contains("no such folder");
        assertThatThrownBy(() -> folders.approve("acme")).isInstanceOf(IllegalArgumentException.class);

        Files.move(away, acmeFolder);

        requireOpen(folders, acme);
    }

    @Test
    void aLinkInItsPlaceIsRefusedEvenIfItLeadsToTheSameFolder() throws Exception {
        Path away = directory.resolve("away");
        Files.move(acmeFolder, away);
        Files.createSymbolicLink(acmeFolder, away);

        requireShut(folders, acme);

        folders.approve("acme");
        requireOpen(folders, acme);
    }

    @Test
    void twoThatCannotBeToldApartAreBothRefused() throws Exception {
        Workspace within =
                Workspace.of("inner", new Tenant("inner")).at(Files.createDirectory(acmeFolder.resolve("in")));
        Workspace same = Workspace.of("same", new Tenant("same"))
                .at(Files.createSymbolicLink(directory.resolve("link"), directory.resolve("globex")));

        Folders confused = open(acme, globex, within, same);

        for (Workspace each : List.of(acme, globex, within, same)) {
            requireShut(confused, each);
            assertThatThrownBy(() -> confused.approve(each.name())).isInstanceOf(IllegalArgumentException.class);
        }
        requireOpen(open(acme, globex), acme);
    }

    @Test
    void whatIsApprovedForOneTenantIsNotForTheNext() throws Exception {
        Path worktree = Git.worktree(acmeFolder, directory.resolve("acme-wt"));
        folders.approveWorktree("acme", worktree);
        assertThat(refusal(folders, acme, worktree)).isEmpty();
        Workspace sold = Workspace.of("acme", new Tenant("globex-inc")).at(acmeFolder);

        Folders later = open(sold);

        requireOpen(later, sold);
        assertThat(refusal(later, sold, worktree)).contains(ErrorCode.WORKSPACE_MISMATCH);
        assertThat(later.list()).hasSize(1);
    }

    @Test
    void aFolderThatIsConfiguredAgainIsTheOneThatWasApproved() throws Exception {
        Workspace moved =
                Workspace.of("acme", new Tenant("acme-corp")).at(Files.createDirectory(directory.resolve("x")));
        requireOpen(open(moved, globex), moved);
        requireOpen(open(acme, globex), acme);

        replaceAcme();

        requireShut(open(acme, globex), acme);
    }

    @Test
    void whatIsSeenAndNotUsedChangesNothing() throws Exception {
        Workspace within =
                Workspace.of("inner", new Tenant("inner")).at(Files.createDirectory(acmeFolder.resolve("in")));

        folders.see(List.of(acme, globex, within));

        requireOpen(folders, acme);
        assertThat(refusal(folders, acme, acmeFolder.resolve("in"))).isEmpty();
        folders.use(List.of(acme, globex, within));
        requireShut(folders, acme);
    }

    @Test
    void nothingIsApprovedThatCannotBeKept() throws Exception {
        replaceAcme();
        log.fail(true);

        assertThatThrownBy(() -> folders.approve("acme")).isInstanceOf(IOException.class);
        requireShut(folders, acme);
        Workspace fresh = Workspace.of("fresh", new Tenant("fresh")).at(Files.createDirectory(directory.resolve("f")));
        assertThatThrownBy(() -> folders.see(List.of(fresh))).isInstanceOf(IOException.class);

        log.fail(false);
        folders.approve("acme");
        requireOpen(folders, acme);
    }

    @Test
    void aWorktreeIsItsWorkspacesOnceItIsApproved() throws Exception {
        Path worktree = Git.worktree(acmeFolder, directory.resolve("acme-wt"));
        Path below = Files.createDirectory(worktree.resolve("below"));
        assertThat(refusal(folders, acme, below)).contains(ErrorCode.WORKSPACE_MISMATCH);
        assertThat(folders.worktreeOf(worktree)).contains("acme");
        assertThat(folders.worktreeOf(below)).isEmpty();
        assertThatThrownBy(() -> folders.approveWorktree("globex", worktree))
                .isInstanceOf(IllegalArgumentException.class);

        WorkspaceFolder approved = folders.approveWorktree("acme", worktree);

        assertThat(approved.isWorktree()).isTrue();
        assertThat(approved.folder()).isEqualTo(worktree);
        for (Folders each : List.of(folders, open(acme, globex))) {
            assertThat(refusal(each, acme, below)).isEmpty();
            assertThat(refusal(each, globex, below)).contains(ErrorCode.WORKSPACE_MISMATCH);
            assertThat(each.worktreeOf(worktree)).as("it is taken").isEmpty();
        }
        assertThat(folders.removeWorktree("acme", worktree)).isTrue();
        assertThat(folders.removeWorktree("acme", worktree)).isFalse();
        for (Folders each : List.of(folders, open(acme, globex))) {
            assertThat(refusal(each, acme, below)).contains(ErrorCode.WORKSPACE_MISMATCH);
        }
    }

    @Test
    void aWorktreeThatIsMadeAgainIsOutside() throws Exception {
        Path worktree = Git.worktree(acmeFolder, directory.resolve("acme-wt"));
        folders.approveWorktree("acme", worktree);
        assertThat(refusal(folders, acme, worktree)).isEmpty();

        Git.run(acmeFolder, "worktree", "remove", worktree.toString());
        Git.run(acmeFolder, "worktree", "add", "--quiet", "--detach", worktree.toString());

        assertThat(refusal(folders, acme, worktree)).contains(ErrorCode.WORKSPACE_MISMATCH);
        assertThat(folders.list().get(1).refusal()).isPresent();
        requireOpen(folders, acme);
    }

    @Test
    void aWorktreeWithinAnotherWorkspaceIsNotOffered() throws Exception {
        Path worktree = Git.worktree(acmeFolder, directory.resolve("globex/wt"));

        assertThat(folders.worktreeOf(worktree)).isEmpty();
        assertThatThrownBy(() -> folders.approveWorktree("acme", worktree))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWorktreeThatLaterBecomesAWorkspaceIsNeithers() throws Exception {
        Path worktree = Git.worktree(acmeFolder, directory.resolve("acme-wt"));
        folders.approveWorktree("acme", worktree);
        Workspace third = Workspace.of("third", new Tenant("third")).at(worktree);

        Folders later = open(acme, globex, third);

        requireShut(later, third);
        assertThat(refusal(later, acme, worktree)).contains(ErrorCode.WORKSPACE_MISMATCH);
        requireOpen(later, acme);
    }

    @Test
    void aWorkspaceWithoutAFolderHasNothingWithinIt() {
        Workspace bare = Workspace.of("bare", new Tenant("bare"));

        requireOpen(folders, bare);
        assertThat(refusal(folders, bare, directory)).contains(ErrorCode.WORKSPACE_MISMATCH);
        assertThatThrownBy(() -> folders.approve("bare")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRecordThatIsNoneIsNotSkipped() throws Exception {
        String line = log.read().get(0);
        for (String damaged :
                List.of(line + " x", "other " + line, "gone", line.substring(line.indexOf(' ') + 1), "%")) {
            log.replace(List.of(damaged));
            assertThatThrownBy(() -> Folders.open(log)).as(damaged).isInstanceOf(IOException.class);
        }
    }
}
