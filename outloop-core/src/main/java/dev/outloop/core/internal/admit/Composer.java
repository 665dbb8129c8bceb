package dev.outloop.core.internal.admit;

import dev.outloop.action.HttpField;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.action.PathTemplate;
import dev.outloop.action.ServiceUrl;
import dev.outloop.core.internal.admit.CompiledAction.Slot;
import dev.outloop.error.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the canonical request from the action's definition, judged values and pins: nothing is copied from the raw. */
final class Composer {

    private final CompiledAction action;
    private final Binding binding;
    private final Draft draft;

    Composer(CompiledAction action, Binding binding, Draft draft) {
        this.action = action;
        this.binding = binding;
        this.draft = draft;
    }

    CanonicalRequest compose() throws Refused {
        requireParameters();
        List<QueryPair> query = new ArrayList<>();
        action.slots(ParameterLocation.QUERY).forEach((name, slot) -> {
            String value = valueOf(slot);
            if (value != null) {
                query.add(new QueryPair(name, value));
            }
        });
        query.addAll(draft.query());
        List<HttpField> headers = new ArrayList<>();
        for (Slot slot : action.slots(ParameterLocation.HEADER).values()) {
            String value = valueOf(slot);
            if (value != null) {
                headers.add(new HttpField(wireName(slot), value));
            }
        }
        headers.addAll(draft.headers());
        byte[] body = body();
        String mediaType = body == null ? null : draft.mediaType() == null ? BodyRules.JSON : draft.mediaType();
        ServiceUrl url = binding.service().url();
        return new CanonicalRequest(action.definition().method(), url, path(url), query, headers, mediaType, body);
    }

    /** The decoded segments below the service's path, as they will be sent. */
    List<String> segments() {
        List<String> segments = new ArrayList<>();
        for (PathTemplate.Segment segment : action.definition().path().segments()) {
            segments.add(segment.prefix() + slotValue(segment) + segment.suffix());
        }
        return segments;
    }

    private void requireParameters() throws Refused {
        for (CompiledParameter parameter : action.parameters()) {
            requirePresent(
                    parameter,
                    !parameter.definition().required()
                            || draft.values().containsKey(parameter.definition().name()));
        }
        for (PathTemplate.Segment segment : action.definition().path().segments()) {
            if (segment.slot() != null) {
                PathRules.refuseEmptySegment(slotValue(segment));
            }
        }
        for (String segment : segments()) {
            PathRules.requireSegment(segment);
        }
    }

    static void requirePresent(CompiledParameter parameter, boolean present) throws Refused {
        if (!present) {
            throw Refused.of(
                    ErrorCode.PARAMETER_MISSING,
                    "The parameter " + parameter.definition().name() + " is required.");
        }
    }

    private String path(ServiceUrl url) {
        StringBuilder path = new StringBuilder(url.basePath());
        for (PathTemplate.Segment segment : action.definition().path().segments()) {
            path.append('/').append(segment.prefix());
            PercentCode.encode(path, slotValue(segment));
            path.append(segment.suffix());
        }
        return path.length() == url.basePath().length() ? path.append('/').toString() : path.toString();
    }

    private String slotValue(PathTemplate.Segment segment) {
        Slot slot = segment.slot() == null
                ? null
                : action.slots(ParameterLocation.PATH).get(segment.slot());
        String value = slot == null ? null : valueOf(slot);
        return value == null ? "" : value;
    }

    private byte @Nullable [] body() {
        Map<String, Slot> slots = action.slots(ParameterLocation.BODY);
        if (slots.isEmpty()) {
            return draft.body();
        }
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        slots.forEach((pointer, slot) -> {
            String value = valueOf(slot);
            if (value != null) {
                set(root, pointer, typed(value, type(slot)));
            }
        });
        return StrictJson.write(root);
    }

    private static void set(Map<String, @Nullable Object> root, String pointer, Object value) {
        Map<String, @Nullable Object> at = root;
        String[] names = pointer.substring(1).split("/", -1);
        for (int i = 0; i < names.length; i++) {
            String name = names[i].replace("~1", "/").replace("~0", "~");
            if (i == names.length - 1) {
                at.put(name, value);
            } else {
                @SuppressWarnings("unchecked") // only this method writes here, and it writes such maps
                Map<String, @Nullable Object> next =
                        (Map<String, @Nullable Object>) at.computeIfAbsent(name, any -> new LinkedHashMap<>());
                at = next;
            }
        }
    }

    private @Nullable String valueOf(Slot slot) {
        return slot instanceof Slot.Pin pin
                ? PinRules.valueOf(binding, pin.place().pin())
                : draft.values()
                        .get(((Slot.Parameter) slot).parameter().definition().name());
    }

    private static String wireName(Slot slot) {
        return slot instanceof Slot.Pin pin
                ? pin.place().wireName()
                : ((Slot.Parameter) slot).parameter().definition().wireName();
    }

    private static ParameterType type(Slot slot) {
        return slot instanceof Slot.Pin pin
                ? pin.place().type()
                : ((Slot.Parameter) slot).parameter().definition().type();
    }

    private static Object typed(String value, ParameterType type) {
        if (type == ParameterType.INTEGER) {
            return new StrictJson.Numeral(value);
        }
        return type == ParameterType.BOOLEAN ? (Object) Boolean.valueOf(value) : value;
    }
}
