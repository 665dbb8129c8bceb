package dev.outloop.core.internal.workspace;

import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The folders of workspaces side by side. Each has to exist, and none may be another's or lie within another's. */
public final class FolderSet {

    private final Map<String, FolderIdentity> found = new LinkedHashMap<>();
    private final Map<String, String> refusals = new LinkedHashMap<>();
    private final Map<Path, String> keys = new HashMap<>();

    /** Looks at the folders, by the names of their workspaces. Paths that say something else than they seem are refused. */
    public FolderSet(Map<String, Path> folders) {
        folders.forEach(this::find);
        Map<String, String> owners = new HashMap<>();
        found.forEach((name, folder) -> {
            String other = owners.putIfAbsent(folder.key(), name);
            if (other != null) {
                refuse(name, "this is also the folder of the workspace " + other);
                refuse(other, "this is also the folder of the workspace " + name);
            }
        });
        found.forEach((name, folder) -> requireApart(name, folder, owners));
    }

    /** Those that can be told apart from all others. */
    public Map<String, FolderIdentity> distinct() {
        Map<String, FolderIdentity> distinct = new LinkedHashMap<>(found);
        distinct.keySet().removeAll(refusals.keySet());
        return distinct;
    }

    /** What is wrong with the others, in a sentence each. */
    public Map<String, String> refusals() {
        return refusals;
    }

    private void find(String name, Path path) {
        try {
            FolderIdentity folder = plain(path);
            found.put(name, folder);
            keys.put(folder.real(), folder.key());
        } catch (NotDirectoryException e) {
            refusals.put(name, "expected a folder, found something else there");
        } catch (Misleading e) {
            refusals.put(name, "expected " + e.getMessage());
        } catch (IOException e) {
            refusals.put(name, "expected a folder that exists; make it first, or mend the path");
        }
    }

    private static FolderIdentity plain(Path path) throws IOException {
        requirePlain(path);
        FolderIdentity folder = FolderIdentity.of(path);
        requirePlain(folder.real());
        return folder;
    }

    static void requirePlain(Path path) throws Misleading {
        String refusal = FolderText.refusal(path).orElse(null);
        if (refusal != null) {
            throw new Misleading(refusal);
        }
    }

    private void requireApart(String name, FolderIdentity folder, Map<String, String> owners) {
        for (Path above = folder.real().getParent(); above != null; above = above.getParent()) {
            String other = owners.get(key(above));
            if (other != null && !other.equals(name)) {
                refuse(name, "this folder lies within that of the workspace " + other);
                refuse(other, "the folder of the workspace " + name + " lies within this one");
            }
        }
    }

    private void refuse(String name, String why) {
        refusals.putIfAbsent(name, why + "; give each workspace a folder of its own, none within another");
    }

    private String key(Path real) {
        return keys.computeIfAbsent(real, path -> {
            try {
                return FolderIdentity.key(path);
            } catch (IOException e) {
                return path.toString(); // a folder above that cannot be read is nobody's
            }
        });
    }

    private static final class Misleading extends IOException {
        private static final long serialVersionUID = 1L;

        Misleading(String message) {
            super(message);
        }
    }
}
