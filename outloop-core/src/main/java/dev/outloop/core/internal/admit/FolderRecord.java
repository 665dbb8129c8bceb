package dev.outloop.core.internal.admit;

import dev.outloop.core.internal.workspace.FolderIdentity;
import dev.outloop.identity.Workspace;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * That a folder was approved for a workspace of a tenant: one line of state.
 *
 * @param workspace its name
 * @param tenant its tenant's id, so that nothing approved for one client holds for the next
 * @param configured the path that the configuration gives, or nothing for a worktree
 * @param folder what was approved
 */
record FolderRecord(String workspace, String tenant, String configured, FolderIdentity folder) {

    private static final String KIND = "folder";
    private static final int WORDS = 7;

    static FolderRecord of(Workspace workspace, FolderIdentity folder) {
        String configured = workspace.path().orElseThrow().toString();
        return new FolderRecord(workspace.name(), workspace.tenant().id(), configured, folder);
    }

    static FolderRecord worktree(Workspace workspace, FolderIdentity folder) {
        return new FolderRecord(workspace.name(), workspace.tenant().id(), "", folder);
    }

    boolean isWorktree() {
        return configured.isEmpty();
    }

    boolean isOf(Workspace other) {
        return workspace.equals(other.name()) && tenant.equals(other.tenant().id());
    }

    /** What a person calls it. */
    String label() {
        return isWorktree() ? workspace + " (worktree " + folder.real() + ")" : workspace;
    }

    /** What a later record of the same takes the place of. */
    String place() {
        return workspace + " " + tenant + " " + (isWorktree() ? "> " + folder.real() : "= " + configured);
    }

    static String place(Workspace workspace) {
        return workspace.name() + " " + workspace.tenant().id() + " = "
                + workspace.path().orElseThrow();
    }

    String line() {
        return String.join(
                " ",
                KIND,
                workspace,
                tenant,
                encoded(configured),
                encoded(folder.real().toString()),
                encoded(folder.key()),
                encoded(folder.created()));
    }

    static FolderRecord parse(String line) throws IOException {
        String[] words = line.split(" ", -1);
        if (words.length != WORDS || !words[0].equals(KIND)) {
            throw new IOException("the state of workspaces has a record that is none");
        }
        try {
            FolderIdentity folder =
                    new FolderIdentity(Path.of(decoded(words[4])), decoded(words[5]), decoded(words[6]));
            return new FolderRecord(words[1], words[2], decoded(words[3]), folder);
        } catch (InvalidPathException e) {
            throw new IOException("the state of workspaces has a path that this system does not take");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String word) throws IOException {
        try {
            return URLDecoder.decode(word, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IOException("the state of workspaces has a record that is none");
        }
    }
}
