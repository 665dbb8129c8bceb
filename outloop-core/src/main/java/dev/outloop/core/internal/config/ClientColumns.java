package dev.outloop.core.internal.config;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.ServiceDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which columns a table of clients may have: those of the workspace, and for each alias its pins and secrets. */
final class ClientColumns {

    static final String WORKSPACE = "workspace";
    static final String TENANT = "tenant";
    static final String PATH = "path";
    static final String LIKE = "like";

    private static final String SECRET = "secret";

    private final Set<String> known = new TreeSet<>(List.of(WORKSPACE, TENANT, PATH, LIKE));
    private final Set<String> open = new TreeSet<>();
    private final boolean complete;

    /** A column of an alias: a pin's value, or the reference of a part of the credential. */
    record Column(
            String alias, @Nullable String pin, @Nullable String part) {}

    /** What is not known completely, because it could not be read, is not taken for a mistake of the table. */
    ClientColumns(Collection<DeclaredAccess> accesses, Map<String, ServiceDefinition> services, boolean complete) {
        this.complete = complete;
        for (DeclaredAccess access : accesses) {
            ServiceDefinition service = services.get(access.service());
            if (service == null) {
                open.add(access.alias());
                continue;
            }
            service.pins().keySet().forEach(pin -> known.add(access.alias() + "." + pin));
            for (CredentialPlacement placement : service.credentials()) {
                boolean single = placement.part().equals(CredentialPlacement.DEFAULT_PART);
                known.add(access.alias() + "." + SECRET + (single ? "" : "." + placement.part()));
            }
        }
    }

    boolean isKnown(String column) {
        if (known.contains(column)) {
            return true;
        }
        Column parsed = parse(column);
        return parsed != null && (!complete || open.contains(parsed.alias()));
    }

    String hint(String column) {
        return Nearest.hint(column, known);
    }

    /** The column of an alias; null if it is none. */
    static @Nullable Column parse(String column) {
        String[] words = column.split("\\.", -1);
        if (words.length == 2) {
            return words[1].equals(SECRET)
                    ? new Column(words[0], null, CredentialPlacement.DEFAULT_PART)
                    : new Column(words[0], words[1], null);
        }
        return words.length == 3 && words[1].equals(SECRET) ? new Column(words[0], null, words[2]) : null;
    }
}
