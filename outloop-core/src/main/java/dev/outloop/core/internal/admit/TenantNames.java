package dev.outloop.core.internal.admit;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.PinPlace;
import dev.outloop.action.ServiceDefinition;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** By which names and in which resources' names a service's requests name a tenant. Compiled once for a service. */
final class TenantNames {

    /** Names that say nothing of what they are the id or the name of. */
    private static final Set<String> GENERAL = Set.of("", "id", "ids", "name", "value", "key");

    private final Set<String> folded = new HashSet<>();
    private final List<ResourceName> resources;

    TenantNames(ServiceDefinition service) {
        service.pins().keySet().forEach(pin -> folded.add(FoldedName.of(pin)));
        Set<ResourceName> found = new LinkedHashSet<>();
        for (ActionDefinition action : service.actions().values()) {
            for (PinPlace place : action.pins()) {
                place.template().ifPresent(template -> found.add(new ResourceName(template)));
                if (place.template().isEmpty()) {
                    String name = place.wireName();
                    folded.add(FoldedName.of(name.substring(name.lastIndexOf('/') + 1)));
                }
            }
            for (ParameterDefinition parameter : action.parameters()) {
                parameter.template().ifPresent(template -> found.add(new ResourceName(template)));
            }
        }
        folded.removeAll(GENERAL);
        resources = List.copyOf(found);
    }

    /** Whether a lenient service may take the name for one by which it is told a tenant. */
    boolean includes(String name) {
        return folded.contains(FoldedName.of(name));
    }

    /** Whether the text names a resource of another tenant, in a form that some place of the service takes. */
    boolean isForeign(String text, Map<String, String> pins) {
        for (ResourceName resource : resources) {
            if (resource.isForeign(text, pins)) {
                return true;
            }
        }
        return false;
    }
}
