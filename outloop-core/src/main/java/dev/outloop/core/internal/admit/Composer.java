package dev.outloop.core.internal.admit;

import dev.outloop.action.BodyRule;
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
import java.util.Objects;
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
        Content content = content();
        ServiceUrl url = binding.service().url();
        return new CanonicalRequest(
                action.definition().method(),
                url,
                path(url),
                query,
                headers,
                content == null ? null : content.mediaType(),
                content == null ? null : content.bytes());
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

    private @Nullable Content content() {
        Map<String, Slot> slots = action.slots(ParameterLocation.BODY);
        BodyRule rule = action.definition().body();
        byte[] free = draft.body();
        if (slots.isEmpty()) {
            return free == null
                    ? null
                    : new Content(free, Objects.requireNonNullElse(draft.mediaType(), BodyRules.JSON));
        }
        if (rule.isForm()) {
            return form(slots, rule);
        }
        Slot whole = slots.get("");
        return whole != null && valueOf(whole) == null
                ? null
                : new Content(StrictJson.write(tree(slots)), BodyRules.JSON);
    }

    private Content form(Map<String, Slot> slots, BodyRule rule) {
        Map<String, String> fields = new LinkedHashMap<>();
        slots.forEach((pointer, slot) -> {
            String value = valueOf(slot);
            if (value != null) {
                fields.put(JsonPlace.unescape(pointer.substring(1)), value);
            }
        });
        if (rule == BodyRule.FORM) {
            return new Content(FormBody.write(fields), FormBody.MEDIA_TYPE);
        }
        String boundary = MultipartBody.boundary(fields);
        return new Content(MultipartBody.write(fields, boundary), MultipartBody.MEDIA_TYPE + "; boundary=" + boundary);
    }

    private @Nullable Object tree(Map<String, Slot> slots) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        for (Map.Entry<String, Slot> each : slots.entrySet()) {
            String value = valueOf(each.getValue());
            String name = each.getValue() instanceof Slot.Parameter parameter
                    ? parameter.parameter().definition().name()
                    : "";
            Object given = draft.trees().get(name);
            if (each.getKey().isEmpty()) {
                return given;
            }
            if (value != null) {
                boolean tree = draft.trees().containsKey(name);
                JsonPlace.set(root, each.getKey(), tree ? given : JsonPlace.typed(value, type(each.getValue())));
            }
        }
        return root;
    }

    private @Nullable String valueOf(Slot slot) {
        if (slot instanceof Slot.Pin pin) {
            return pin.value(binding);
        }
        CompiledParameter parameter = ((Slot.Parameter) slot).parameter();
        String value = draft.values().get(parameter.definition().name());
        return value == null ? null : parameter.wire(value);
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

    @SuppressWarnings("ArrayRecordComponent") // goes from one method to the next
    private record Content(byte[] bytes, String mediaType) {}
}
