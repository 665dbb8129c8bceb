package dev.outloop.core.internal.config;

import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import java.nio.file.Path;

/** Reads a workspace. */
final class WorkspaceReader {

    private WorkspaceReader() {}

    /** The workspace; where a problem was reported, with whatever could be read. */
    static Workspace read(String name, Value value, Path directory) {
        Fields fields = value.fields();
        if (fields == null) {
            return Workspace.of(name, new Tenant(name));
        }
        Value tenant = fields.require("tenant");
        Value path = fields.get("path");
        fields.end();
        String id = tenant == null ? null : tenant.name();
        Workspace workspace = Workspace.of(name, new Tenant(id == null ? name : id));
        Path folder = path == null ? null : ConfigReader.path(path, directory);
        return folder == null ? workspace : workspace.at(folder);
    }
}
