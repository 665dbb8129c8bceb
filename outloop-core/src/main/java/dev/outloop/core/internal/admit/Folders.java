package dev.outloop.core.internal.admit;

import dev.outloop.WorkspaceFolder;
import dev.outloop.core.internal.state.StateLog;
import dev.outloop.core.internal.workspace.FolderIdentity;
import dev.outloop.core.internal.workspace.GitWorktree;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which folders were approved for which workspaces, and whether they are still what they were. Thread-safe.
 *
 * <p>A folder is approved as it is when a configuration first names it for that workspace and tenant: who names it means
 * what is there. From then on only a person approves something else in its place.
 */
public final class Folders implements AutoCloseable {

    private static final String CHANGED =
            "this folder is not the one that was approved; look at it, then approve it again";
    private static final String ABSENT = "there is no such folder now";

    private final ReentrantLock changing = new ReentrantLock();
    private final FolderRecords records;
    private final boolean looked;
    private volatile FolderView view;

    private Folders(FolderRecords records, boolean looked) {
        this.records = records;
        this.looked = looked;
        this.view = new FolderView(List.of(), records);
    }

    /** Approvals that are remembered until the broker is closed. */
    public static Folders inMemory() {
        return new Folders(FolderRecords.inMemory(), true);
    }

    /** Folders of another machine, for judging without a broker: nobody works in them, so nothing is looked at. */
    public static Folders elsewhere() {
        return new Folders(FolderRecords.inMemory(), false);
    }

    /** Approvals that the log remembers, which is closed with this. */
    public static Folders open(StateLog log) throws IOException {
        return new Folders(FolderRecords.open(log), true);
    }

    /**
     * Approves what is named for the first time. Calls are judged by these workspaces only once they are {@link #use used}.
     *
     * @throws IOException if it cannot be remembered; nothing is then approved
     */
    public void see(Collection<Workspace> workspaces) throws IOException {
        changing.lock();
        try {
            FolderView seen = new FolderView(workspaces, records);
            List<FolderRecord> first = new ArrayList<>();
            for (Workspace workspace : seen.workspaces()) {
                FolderIdentity folder = seen.set().distinct().get(workspace.name());
                if (folder != null && !records.has(workspace)) {
                    first.add(FolderRecord.of(workspace, folder));
                }
            }
            records.add(first);
        } finally {
            changing.unlock();
        }
    }

    /** Judges calls by these workspaces from now on. */
    public void use(Collection<Workspace> workspaces) {
        changing.lock();
        try {
            view = new FolderView(workspaces, records);
        } finally {
            changing.unlock();
        }
    }

    /** Lets through a workspace whose folder is the approved one, and only a directory within it. */
    void require(Workspace workspace, @Nullable WorkingDirectory directory) throws Refused {
        if (!looked) {
            return;
        }
        FolderView judging = view;
        List<FolderIdentity> roots = new ArrayList<>();
        Path path = workspace.path().orElse(null);
        if (path != null) {
            FolderIdentity now = look(path);
            requireApproved(refusal(judging, workspace, now).isEmpty());
            if (now != null) {
                roots.add(now);
            }
        }
        if (directory != null) {
            for (FolderRecord worktree : records.worktreesOf(workspace)) {
                if (refusal(judging, worktree).isEmpty()) {
                    roots.add(worktree.folder());
                }
            }
            directory.requireWithin(roots, key -> isOfAnother(workspace, judging.owner(key)));
        }
    }

    static void requireApproved(boolean approved) throws Refused {
        if (!approved) {
            throw Refused.of(
                    ErrorCode.WORKSPACE_MISMATCH,
                    "The folder of this workspace is not the one that was approved; the person who runs the broker has"
                            + " to look at it.");
        }
    }

    /** Every folder and worktree of the workspaces in use, as it is now. */
    public List<WorkspaceFolder> list() {
        FolderView judging = view;
        List<WorkspaceFolder> folders = new ArrayList<>();
        for (Workspace workspace : judging.workspaces()) {
            Path path = workspace.path().orElseThrow();
            String refusal = refusal(judging, workspace, look(path)).orElse(null);
            folders.add(WorkspaceFolder.of(workspace.name(), path, false, refusal));
            for (FolderRecord worktree : records.worktreesOf(workspace)) {
                String reason = refusal(judging, worktree).orElse(null);
                folders.add(
                        WorkspaceFolder.of(workspace.name(), worktree.folder().real(), true, reason));
            }
        }
        return List.copyOf(folders);
    }

