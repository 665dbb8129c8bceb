package dev.outloop.core.internal.admit;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import java.util.Map;
import java.util.Optional;

/** Reads a request for an action by name: each given value is a declared parameter, or the pin that it has to equal. */
final class TypedReader {

    private static final int MAX_PARAMETERS = 256;

    private TypedReader() {}

    static CompiledAction action(ActionRequest request, CompiledService service) throws Refused {
        return service.action(request.action().orElse(""));
    }

    static void read(Draft draft, ActionRequest request, CompiledAction action, Binding binding) throws Refused {
        requireBounded(request);
        for (Map.Entry<String, Object> given : request.parameters().entrySet()) {
            String name = given.getKey();
            if (action.pins().contains(name)) {
                PinRules.requirePinned(given.getValue().toString(), PinRules.valueOf(binding.pins(), name));
                continue;
            }
            Optional<CompiledParameter> parameter = action.parameter(name);
            requireDeclared(parameter.isPresent());
            if (parameter.isPresent()) {
                draft.value(parameter.get(), given.getValue());
            }
        }
        refuseHeaders(request);
        Optional<byte[]> body = request.body();
        if (body.isPresent()) {
            BodyRules.read(draft, action, binding, body.get(), BodyRules.JSON);
        }
    }

    static void requireBounded(ActionRequest request) throws Refused {
        if (request.parameters().size() > MAX_PARAMETERS) {
            throw Refused.of(ErrorCode.REQUEST_TOO_LARGE, "The request has more than 256 parameters.");
        }
    }

    static void requireDeclared(boolean declared) throws Refused {
        if (!declared) {
            throw Refused.of(
                    ErrorCode.PARAMETER_UNKNOWN,
                    "A parameter is not one of this action's; list the actions to see which it has.");
        }
    }

    static void refuseHeaders(ActionRequest request) throws Refused {
        if (!request.headers().isEmpty()) {
            throw Refused.of(
                    ErrorCode.HEADER_REFUSED, "Give an action by name its parameters; headers go with a raw request.");
        }
    }
}
