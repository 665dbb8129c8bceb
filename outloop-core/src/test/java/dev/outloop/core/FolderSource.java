package dev.outloop.core;

import dev.outloop.action.Access;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Policy;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.AccessSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of files: each is a workspace of that name with one access, and has its pin as its text. */
final class FolderSource implements AccessSource {

    private final Path folder;
    private volatile Runnable changed = () -> {};

    FolderSource(Path folder) {
        this.folder = folder;
    }

    @Override
    public Definitions read() throws IOException {
        List<Workspace> workspaces = new ArrayList<>();
        List<Access> accesses = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                workspaces.add(Workspace.of(name, new Tenant(name)));
                accesses.add(access("own", name, Files.readString(file)));
            }
        }
        return Definitions.of(workspaces, accesses, Policy.empty());
    }

    @Override
    public void onChange(Runnable told) {
        changed = told;
    }

    void put(String name, String pin) throws IOException {
        Files.writeString(folder.resolve(name), pin);
        changed.run();
    }

    static Access access(String alias, String workspace, String pin) {
        return Access.builder(alias, "files")
                .secret(SecretRef.parse("memory:key"))
                .action("item")
                .workspace(workspace, Map.of("tenant", pin))
                .build();
    }
}
