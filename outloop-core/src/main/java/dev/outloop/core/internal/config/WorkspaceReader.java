package dev.outloop.core.internal.config;

import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.secret.SecretRef;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a workspace. */
final class WorkspaceReader {

    private WorkspaceReader() {}

    /** The workspace; where a problem was reported, with whatever could be read. */
    static DeclaredWorkspace read(String name, Value value, Path directory) {
        Map<String, Map<String, String>> pins = new LinkedHashMap<>();
        Map<String, Map<String, SecretRef>> secrets = new LinkedHashMap<>();
        Fields fields = value.fields();
        if (fields == null) {
            return new DeclaredWorkspace(value.key(), false, workspace(name, null, null), null, pins, secrets);
        }
        Value tenant = fields.require("tenant");
        Value path = fields.get("path");
        Value like = fields.get("like");
        String id = tenant == null ? null : tenant.name();
        Path folder = path == null ? null : folder(path, directory);
        String model = like == null ? null : like.name();
        Value pinned = fields.get("pins");
        if (pinned != null) {
            pinned.named().forEach((alias, values) -> {
                Map<String, String> own = pins.computeIfAbsent(alias, none -> new LinkedHashMap<>());
                AccessReader.readPins(values, own);
            });
        }
        Value owned = fields.get("secrets");
        if (owned != null) {
            owned.named().forEach((alias, references) -> {
                Map<String, SecretRef> own = secrets.computeIfAbsent(alias, none -> new LinkedHashMap<>());
                SecretReader.read(references, own);
            });
        }
        fields.end();
        return new DeclaredWorkspace(value.key(), false, workspace(name, id, folder), model, pins, secrets);
    }

    /** The workspace; one whose tenant could not be read gets a tenant of its own. */
    static Workspace workspace(String name, @Nullable String tenant, @Nullable Path folder) {
        Workspace workspace = Workspace.of(name, new Tenant(tenant == null ? name : tenant));
        return folder == null ? workspace : workspace.at(folder);
    }

    /** Steps up at the beginning are from the directory; others stay, to be refused, because links make them ambiguous. */
    static @Nullable Path folder(Value value, Path directory) {
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
