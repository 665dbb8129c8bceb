package dev.outloop.core.internal.admit;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.BodyRule;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.PathTemplate;
import dev.outloop.action.PinPlace;
import dev.outloop.action.ServiceDefinition;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An action with everything that may stand in a request for it, by place. */
final class CompiledAction {

    private final ActionDefinition definition;
    private final boolean pinned;
    private final Map<String, CompiledParameter> parameters = new LinkedHashMap<>();
    private final Map<ParameterLocation, Map<String, Slot>> slots = new HashMap<>();

    CompiledAction(ServiceDefinition service, ActionDefinition definition) {
        this.definition = definition;
        this.pinned = !service.pins().isEmpty();
        for (ParameterDefinition parameter : definition.parameters()) {
            CompiledParameter compiled = new CompiledParameter(parameter);
            parameters.put(parameter.name(), compiled);
            put(parameter.location(), parameter.wireName(), new Slot.Parameter(compiled));
        }
        for (PinPlace pin : definition.pins()) {
            put(pin.location(), pin.wireName(), new Slot.Pin(pin));
        }
        for (String slot : definition.path().slots()) {
            if (service.pins().containsKey(slot)) {
                put(ParameterLocation.PATH, slot, new Slot.Pin(PinPlace.of(slot, ParameterLocation.PATH, slot)));
            }
        }
        if (!slots(ParameterLocation.PATH)
                .keySet()
                .equals(new HashSet<>(definition.path().slots()))) {
            throw new IllegalArgumentException(
                    definition.name() + ": each slot of its path is a pin or a parameter in the path, and no other is");
        }
        if (!slots(ParameterLocation.BODY).isEmpty() && definition.body() != BodyRule.JSON) {
            throw new IllegalArgumentException(definition.name() + ": fields of a body want a JSON body");
        }
        if (pinned && definition.body() == BodyRule.ANY) {
            throw new IllegalArgumentException(definition.name() + ": an action of a pinned service has no free body");
        }
    }

    /** What stands in one place of a request. */
    sealed interface Slot {
        /** A value that the agent chooses. */
        record Parameter(CompiledParameter parameter) implements Slot {}

        /** A value that the access fixes. */
        record Pin(PinPlace place) implements Slot {}
    }

    ActionDefinition definition() {
        return definition;
    }

    /** Whether a tenant stands in this service's requests, so that nothing undeclared may come along. */
    boolean pinned() {
        return pinned;
    }

    Optional<CompiledParameter> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    Collection<CompiledParameter> parameters() {
        return parameters.values();
    }

    /** The slots of a location by their exact name on the wire, headers in lower case. */
    Map<String, Slot> slots(ParameterLocation location) {
        return slots.getOrDefault(location, Map.of());
    }

    /** Every pin that stands somewhere in this action. */
    Set<String> pins() {
        Set<String> names = new HashSet<>();
        for (Map<String, Slot> places : slots.values()) {
            for (Slot slot : places.values()) {
                if (slot instanceof Slot.Pin pin) {
                    names.add(pin.place().pin());
                }
            }
        }
        return names;
    }

    /** The values of the template's slots, if the path matches it. */
    Optional<Map<String, String>> match(List<String> segments) {
        List<PathTemplate.Segment> template = definition.path().segments();
        if (template.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < template.size(); i++) {
            PathTemplate.Segment expected = template.get(i);
            String given = segments.get(i);
            int fixed = expected.prefix().length() + expected.suffix().length();
            if (expected.slot() == null) {
                if (!given.equals(expected.prefix())) {
                    return Optional.empty();
                }
            } else if (given.length() > fixed
                    && given.startsWith(expected.prefix())
                    && given.endsWith(expected.suffix())) {
                values.put(
                        expected.slot(),
                        given.substring(
                                expected.prefix().length(),
                                given.length() - expected.suffix().length()));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private void put(ParameterLocation location, String wireName, Slot slot) {
        String key = location == ParameterLocation.HEADER ? wireName.toLowerCase(Locale.ROOT) : wireName;
        if (slots.computeIfAbsent(location, any -> new LinkedHashMap<>()).putIfAbsent(key, slot) != null) {
            throw new IllegalArgumentException(definition.name() + ": two values for one place in the " + location);
        }
    }
}
