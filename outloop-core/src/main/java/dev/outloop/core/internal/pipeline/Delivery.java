package dev.outloop.core.internal.pipeline;

import dev.outloop.action.ResponseHandler;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.redact.RedactedResponse;
import dev.outloop.error.ErrorCode;
import java.io.IOException;
import java.util.Optional;

/** Hands a redacted response over: as a whole, or to a handler while it arrives. */
@FunctionalInterface
interface Delivery {

    /** Hands it over and says how that ended. */
    Ending deliver(CallScope scope, RedactedResponse response);

    /** Collects the body in memory; the service's limits bound it. */
    static Delivery whole() {
        return (scope, response) -> {
            try {
                return Ending.completed(scope.id(), response, response.body().readAllBytes());
            } catch (IOException e) {
                return Ending.brokenOff(scope.id(), response, causeOf(scope, response, ErrorCode.UPSTREAM_BROKEN));
            }
        };
    }

    /** Gives the body to the handler. A failure of the exchange counts even where the handler swallows it. */
    static Delivery to(ResponseHandler handler) {
        return (scope, response) -> {
            try {
                handler.handle(response.head(), response.body());
            } catch (IOException | RuntimeException e) {
                return Ending.brokenOff(scope.id(), response, causeOf(scope, response, ErrorCode.HANDLER_FAILED));
            }
            Optional<ErrorCode> failure = response.failure().or(scope::stopCode);
            return failure.isPresent()
                    ? Ending.brokenOff(scope.id(), response, failure.get())
                    : Ending.completed(scope.id(), response, null);
        };
    }

    private static ErrorCode causeOf(CallScope scope, RedactedResponse response, ErrorCode otherwise) {
        return scope.stopCode().or(response::failure).orElse(otherwise);
    }
}
