package dev.outloop.core.internal.admit;

import dev.outloop.action.BodyRule;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.core.internal.admit.CompiledAction.Slot;
import dev.outloop.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a body by the action's rule and by what its media type says it is; one is not enough without the other. */
final class BodyRules {

    static final String JSON = "application/json";
    private static final Pattern JSON_TYPE = Pattern.compile(
            "application/(json|[a-z0-9.-]+\\+json)( *; *charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PART_NAME = Pattern.compile("name\\*? *= *\"?([^\";\r\n]*)", Pattern.CASE_INSENSITIVE);

    private BodyRules() {}

    /** Takes the body of a request into the draft. */
    static void read(Draft draft, CompiledAction action, Binding binding, byte[] body, @Nullable String mediaType)
            throws Refused {
        BodyRule rule = action.definition().body();
        refuseBodyWhereNone(rule);
        requireBounded(binding, body);
        String type = requireMediaType(mediaType);
        if (rule == BodyRule.FORM) {
            requireFormType(FormBody.isType(type));
            readFields(draft, action, binding, FormBody.read(body));
        } else if (rule == BodyRule.MULTIPART) {
            requireMultipartType(MultipartBody.isType(type));
            readFields(draft, action, binding, MultipartBody.read(body, type));
        } else {
            readOther(draft, action, binding, body, type);
        }
    }

    private static void readOther(Draft draft, CompiledAction action, Binding binding, byte[] body, String type)
            throws Refused {
        boolean json = isJson(type);
        if (action.definition().body().isJson()) {
            requireJsonType(json);
        }
        if (!json) {
            refuseOverrideInForm(type, body);
            refuseOverrideInParts(type, body);
            draft.body(body, type);
        } else if (action.slots(ParameterLocation.BODY).isEmpty()) {
            Object tree = StrictJson.parse(body);
            refuseFreeBodyOnPinned(action);
            refuseOverrideInJson(tree);
            draft.body(StrictJson.write(tree), type);
        } else {
            readTree(draft, action, binding, StrictJson.parse(body), "");
        }
    }

    static boolean isJson(String mediaType) {
        return JSON_TYPE.matcher(mediaType).matches();
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

    static void requireFormType(boolean form) throws Refused {
        if (!form) {
            throw refused("is a form and says so: Content-Type: " + FormBody.MEDIA_TYPE);
        }
    }

    static void requireMultipartType(boolean multipart) throws Refused {
        if (!multipart) {
            throw refused("is a form of parts and says so: Content-Type: " + MultipartBody.MEDIA_TYPE
                    + " with a boundary of letters, digits and '()+_,./:=?- and nothing else");
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
        if (type.toLowerCase(Locale.ROOT).startsWith(FormBody.MEDIA_TYPE)) {
            QueryRules.requireNoOverride(QueryRules.pairs(new String(body, StandardCharsets.ISO_8859_1)));
        }
    }

    static void refuseOverrideInParts(String type, byte[] body) throws Refused {
        if (type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            Matcher names = PART_NAME.matcher(new String(body, StandardCharsets.ISO_8859_1));
            while (names.find()) {
                refuseOverride(MethodOverride.isName(names.group(1)));
            }
        }
    }

    static void refuseOverrideInJson(@Nullable Object tree) throws Refused {
        if (tree instanceof Map<?, ?> object) {
            for (Object name : object.keySet()) {
                refuseOverride(MethodOverride.isMember((String) name));
            }
        }
    }

    static void requireType(boolean declared) throws Refused {
        if (!declared) {
            throw Refused.of(
                    ErrorCode.PARAMETER_INVALID,
                    "A field of the body is not of the JSON type that the action declares.");
        }
    }

    private static void refuseOverride(boolean override) throws Refused {
        if (override) {
            throw refused("does not override the method");
        }
    }

    private static String requireMediaType(@Nullable String mediaType) throws Refused {
        if (mediaType == null || mediaType.isBlank()) {
            throw refused("says what it is in Content-Type");
        }
        return mediaType;
    }

    private static void readFields(Draft draft, CompiledAction action, Binding binding, Map<String, String> fields)
            throws Refused {
        Map<String, Slot> slots = action.slots(ParameterLocation.BODY);
        for (Map.Entry<String, String> field : fields.entrySet()) {
            Slot slot = slots.get("/" + JsonPlace.escape(field.getKey()));
            refuseUndeclaredField(slot);
            if (slot instanceof Slot.Pin pin) {
                pin.require(field.getValue(), binding);
            } else if (slot instanceof Slot.Parameter parameter) {
                draft.wire(parameter.parameter(), field.getValue());
            }
        }
    }

    private static void readTree(
            Draft draft, CompiledAction action, Binding binding, @Nullable Object tree, String pointer) throws Refused {
        Slot slot = action.slots(ParameterLocation.BODY).get(pointer);
        if (slot == null && tree instanceof Map<?, ?> object && action.leadsToSlot(pointer)) {
            for (Map.Entry<?, ?> field : object.entrySet()) {
                String below = pointer + '/' + JsonPlace.escape((String) field.getKey());
                readTree(draft, action, binding, field.getValue(), below);
            }
            return;
        }
        refuseUndeclaredField(slot);
        if (slot instanceof Slot.Pin pin) {
            pin.requireIn(tree, binding);
        } else if (slot instanceof Slot.Parameter parameter) {
            readParameter(draft, parameter.parameter(), tree);
        }
    }

    private static void readParameter(Draft draft, CompiledParameter parameter, @Nullable Object tree) throws Refused {
        ParameterType type = parameter.definition().type();
        if (type.isTree()) {
            draft.tree(parameter, tree);
            return;
        }
        String text = JsonPlace.text(tree, type);
        requireType(!text.isEmpty() || tree instanceof String);
        draft.wire(parameter, text);
    }

    private static Refused refused(String rule) {
        return Refused.of(ErrorCode.BODY_REFUSED, "Mend the body: an accepted one " + rule + ".");
    }
}
