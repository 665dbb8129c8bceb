package dev.outloop.core.internal.config;

import dev.outloop.core.internal.workspace.FolderSet;
import dev.outloop.core.internal.workspace.FolderText;
import dev.outloop.identity.Workspace;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the folders of workspaces can be told apart, by their text and, on the machine they are on, by what is there. */
final class FolderCheck {

    private static final String APART = "; give each workspace a folder of its own, none within another";

    private FolderCheck() {}

    /** Judges the text alone, wherever the folders are. */
    static void checkText(Collection<Workspace> workspaces, Findings findings) {
        for (Workspace workspace : workspaces) {
            workspace
                    .path()
                    .flatMap(FolderText::refusal)
                    .ifPresent(refusal -> findings.add(subject(workspace.name()), "expected " + refusal));
        }
    }

    /** Refuses folders of which one is, as it is written, another or lies within it. */
    static void checkNesting(Collection<Workspace> workspaces, Findings findings) {
        Map<Path, String> owners = new HashMap<>();
        workspaces.forEach(workspace -> written(workspace).ifPresent(path -> {
            String other = owners.putIfAbsent(path, workspace.name());
            if (other != null) {
                findings.add(subject(workspace.name()), "this is also the folder of the workspace " + other + APART);
                findings.add(subject(other), "this is also the folder of the workspace " + workspace.name() + APART);
            }
        }));
        workspaces.forEach(workspace -> written(workspace).ifPresent(path -> {
            for (Path above = path.getParent(); above != null; above = above.getParent()) {
                String other = owners.get(above);
                if (other != null) {
                    findings.add(
                            subject(workspace.name()),
                            "this folder lies within that of the workspace " + other + APART);
                }
            }
        }));
    }

    private static Optional<Path> written(Workspace workspace) {
        return workspace.path().map(path -> path.toAbsolutePath().normalize());
    }

    /**
     * Looks at the folders of this machine whose text is in order. What is found is no reason to refuse a configuration: an
     * agent can change its own folder, and must not keep a person from changing what it may do. The broker does nothing
     * for such a workspace.
     */
    static List<Finding> look(Collection<Workspace> workspaces) {
        Map<String, Path> folders = new LinkedHashMap<>();
        for (Workspace workspace : workspaces) {
            workspace
                    .path()
                    .filter(path -> FolderText.refusal(path).isEmpty())
                    .ifPresent(path -> folders.put(workspace.name(), path));
        }
        Findings findings = new Findings();
        new FolderSet(folders).refusals().forEach((name, refusal) -> findings.add(subject(name), refusal));
        return findings.all();
    }

    private static String subject(String workspace) {
        return "workspaces." + workspace + ".path";
    }
}
