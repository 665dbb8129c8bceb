package dev.outloop;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A folder of a workspace, and whether it is still the one that a person approved. Immutable. */
public final class WorkspaceFolder {

    private final String workspace;
    private final Path folder;
    private final boolean worktree;
    private final @Nullable String refusal;

    private WorkspaceFolder(String workspace, Path folder, boolean worktree, @Nullable String refusal) {
        this.workspace = Objects.requireNonNull(workspace, "workspace");
        this.folder = Objects.requireNonNull(folder, "folder");
        this.worktree = worktree;
        this.refusal = refusal;
    }

    /**
     * What is known of a folder.
     *
     * @param refusal why nothing is done for callers that work there; null if it is approved
     */
    public static WorkspaceFolder of(String workspace, Path folder, boolean worktree, @Nullable String refusal) {
        return new WorkspaceFolder(workspace, folder, worktree, refusal);
    }

    /** The name of the workspace. */
    public String workspace() {
        return workspace;
    }

    /** The folder: as configured, or the real path of a worktree. */
    public Path folder() {
        return folder;
    }

    /** Whether it is a Git worktree that was approved beside the configured folder. */
    public boolean isWorktree() {
        return worktree;
    }

    /** Why nothing is done there until a person approves it; empty if it is approved and unchanged. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public String toString() {
        return workspace + " at " + folder + (refusal == null ? "" : ": " + refusal);
    }
}
