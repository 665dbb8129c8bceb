package dev.outloop.core.internal.admit;

import dev.outloop.core.internal.workspace.FolderIdentity;
import dev.outloop.core.internal.workspace.FolderText;
import dev.outloop.core.internal.workspace.MountPoints;
import dev.outloop.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a caller says that it works. It can only take away: it is judged as it was found when the caller was made and again
 * at each request.
 *
 * @param claimed what was said
 * @param found the folder that it led to then; null if there was none
 */
record WorkingDirectory(Path claimed, @Nullable FolderIdentity found) {

    static WorkingDirectory of(Path claimed) {
        return new WorkingDirectory(claimed, look(claimed));
    }

    /**
     * Lets through only a folder within one of the roots that is reached without leaving it.
     *
     * @param roots the workspace's folders as they are now
     * @param foreign whether a key is that of another workspace's folder
     */
    void requireWithin(Collection<FolderIdentity> roots, Predicate<String> foreign) throws Refused {
        requirePlain(claimed.isAbsolute() && FolderText.refusal(claimed).isEmpty());
        FolderIdentity now = look(claimed);
        if (now == null) {
            requireUnchanged(false);
            return;
        }
        requireUnchanged(now.equals(found));
        FolderIdentity root = roots.stream()
                .filter(each -> now.real().startsWith(each.real()))
                .findFirst()
                .orElse(null);
        requireInside(root != null);
        if (root == null) {
            return;
        }
        try {
            requireNotForeign(hasForeign(now, root, foreign));
            requireNotMounted(MountPoints.liesBetween(root.real(), now.real()));
        } catch (IOException e) {
            throw outside();
        }
    }

    static void requirePlain(boolean plain) throws Refused {
        require(plain);
    }

    static void requireUnchanged(boolean same) throws Refused {
        require(same);
    }

    static void requireInside(boolean inside) throws Refused {
        require(inside);
    }

    static void requireNotForeign(boolean foreign) throws Refused {
        require(!foreign);
    }

    static void requireNotMounted(boolean mounted) throws Refused {
        require(!mounted);
    }

    /** From the folder up to the root, each has to be the workspace's own and on the root's file system. */
    private static boolean hasForeign(FolderIdentity folder, FolderIdentity root, Predicate<String> foreign)
            throws IOException {
        String device = FolderIdentity.device(root.key());
        for (Path at = folder.real(); at != null && !at.equals(root.real()); at = at.getParent()) {
            String key = at.equals(folder.real()) ? folder.key() : FolderIdentity.key(at);
            if (foreign.test(key) || !FolderIdentity.device(key).equals(device)) {
                return true;
            }
        }
        return false;
    }

    /** One sentence for all: an agent learns nothing of folders that are not its own. */
    private static void require(boolean held) throws Refused {
        if (!held) {
            throw outside();
        }
    }

    private static Refused outside() {
        return Refused.of(
                ErrorCode.WORKSPACE_MISMATCH,
                "The caller's folder is not within its workspace; work in a folder of the workspace.");
    }

    private static @Nullable FolderIdentity look(Path path) {
        try {
            FolderIdentity folder = FolderIdentity.of(path);
            return FolderText.refusal(folder.real()).isEmpty() ? folder : null;
        } catch (IOException e) {
            return null;
        }
    }
}
