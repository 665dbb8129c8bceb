package dev.outloop.core.internal.admit;

import dev.outloop.action.BodyRule;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.action.PinPlace;
import dev.outloop.core.internal.admit.CompiledAction.Slot;
import dev.outloop.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a body by the action's rule and by what its media type says it is; one is not enough without the other. */
final class BodyRules {

    static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern JSON_TYPE = Pattern.compile(
            "application/(json|[a-z0-9.-]+\\+json)( *; *charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);

    private BodyRules() {}

    /** Takes the body of a request into the draft. */
    static void read(Draft draft, CompiledAction action, Binding binding, byte[] body, @Nullable String mediaType)
            throws Refused {
        BodyRule rule = action.definition().body();
        refuseBodyWhereNone(rule);
        requireBounded(binding, body);
        String type = requireMediaType(mediaType);
        Map<String, Slot> slots = action.slots(ParameterLocation.BODY);
        boolean json = JSON_TYPE.matcher(type).matches();
        if (rule == BodyRule.JSON) {
            requireJsonType(json);
        }
        if (json) {
            Object tree = StrictJson.parse(body);
            if (slots.isEmpty()) {
                refuseFreeBodyOnPinned(action);
                draft.body(StrictJson.write(tree), type);
            } else {
                readFields(draft, slots, binding, tree, "");
            }
        } else {
            refuseOverrideInForm(type, body);
            draft.body(body, type);
        }
    }

    static void refuseBodyWhereNone(BodyRule rule) throws Refused {
        if (rule == BodyRule.NONE) {
            throw refused("is not there: this action takes none");
        }
    }

    static void requireBounded(Binding binding, byte[] body) throws Refused {
        int max = binding.service().limits().maxRequestBodyBytes();
        if (body.length > max) {
            throw Refused.of(ErrorCode.REQUEST_TOO_LARGE, "The body is longer than " + max + " bytes.");
        }
    }

    static void requireJsonType(boolean json) throws Refused {
        if (!json) {
            throw refused("is JSON and says so: Content-Type: application/json");
        }
    }

    /** Without declared fields nobody can say whether the body names another tenant. */
    static void refuseFreeBodyOnPinned(CompiledAction action) throws Refused {
        if (action.pinned()) {
            throw refused("has only fields that the action declares, and this one declares none");
        }
    }

    static void refuseUndeclaredField(@Nullable Object slot) throws Refused {
        if (slot == null) {
            throw refused("has only fields that the action declares, spelled as they are declared");
        }
    }

    static void refuseOverrideInForm(String type, byte[] body) throws Refused {
        if (type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            QueryRules.requireNoOverride(QueryRules.pairs(new String(body, StandardCharsets.ISO_8859_1)));
        }
    }

    private static String requireMediaType(@Nullable String mediaType) throws Refused {
        if (mediaType == null || mediaType.isBlank()) {
            throw refused("says what it is in Content-Type");
        }
        return mediaType;
    }

    private static void readFields(
            Draft draft, Map<String, Slot> slots, Binding binding, @Nullable Object tree, String pointer)
            throws Refused {
        Slot slot = slots.get(pointer);
        if (slot == null && tree instanceof Map<?, ?> object && leadsToSlot(slots, pointer)) {
            for (Map.Entry<?, ?> field : object.entrySet()) {
                readFields(draft, slots, binding, field.getValue(), pointer + '/' + escape((String) field.getKey()));
            }
            return;
        }
        refuseUndeclaredField(slot);
        if (slot instanceof Slot.Pin pin) {
            requirePinnedLeaf(
                    tree, pin.place(), PinRules.valueOf(binding, pin.place().pin()));
        } else if (slot instanceof Slot.Parameter parameter) {
            draft.value(
                    parameter.parameter(),
                    leaf(tree, parameter.parameter().definition().type()));
        }
    }

    private static boolean leadsToSlot(Map<String, Slot> slots, String pointer) {
        return slots.keySet().stream().anyMatch(known -> known.startsWith(pointer + '/'));
    }

    private static void requirePinnedLeaf(@Nullable Object tree, PinPlace place, String pinned) throws Refused {
        PinRules.requirePinned(text(tree, place.type()), pinned);
    }

    private static Object leaf(@Nullable Object tree, ParameterType type) throws Refused {
        String text = text(tree, type);
        requireType(!text.isEmpty() || tree instanceof String);
        return text;
    }

    /** The written form if the JSON type is the declared one, else the empty string, which equals no pin. */
    private static String text(@Nullable Object tree, ParameterType type) {
        if (tree instanceof StrictJson.Numeral number && type == ParameterType.INTEGER) {
            return number.text();
        }
        if (tree instanceof Boolean truth && type == ParameterType.BOOLEAN) {
            return truth.toString();
        }
        return tree instanceof String text && type == ParameterType.STRING ? text : "";
    }

    static void requireType(boolean declared) throws Refused {
        if (!declared) {
            throw Refused.of(
                    ErrorCode.PARAMETER_INVALID,
                    "A field of the body is not of the JSON type that the action declares.");
        }
    }

    /** A name as a reference token of RFC 6901, section 3. */
    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static Refused refused(String rule) {
        return Refused.of(ErrorCode.BODY_REFUSED, "Mend the body: an accepted one " + rule + ".");
    }
}
