package dev.outloop.core.internal.admit;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.HttpField;
import dev.outloop.action.ParameterLocation;
import dev.outloop.core.internal.admit.CompiledAction.Slot;
import dev.outloop.error.ErrorCode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a raw HTTP request: finds the action that it is, and takes it apart into judged values. */
final class RawReader {

    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,16}");

    private RawReader() {}

    /** The action whose template the method and path match. */
    static CompiledAction action(ActionRequest request, CompiledService service) throws Refused {
        String method = request.method().orElse("");
        requireMethod(method);
        String target = request.target().orElse("");
        PathRules.requireBoundedTarget(target);
        return service.match(method, PathRules.segments(path(target)));
    }

    /** The request's values, each in its place, and what comes along. */
    static void read(
            Draft draft, ActionRequest request, CompiledService service, CompiledAction action, Binding binding)
            throws Refused {
        String target = request.target().orElse("");
        readPath(draft, action, binding, PathRules.segments(path(target)));
        int question = target.indexOf('?');
        if (question >= 0) {
            readQuery(draft, service, action, binding, QueryRules.pairs(target.substring(question + 1)));
        }
        readHeaders(draft, request.headers(), service, action, binding);
        if (request.body().isPresent()) {
            String mediaType = mediaType(request.headers());
            BodyRules.read(draft, action, binding, request.body().get(), mediaType);
        }
    }

    /** Methods are case-sensitive (RFC 9110, section 9.1), and approved ones are in upper case. */
    static void requireMethod(String method) throws Refused {
        if (!METHOD.matcher(method).matches()) {
            throw Refused.of(ErrorCode.METHOD_REFUSED, "Write the method in upper-case letters, such as GET.");
        }
    }

    private static String path(String target) {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    private static void readPath(Draft draft, CompiledAction action, Binding binding, List<String> segments)
            throws Refused {
        Map<String, Slot> slots = action.slots(ParameterLocation.PATH);
        for (Map.Entry<String, String> given :
                action.match(segments).orElse(Map.of()).entrySet()) {
            place(draft, slots, binding, given.getKey(), given.getValue());
        }
    }

    private static void readQuery(
            Draft draft, CompiledService service, CompiledAction action, Binding binding, List<QueryPair> pairs)
            throws Refused {
        Map<String, Slot> slots = action.slots(ParameterLocation.QUERY);
        Set<String> seen = new HashSet<>();
        for (QueryPair pair : pairs) {
            if (slots.containsKey(pair.name())) {
                QueryRules.refuseRepeated(seen.add(pair.name()));
                place(draft, slots, binding, pair.name(), pair.value());
            } else {
                QueryRules.refuseTwin(slots.keySet(), pair.name());
                QueryRules.refuseTenant(service, pair.name());
                QueryRules.refuseMethodOverride(pair.name());
                QueryRules.refuseCredential(service, pair.name());
                QueryRules.refuseUndeclared(action);
                draft.query().add(pair);
            }
        }
    }

    private static void readHeaders(
            Draft draft, List<HttpField> fields, CompiledService service, CompiledAction action, Binding binding)
            throws Refused {
        HeaderRules.requireWellFormed(fields);
        Map<String, Slot> slots = action.slots(ParameterLocation.HEADER);
        for (HttpField field : fields) {
            String lower = field.name().toLowerCase(Locale.ROOT);
            HeaderRules.refuseReserved(field.name());
            HeaderRules.refuseCredential(service.ownsHeader(field.name()));
            if (slots.containsKey(lower)) {
                place(draft, slots, binding, lower, field.value());
            } else if (!HeaderRules.isReplaced(field.name())) {
                HeaderRules.refuseUndeclared(action, field.name());
                if (!lower.equals("content-type")) {
                    draft.headers().add(field);
                }
            }
        }
    }

    private static void place(Draft draft, Map<String, Slot> slots, Binding binding, String name, String given)
            throws Refused {
        Slot slot = slots.get(name);
        if (slot instanceof Slot.Pin pin) {
            pin.require(given, binding);
        } else if (slot instanceof Slot.Parameter parameter) {
            draft.wire(parameter.parameter(), given);
        }
    }

    private static @Nullable String mediaType(List<HttpField> fields) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase("Content-Type"))
                .map(HttpField::value)
                .findFirst()
                .orElse(null);
    }
}
