package dev.outloop.core.internal.admit;

import dev.outloop.core.internal.workspace.FolderSet;
import dev.outloop.identity.Workspace;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The workspaces in use beside one another, as their folders were when this was made. Immutable. */
final class FolderView {

    private final Map<String, Workspace> workspaces = new LinkedHashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private final FolderSet set;

    /** Looks at the folders and worktrees. Workspaces without a folder are left out. */
    FolderView(Collection<Workspace> all, FolderRecords records, FolderRecord... offered) {
        Map<String, Path> folders = new LinkedHashMap<>();
        Map<String, String> names = new HashMap<>();
        for (Workspace workspace : all) {
            Path path = workspace.path().orElse(null);
            if (path != null) {
                workspaces.put(workspace.name(), workspace);
                folders.put(workspace.name(), path);
                names.put(workspace.name(), workspace.name());
                for (FolderRecord worktree : records.worktreesOf(workspace)) {
                    folders.put(worktree.label(), worktree.folder().real());
                    names.put(worktree.label(), workspace.name());
                }
            }
        }
        for (FolderRecord worktree : offered) {
            folders.put(worktree.label(), worktree.folder().real());
        }
        set = new FolderSet(folders);
        set.distinct().forEach((label, folder) -> owners.put(folder.key(), names.getOrDefault(label, label)));
    }

    Collection<Workspace> workspaces() {
        return workspaces.values();
    }

    @Nullable
    Workspace workspace(String name) {
        return workspaces.get(name);
    }

    FolderSet set() {
        return set;
    }

    /** Why what goes by this label could not be told from the others. */
    Optional<String> refusal(String label) {
        return Optional.ofNullable(set.refusals().get(label));
    }

    /** The name of the workspace whose folder has the key; null if none. */
    @Nullable
    String owner(String key) {
        return owners.get(key);
    }
}
