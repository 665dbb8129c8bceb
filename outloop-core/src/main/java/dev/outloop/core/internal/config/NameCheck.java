package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.identity.Workspace;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether a person could take one name for another. The grammar of names leaves letters of other scripts out; what is left
 * are shapes such as {@code rn} and {@code m}. Such a pair is refused, not warned of: a name is easily changed, and work
 * for the wrong client is not.
 */
final class NameCheck {

    private NameCheck() {}

    static void check(Collection<Workspace> workspaces, Map<String, Access> accesses, Findings findings) {
        Map<String, String> names = new HashMap<>();
        Map<String, String> tenants = new HashMap<>();
        for (Workspace workspace : workspaces) {
            String subject = "workspaces." + workspace.name();
            check(names, workspace.name(), subject, findings);
            check(tenants, workspace.tenant().id(), subject + ".tenant", findings);
        }
        Map<String, String> aliases = new HashMap<>();
        accesses.forEach((subject, access) -> check(aliases, access.alias(), subject + ".alias", findings));
    }

    private static void check(Map<String, String> known, String name, String subject, Findings findings) {
        String other = known.putIfAbsent(shape(name), name);
        if (other != null && !other.equals(name)) {
            findings.add(
                    subject,
                    "the names " + other + " and " + name + " look alike; change one, so that nobody takes it for the"
                            + " other");
        }
    }

    /** The same for names that look alike: l, 1 and i; o and 0; m and rn; w and vv; d and cl; one hyphen and several. */
    static String shape(String name) {
        return name.replace("rn", "m")
                .replace("vv", "w")
                .replace("cl", "d")
                .replace("c1", "d")
                .replace('1', 'l')
                .replace('i', 'l')
                .replace('0', 'o')
                .replaceAll("-+", "-");
    }
}
