package dev.outloop.core.internal.config;

import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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
        Path folder = path == null ? null : folder(path, directory);
        return folder == null ? workspace : workspace.at(folder);
    }

    /** Steps up at the beginning are from the directory; others stay, to be refused, because links make them ambiguous. */
    private static @Nullable Path folder(Value value, Path directory) {
        String text = value.text();
        if (text == null) {
            return null;
        }
        try {
            Path written = Path.of(text);
            int steps = 0;
            while (steps < written.getNameCount() && isStep(written.getName(steps))) {
                steps++;
            }
            if (written.isAbsolute() || steps == 0) {
                return directory.resolve(written);
            }
            Path from = directory.resolve(written.subpath(0, steps)).normalize();
            return steps == written.getNameCount()
                    ? from
                    : from.resolve(written.subpath(steps, written.getNameCount()));
        } catch (InvalidPathException e) {
            value.problem("expected a path of this machine");
            return null;
        }
    }

    private static boolean isStep(Path name) {
        return name.toString().equals(".") || name.toString().equals("..");
    }
}
