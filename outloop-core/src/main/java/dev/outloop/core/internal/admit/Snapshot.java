package dev.outloop.core.internal.admit;

import dev.outloop.action.Access;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Policy;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All definitions that one request is judged by, from its first check to its last. Immutable but for the end of its
 * grants' tenures.
 */
public final class Snapshot {

    private record Key(String workspace, String alias) {}

    private final Map<String, Workspace> workspaces = new LinkedHashMap<>();
    private final Map<String, CompiledService> services = new HashMap<>();
    private final Map<Key, Binding> bindings = new HashMap<>();
    private final Set<String> aliases = new HashSet<>();
    private final Policy policy;
    private final Definitions definitions;

    /**
     * Compiles definitions.
     *
     * @throws IllegalArgumentException if they do not fit together; the message names what
     */
    public Snapshot(
            Collection<Workspace> workspaces,
            Collection<ServiceDefinition> services,
            Collection<Access> accesses,
            Policy policy) {
        this.policy = policy;
        for (Workspace workspace : workspaces) {
            requireNew(this.workspaces.put(workspace.name(), workspace), "workspace " + workspace.name());
        }
        for (ServiceDefinition service : services) {
            requireNew(this.services.put(service.name(), new CompiledService(service)), "service " + service.name());
        }
        for (Access access : accesses) {
            CompiledService service = this.services.get(access.service());
            if (service == null) {
                throw new IllegalArgumentException("access " + access.alias() + ": its service is not defined");
            }
            aliases.add(access.alias());
            access.grants().forEach((name, grant) -> bind(access, name, grant, service.definition()));
        }
        this.definitions = Definitions.of(workspaces, services, accesses, policy);
    }

    private Snapshot(Snapshot same, Snapshot before) {
        this.policy = same.policy;
        this.definitions = same.definitions;
        workspaces.putAll(same.workspaces);
        services.putAll(same.services);
        aliases.addAll(same.aliases);
        same.bindings.forEach((key, binding) -> bindings.put(key, binding.after(before.bindings.get(key))));
    }

    /** This snapshot, with the tenures of those grants that are as they were in the one before. */
    public Snapshot after(Snapshot before) {
        return new Snapshot(this, before);
    }

    /** The grants of this snapshot whose tenure the next one does not go on with. */
    public List<Binding> endedBy(Snapshot next) {
        Set<Tenure> kept = new HashSet<>();
        next.bindings.values().forEach(binding -> kept.add(binding.tenure()));
        return bindings.values().stream()
                .filter(binding -> !kept.contains(binding.tenure()))
                .toList();
    }

    /** How many definitions it has, and their hashes. */
    public Definitions definitions() {
        return definitions;
    }

    /** The rules and limits. */
    public Policy policy() {
        return policy;
    }

    /** Every workspace, in the order given. */
    public Collection<Workspace> workspaces() {
        return workspaces.values();
    }

    /** The workspace of that name. */
    public Optional<Workspace> workspace(String name) {
        return Optional.ofNullable(workspaces.get(name));
    }

    /** What a workspace may use, in no particular order. */
    public List<Binding> bindingsOf(Workspace workspace) {
        return bindings.values().stream()
                .filter(binding -> isOf(binding, workspace))
                .toList();
    }

    /** Every access of every workspace. */
    public Collection<Binding> bindings() {
        return bindings.values();
    }

    /** The grants of this snapshot, by {@code workspace/alias}, in the order of their names. */
    public SortedMap<String, Binding> grants() {
        SortedMap<String, Binding> grants = new TreeMap<>();
        bindings.values().forEach(binding -> grants.put(binding.toString(), binding));
        return grants;
    }

    /** Ends every binding: none of this snapshot is used again. */
    public void end(ErrorCode reason) {
        bindings.values().forEach(binding -> binding.end(reason));
    }

    /** The access that the alias means for the workspace. There is no default and no fallback. */
    Binding binding(Workspace workspace, String alias) throws Refused {
        Binding binding = bindings.get(new Key(workspace.name(), alias));
        requireGranted(binding != null && isOf(binding, workspace), aliases.contains(alias));
        if (binding == null) {
            throw new IllegalStateException("an access that is not there was let through");
        }
        return binding;
    }

    /** A caller that was proven while the workspace's name was another client's is nobody in this one. */
    private static boolean isOf(Binding binding, Workspace workspace) {
        return binding.workspace().name().equals(workspace.name())
                && binding.workspace().tenant().equals(workspace.tenant());
    }

    /** A foreign alias is told from an unknown one on the trail alone. */
    static void requireGranted(boolean granted, boolean elsewhere) throws Refused {
        if (!granted) {
            throw Refused.disguised(
                    ErrorCode.ALIAS_UNKNOWN,
                    elsewhere ? ErrorCode.ALIAS_FOREIGN : ErrorCode.ALIAS_UNKNOWN,
                    "This workspace has no access of that name; list the actions to see what it has.");
        }
    }

    CompiledService service(Binding binding) {
        CompiledService service = services.get(binding.service().name());
        if (service == null) {
            throw new IllegalStateException("a binding of another snapshot");
        }
        return service;
    }

    Optional<ServiceDefinition> serviceNamed(String name) {
        return Optional.ofNullable(services.get(name)).map(CompiledService::definition);
    }

    private void bind(Access access, String name, Access.Grant grant, ServiceDefinition service) {
        Workspace workspace = workspaces.get(name);
        if (workspace == null) {
            throw new IllegalArgumentException("access " + access.alias() + ": workspace " + name + " is not defined");
        }
        Binding binding = new Binding(workspace, access, grant, service);
        requireNew(bindings.put(new Key(name, access.alias()), binding), "alias " + access.alias() + " for " + name);
    }

    private static void requireNew(@Nullable Object earlier, String what) {
        if (earlier != null) {
            throw new IllegalArgumentException(what + " is defined twice");
        }
    }
}