    /**
     * Approves what a workspace's folder is now.
     *
     * @throws IllegalArgumentException if it is none, or cannot be told from another workspace's
     */
    public WorkspaceFolder approve(String name) throws IOException {
        changing.lock();
        try {
            Workspace workspace = view.workspace(name);
            if (workspace == null) {
                throw new IllegalArgumentException("no workspace of that name has a folder; see the configuration");
            }
            FolderView seen = new FolderView(view.workspaces(), records);
            FolderIdentity folder = seen.set().distinct().get(name);
            if (folder == null) {
                throw new IllegalArgumentException(
                        "workspace " + name + ": " + seen.refusal(name).orElse(ABSENT));
            }
            records.add(List.of(FolderRecord.of(workspace, folder)));
            view = seen;
            return WorkspaceFolder.of(name, workspace.path().orElseThrow(), false, null);
        } finally {
            changing.unlock();
        }
    }

    /** The workspace that a folder may be bound to as a worktree; empty if none, or if it is within one already. */
    public Optional<String> worktreeOf(Path folder) {
        return offer(folder).map(FolderRecord::workspace);
    }

    /**
     * Binds a worktree to its workspace.
     *
     * @throws IllegalArgumentException if it is none of that workspace's, or cannot be told from another's folder
     */
    public WorkspaceFolder approveWorktree(String name, Path folder) throws IOException {
        changing.lock();
        try {
            FolderRecord worktree = offer(folder)
                    .filter(offer -> offer.workspace().equals(name))
                    .orElseThrow(
                            () -> new IllegalArgumentException(
                                    "the folder is no worktree of that workspace's repository, or is within a workspace already"));
            FolderView seen = new FolderView(view.workspaces(), records, worktree);
            seen.refusal(worktree.label()).ifPresent(refusal -> {
                throw new IllegalArgumentException("worktree of " + name + ": " + refusal);
            });
            records.add(List.of(worktree));
            view = new FolderView(view.workspaces(), records);
            return WorkspaceFolder.of(name, worktree.folder().real(), true, null);
        } finally {
            changing.unlock();
        }
    }

    /** Takes a worktree back; false if there is none. */
    public boolean removeWorktree(String name, Path folder) throws IOException {
        changing.lock();
        try {
            Workspace workspace = view.workspace(name);
            List<FolderRecord> known = workspace == null ? List.of() : records.worktreesOf(workspace);
            for (FolderRecord worktree : known) {
                if (worktree.folder().real().equals(folder)) {
                    records.remove(worktree);
                    view = new FolderView(view.workspaces(), records);
                    return true;
                }
            }
            return false;
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void close() {
        records.close();
    }

    private Optional<FolderRecord> offer(Path folder) {
        FolderView judging = view;
        FolderIdentity found = look(folder);
        Path repository = found == null
                ? null
                : GitWorktree.linkedRepositoryOf(found.real()).orElse(null);
        if (found == null || repository == null || isTaken(judging, found)) {
            return Optional.empty();
        }
        return judging.workspaces().stream()
                .filter(workspace -> isMainOf(judging, workspace, repository))
                .map(workspace -> FolderRecord.worktree(workspace, found))
                .findFirst();
    }

    private boolean isMainOf(FolderView judging, Workspace workspace, Path repository) {
        FolderIdentity main = look(workspace.path().orElseThrow());
        return main != null
                && refusal(judging, workspace, main).isEmpty()
                && GitWorktree.repositoryOf(main.real())
                        .filter(repository::equals)
                        .isPresent();
    }

    private static boolean isTaken(FolderView judging, FolderIdentity folder) {
        try {
            for (Path at = folder.real(); at != null; at = at.getParent()) {
                if (judging.owner(FolderIdentity.key(at)) != null) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isOfAnother(Workspace workspace, @Nullable String owner) {
        return owner != null && !owner.equals(workspace.name());
    }

    private Optional<String> refusal(FolderView judging, Workspace workspace, @Nullable FolderIdentity now) {
        if (now == null) {
            return Optional.of(ABSENT);
        }
        return judging.refusal(workspace.name())
                .or(() -> records.has(workspace, now) ? Optional.empty() : Optional.of(CHANGED));
    }

    private static Optional<String> refusal(FolderView judging, FolderRecord worktree) {
        FolderIdentity now = look(worktree.folder().real());
        if (now == null) {
            return Optional.of(ABSENT);
        }
        return judging.refusal(worktree.label())
                .or(() -> now.equals(worktree.folder()) ? Optional.empty() : Optional.of(CHANGED));
    }

    private static @Nullable FolderIdentity look(Path path) {
        try {
            return FolderIdentity.of(path);
        } catch (IOException e) {
            return null;
        }
    }
}
