package dev.outloop.core.internal.admit;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.PathTemplate;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.error.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A service with its actions compiled, most specific template first. */
final class CompiledService {

    private final ServiceDefinition definition;
    private final TenantNames tenants;
    private final Map<String, CompiledAction> byName = new LinkedHashMap<>();
    private final List<CompiledAction> bySpecificity;
    private final Set<String> credentialHeaders = new HashSet<>();
    private final Set<String> credentialQueries = new HashSet<>();

    CompiledService(ServiceDefinition definition) {
        this.definition = definition;
        this.tenants = new TenantNames(definition);
        for (ActionDefinition action : definition.actions().values()) {
            byName.put(action.name(), new CompiledAction(definition, action, tenants));
        }
        bySpecificity = new ArrayList<>(byName.values());
        bySpecificity.sort(
                Comparator.comparing(action -> shape(action.definition().path())));
        for (CredentialPlacement placement : definition.credentials()) {
            placement.header().ifPresent(name -> credentialHeaders.add(FoldedName.of(name)));
            placement.query().ifPresent(name -> credentialQueries.add(FoldedName.of(name)));
        }
    }

    ServiceDefinition definition() {
        return definition;
    }

    /** By which names its requests tell a tenant. */
    TenantNames tenants() {
        return tenants;
    }

    /** The action of that exact name. */
    CompiledAction action(String name) throws Refused {
        CompiledAction action = byName.get(name);
        requireKnown(action);
        return action == null ? nothing() : action;
    }

    /**
     * The action whose template says most about the path. All of the service's actions take part, approved or not, so
     * that a path which belongs to one that is not approved cannot pass as another's parameter.
     */
    CompiledAction match(String method, List<String> segments) throws Refused {
        CompiledAction found = null;
        for (CompiledAction action : bySpecificity) {
            if (action.definition().method().equals(method)
                    && action.match(segments).isPresent()) {
                found = action;
                break;
            }
        }
        requireKnown(found);
        return found == null ? nothing() : found;
    }

    static void requireKnown(@Nullable CompiledAction action) throws Refused {
        if (action == null) {
            throw Refused.of(
                    ErrorCode.ACTION_NOT_APPROVED,
                    "No approved action of this alias fits; list the actions to see what may be asked for.");
        }
    }

    boolean ownsHeader(String name) {
        return credentialHeaders.contains(FoldedName.of(name));
    }

    boolean ownsQuery(String name) {
        return credentialQueries.contains(FoldedName.of(name));
    }

    private static CompiledAction nothing() {
        throw new IllegalStateException("an action that is not there was let through");
    }

    /** Sorts literal segments before those with a slot, from left to right, and longer fixed text before shorter. */
    private static String shape(PathTemplate template) {
        StringBuilder shape = new StringBuilder();
        for (PathTemplate.Segment segment : template.segments()) {
            int fixed = segment.prefix().length() + segment.suffix().length();
            shape.append(segment.slot() == null ? (char) 0 : (char) (0xffff - fixed));
        }
        return shape.toString();
    }
}
