package dev.outloop.core.internal.config;

import dev.outloop.core.internal.workspace.FolderSet;
import dev.outloop.core.internal.workspace.FolderText;
import dev.outloop.identity.Workspace;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the folders of workspaces can be told apart, by their text and, on the machine they are on, by what is there. */
final class FolderCheck {

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

    /** Looks at the folders of this machine whose text is in order. */
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
