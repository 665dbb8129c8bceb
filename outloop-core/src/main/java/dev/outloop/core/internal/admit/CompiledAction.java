package dev.outloop.core.internal.admit;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.BodyRule;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.action.PathTemplate;
import dev.outloop.action.PinPlace;
import dev.outloop.action.ServiceDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An action with everything that may stand in a request for it, by place. */
final class CompiledAction {

    private final ActionDefinition definition;
    private final boolean pinned;
    private final Map<String, CompiledParameter> parameters = new LinkedHashMap<>();
    private final Map<ParameterLocation, Map<String, Slot>> slots = new HashMap<>();
    private final Set<String> branches = new HashSet<>();
    private final Set<String> pins = new HashSet<>();

    CompiledAction(ServiceDefinition service, ActionDefinition definition, TenantNames tenants) {
        this.definition = definition;
        this.pinned = !service.pins().isEmpty();
        List<Slot.Pin> outside = new ArrayList<>();
        Map<String, Map<String, Slot.Pin>> inside = pinsInTrees(outside);
        for (ParameterDefinition parameter : definition.parameters()) {
            Map<String, Slot.Pin> below = inside.getOrDefault(parameter.name(), Map.of());
            PinnedTree tree = parameter.type() == ParameterType.JSON ? new PinnedTree(parameter, below, tenants) : null;
            CompiledParameter compiled = new CompiledParameter(parameter, tree);
            parameters.put(parameter.name(), compiled);
            parameter.template().ifPresent(template -> pins.addAll(template.pins()));
            put(parameter.location(), parameter.wireName(), new Slot.Parameter(compiled));
        }
        for (Slot.Pin pin : outside) {
            require(pin.isKnown() && pin.place().required(), "a pin outside JSON of any shape is filled in");
            put(pin.place().location(), pin.place().wireName(), pin);
        }
        for (String slot : definition.path().slots()) {
            if (service.pins().containsKey(slot)) {
                put(ParameterLocation.PATH, slot, Slot.Pin.of(PinPlace.of(slot, ParameterLocation.PATH, slot)));
                pins.add(slot);
            }
        }
        requireConsistent();
    }

    /** What stands in one place of a request. */
    sealed interface Slot {
        /** A value that the agent chooses. */
        record Parameter(CompiledParameter parameter) implements Slot {}

        /**
         * A value that the access fixes.
         *
         * @param resource the resource's name in which it stands, or null where it stands alone
         */
        record Pin(PinPlace place, @Nullable ResourceName resource) implements Slot {

            static Pin of(PinPlace place) {
                return new Pin(place, place.template().map(ResourceName::new).orElse(null));
            }

            /** Whether the whole value follows from the pins. */
            boolean isKnown() {
                return place.template().isEmpty() || place.template().get().isComplete();
            }

            String value(Binding binding) {
                return resource == null
                        ? PinRules.valueOf(binding.pins(), place.pin())
                        : resource.filled(binding.pins());
            }

            void require(String given, Binding binding) throws Refused {
                if (resource == null) {
                    PinRules.requirePinned(given, PinRules.valueOf(binding.pins(), place.pin()));
                } else {
                    PinRules.requireResource(given, resource, binding.pins());
                }
            }

            /** The same for a value in JSON, which has to be of the declared type. */
            void requireIn(@Nullable Object tree, Binding binding) throws Refused {
                require(JsonPlace.text(tree, place.type()), binding);
            }
        }
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

    /** Whether slots of the body are below the pointer. */
    boolean leadsToSlot(String pointer) {
        return branches.contains(pointer);
    }

    /** Every pin that stands somewhere in this action. */
    Set<String> pins() {
        return pins;
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

    /** The pins inside trees by pointer, by the parameter that is the tree. */
    private Map<String, Map<String, Slot.Pin>> pinsInTrees(List<Slot.Pin> outside) {
        Map<String, Map<String, Slot.Pin>> inside = new HashMap<>();
        for (PinPlace place : definition.pins()) {
            pins.addAll(place.pins());
            Slot.Pin pin = Slot.Pin.of(place);
            Optional<ParameterDefinition> tree = definition.parameters().stream()
                    .filter(parameter -> parameter.type() == ParameterType.JSON
                            && place.location() == ParameterLocation.BODY
                            && place.wireName().startsWith(parameter.wireName() + '/'))
                    .findFirst();
            if (tree.isPresent()) {
                inside.computeIfAbsent(tree.get().name(), any -> new LinkedHashMap<>())
                        .put(place.wireName(), pin);
            } else {
                outside.add(pin);
            }
        }
        return inside;
    }

    private void requireConsistent() {
        require(
                slots(ParameterLocation.PATH)
                        .keySet()
                        .equals(new HashSet<>(definition.path().slots())),
                "each slot of its path is a pin or a parameter in the path, and no other is");
        BodyRule rule = definition.body();
        require(
                slots(ParameterLocation.BODY).isEmpty() || rule.isJson() || rule.isForm(),
                "fields of a body want a body of fields");
        require(!pinned || rule != BodyRule.ANY, "an action of a pinned service has no free body");
        for (String pointer : slots(ParameterLocation.BODY).keySet()) {
            for (int cut = pointer.lastIndexOf('/'); cut >= 0; cut = pointer.lastIndexOf('/', cut - 1)) {
                branches.add(pointer.substring(0, cut));
            }
            require(
                    !List.of(pointer.split("/", -1)).contains(JsonPlace.ANY),
                    "a wildcard stands inside JSON of any shape");
            require(!rule.isForm() || pointer.lastIndexOf('/') == 0, "the name of a field is one segment");
        }
    }

    private void put(ParameterLocation location, String wireName, Slot slot) {
        String key = location == ParameterLocation.HEADER ? wireName.toLowerCase(Locale.ROOT) : wireName;
        boolean first =
                slots.computeIfAbsent(location, any -> new LinkedHashMap<>()).putIfAbsent(key, slot) == null;
        require(first, "two values for one place in the " + location);
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(definition.name() + ": " + sentence);
        }
    }
}
