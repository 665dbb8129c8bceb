package dev.outloop.core.internal.config;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.PinPlace;
import dev.outloop.action.ServiceDefinition;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Which pins stand in an action, and by which names requests tell a tenant. */
final class PinNames {

    /** Names that say nothing of what they are the id or the name of. */
    private static final Set<String> GENERAL = Set.of("", "*", "id", "ids", "name", "value", "key");

    private PinNames() {}

    /** The pins of the service that stand somewhere in the action. */
    static Set<String> of(ServiceDefinition service, ActionDefinition action) {
        Set<String> pins = new TreeSet<>(action.path().slots());
        action.pins().forEach(place -> pins.addAll(place.pins()));
        action.parameters().forEach(p -> p.template().ifPresent(template -> pins.addAll(template.pins())));
        pins.retainAll(service.pins().keySet());
        return pins;
    }

    /** The folded names of pins, and of the places where one stands alone, in all actions. */
    static Set<String> folded(ServiceDefinition service) {
        Set<String> names = new HashSet<>();
        service.pins().keySet().forEach(pin -> names.add(WireNames.folded(pin)));
        for (ActionDefinition action : service.actions().values()) {
            for (PinPlace place : action.pins()) {
                if (place.template().isEmpty()) {
                    names.add(lastName(place.wireName()));
                }
            }
        }
        names.removeAll(GENERAL);
        return names;
    }

    /** Whether a service may take the parameter for one that tells it a tenant. */
    static boolean isNamedBy(ParameterDefinition parameter, Set<String> folded) {
        return parameter.template().isEmpty()
                && (folded.contains(WireNames.folded(parameter.name()))
                        || folded.contains(lastName(parameter.wireName())));
    }

    private static String lastName(String wireName) {
        String name = WireNames.folded(wireName.substring(wireName.lastIndexOf('/') + 1));
        return name.endsWith("[]") ? name.substring(0, name.length() - 2) : name;
    }
}
