package dev.outloop.core.internal.config;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.BodyRule;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.action.PinPlace;
import dev.outloop.action.ResourceTemplate;
import java.util.List;

/** Reads the places outside the path where a pin stands: one, or a list of them. */
final class PinPlaceReader {

    private PinPlaceReader() {}

    static void read(String pin, Value value, BodyRule body, ActionDefinition.Builder action) {
        List<Value> places = value.isSequence() ? value.items() : List.of(value);
        if (places.isEmpty()) {
            value.problem("expected at least one place");
        }
        for (Value place : places) {
            readPlace(pin, place, body, action);
        }
    }

    private static void readPlace(String pin, Value value, BodyRule body, ActionDefinition.Builder action) {
        Fields fields = value.fields();
        if (fields == null) {
            return;
        }
        // A pin in the path needs no entry: the template names it.
        ParameterLocation location = ParameterReader.location(fields.require("in"), "query, header or body");
        String wireName = ParameterReader.wireName(fields, location, body);
        Value typed = fields.get("type");
        ParameterType type = typed == null ? ParameterType.STRING : ParameterReader.type(typed);
        ResourceTemplate template = ParameterReader.template(fields.get("template"));
        Value required = fields.get("required");
        Boolean needed = required == null ? Boolean.TRUE : required.bool();
        fields.end();
        if (location == null || type == null || needed == null) {
            return;
        }
        boolean plain = type == ParameterType.STRING || type == ParameterType.INTEGER || type == ParameterType.BOOLEAN;
        if (typed != null && (!plain || (template != null && type != ParameterType.STRING))) {
            typed.problem("expected string, integer or boolean, and string where the pin has a template");
            return;
        }
        boolean json = location == ParameterLocation.BODY && !body.isForm();
        if (typed != null && !json && type != ParameterType.STRING) {
            typed.problem("expected string, because only in a body does a value have another type, and in a form none");
            return;
        }
        String named = wireName != null ? wireName : location == ParameterLocation.BODY ? "/" + pin : pin;
        PinPlace place = PinPlace.of(pin, location, named).as(type);
        place = template == null ? place : place.within(template);
        action.pin(needed ? place : place.optional());
    }
}
