package dev.outloop.core.internal.config;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.action.PinPlace;
import java.util.List;

/** Reads the places outside the path where a pin stands: one, or a list of them. */
final class PinPlaceReader {

    private PinPlaceReader() {}

    static void read(String pin, Value value, ActionDefinition.Builder action) {
        List<Value> places = value.isSequence() ? value.items() : List.of(value);
        if (places.isEmpty()) {
            value.problem("expected at least one place");
        }
        for (Value place : places) {
            readPlace(pin, place, action);
        }
    }

    private static void readPlace(String pin, Value value, ActionDefinition.Builder action) {
        Fields fields = value.fields();
        if (fields == null) {
            return;
        }
        // A pin in the path needs no entry: the template names it.
        ParameterLocation location = ParameterReader.location(fields.require("in"), "query, header or body");
        String wireName = ParameterReader.wireName(fields, location);
        Value typed = fields.get("type");
        ParameterType type = typed == null ? ParameterType.STRING : ParameterReader.type(typed);
        fields.end();
        if (location == null || type == null) {
            return;
        }
        if (typed != null && location != ParameterLocation.BODY && type != ParameterType.STRING) {
            typed.problem("expected string, because only in a body does a value have another type");
            return;
        }
        String named = wireName != null ? wireName : location == ParameterLocation.BODY ? "/" + pin : pin;
        action.pin(new PinPlace(pin, location, named, type));
    }
}
