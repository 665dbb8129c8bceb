package dev.outloop.core.internal.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which accesses each workspace has: those that name it, and those of the workspace that it is like. What is fixed for a
 * workspace is fixed for those of its own tenant that are like it, and for nobody else. One thread.
 */
final class Inheritance {

    private static final int MAX_TAKEN = 100_000;

    private final Reading reading;
    private final boolean complete;
    private final Map<String, DeclaredWorkspace> workspaces = new LinkedHashMap<>();
    private final Map<String, Map<String, Held>> held = new HashMap<>();
    private final Set<String> resolved = new HashSet<>();
    private final Set<String> unknown = new HashSet<>();
    private int taken;

    /** Finds out; what cannot be is a problem. Where not all was read, what is missing is no problem. */
    Inheritance(
            Reading reading,
            Collection<DeclaredWorkspace> declared,
            Collection<DeclaredAccess> accesses,
            boolean complete) {
        this.reading = reading;
        this.complete = complete;
        for (DeclaredWorkspace workspace : declared) {
            workspaces.putIfAbsent(workspace.name(), workspace);
        }
        for (DeclaredAccess access : accesses) {
            access.grants().forEach((name, given) -> {
                DeclaredWorkspace workspace = workspaces.get(name);
                if (workspace != null) {
                    owned(name).put(access.key(), Held.named(access, workspace, given));
                }
            });
        }
        workspaces.values().forEach(this::resolve);
    }

    /** What the workspace has, by the key of the access. */
    Map<String, Held> of(String workspace) {
        return held.getOrDefault(workspace, Map.of());
    }

    /** The key under which a person wrote, or would write, what the key of a grant is about. */
    String written(String key) {
        int at = key.indexOf(".workspaces.");
        if (at < 0) {
            return key;
        }
        int from = at + ".workspaces.".length();
        int dot = key.indexOf('.', from);
        int to = dot < 0 ? key.length() : dot;
        Held grant = of(key.substring(from, to)).get(key.substring(0, at));
        return grant == null ? key : grant.written(key.substring(to));
    }

    private Map<String, Held> owned(String workspace) {
        return held.computeIfAbsent(workspace, none -> new LinkedHashMap<>());
    }

    /** Models first; without recursion, since a chain may be as long as the table. */
    private void resolve(DeclaredWorkspace start) {
        Map<String, DeclaredWorkspace> path = new LinkedHashMap<>();
        DeclaredWorkspace next = start;
        while (next != null && !resolved.contains(next.name())) {
            if (path.putIfAbsent(next.name(), next) != null) {
                refuseCycle(next.name(), path.values());
                break;
            }
            next = model(next);
        }
        List<DeclaredWorkspace> order = new ArrayList<>(path.values());
        Collections.reverse(order);
        for (DeclaredWorkspace workspace : order) {
            DeclaredWorkspace model = workspace.like() == null ? null : workspaces.get(workspace.like());
            if (model != null && unknown.contains(model.name())) {
                unknown.add(workspace.name());
            }
            if (model != null && resolved.contains(model.name())) {
                take(workspace, model);
            }
            give(workspace);
            resolved.add(workspace.name());
        }
    }

    private @Nullable DeclaredWorkspace model(DeclaredWorkspace workspace) {
        String like = workspace.like();
        if (like == null) {
            if (reading.isBroken(workspace.key() + ".like")) {
                unknown.add(workspace.name());
            }
            return null;
        }
        DeclaredWorkspace model = workspaces.get(like);
        if (model == null) {
            unknown.add(workspace.name());
            if (complete) {
                reading.problem(
                        workspace.key() + ".like",
                        "expected the name of a workspace" + Nearest.hint(like, workspaces.keySet()));
            }
        }
        return model;
    }

    private void refuseCycle(String first, Collection<DeclaredWorkspace> path) {
        boolean inside = false;
        for (DeclaredWorkspace workspace : path) {
            inside |= workspace.name().equals(first);
            unknown.add(workspace.name());
            if (inside) {
                reading.problem(workspace.key() + ".like", "expected a workspace that is not in the end like this one");
            }
        }
    }

    private void take(DeclaredWorkspace workspace, DeclaredWorkspace model) {
        Map<String, Held> own = owned(workspace.name());
        Set<String> aliases = aliases(own.values());
        boolean within = workspace.workspace().tenant().equals(model.workspace().tenant())
                || reading.isBroken(workspace.key() + ".tenant")
                || reading.isBroken(model.key() + ".tenant");
        of(model.name()).forEach((key, grant) -> {
            if (!aliases.contains(grant.access().alias()) && isWithinBounds(workspace)) {
                own.put(key, within ? Held.within(grant, workspace) : Held.across(grant, workspace));
            }
        });
    }

    private boolean isWithinBounds(DeclaredWorkspace workspace) {
        if (++taken == MAX_TAKEN + 1) {
            reading.problem(
                    workspace.key() + ".like",
                    "expected at most " + MAX_TAKEN + " accesses of workspaces that are like others");
        }
        return taken <= MAX_TAKEN;
    }

    /** Adds what the workspace itself fixes under the aliases that it has. */
    private void give(DeclaredWorkspace workspace) {
        workspace.pins().forEach((alias, pins) -> {
            String above = workspace.inTable() ? null : workspace.key() + ".pins." + alias;
            for (Held grant : under(alias, workspace, above, pins.keySet(), pin -> workspace.pinKey(alias, pin))) {
                pins.forEach((pin, value) -> {
                    if (grant.givesPin(pin)) {
                        reading.problem(workspace.pinKey(alias, pin), TWICE);
                    } else {
                        grant.pin(pin, value);
                    }
                });
            }
        });
        workspace.secrets().forEach((alias, secrets) -> {
            String above = workspace.inTable() ? null : workspace.key() + ".secrets." + alias;
            for (Held grant :
                    under(alias, workspace, above, secrets.keySet(), part -> workspace.secretKey(alias, part))) {
                secrets.forEach((part, ref) -> {
                    if (grant.givesSecret(part)) {
                        reading.problem(workspace.secretKey(alias, part), TWICE);
                    } else {
                        grant.secret(part, ref);
                    }
                });
            }
        });
    }

    private static final String TWICE = "expected this in one place; the access gives it for this workspace already";

    private List<Held> under(
            String alias,
            DeclaredWorkspace workspace,
            @Nullable String above,
            Set<String> names,
            Function<String, String> key) {
        Collection<Held> all = of(workspace.name()).values();
        List<Held> found = all.stream()
                .filter(grant -> grant.access().alias().equals(alias))
                .toList();
        if (found.isEmpty() && complete && !unknown.contains(workspace.name())) {
            String sentence = "expected an alias that this workspace has" + Nearest.hint(alias, aliases(all));
            if (above != null) {
                reading.problem(above, sentence);
            } else {
                names.forEach(name -> reading.problem(key.apply(name), sentence));
            }
        }
        return found;
    }

    private static Set<String> aliases(Collection<Held> grants) {
        return grants.stream().map(grant -> grant.access().alias()).collect(Collectors.toSet());
    }
}
