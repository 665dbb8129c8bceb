package dev.outloop.core.internal.dispatch;

import dev.outloop.action.Effect;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;

/** What is said of an exchange that failed: a code, and a sentence that names the approved host and nothing else. */
final class Failures {

    private static final Map<ErrorCode, String> SENTENCES = Map.ofEntries(
            Map.entry(ErrorCode.CANCELLED, "The call was cancelled."),
            Map.entry(ErrorCode.DEADLINE_EXCEEDED, "The exchange with %s was not over at its deadline."),
            Map.entry(
                    ErrorCode.ACCESS_CHANGED,
                    "The access was changed or revoked while the call ran; ask for it again."),
            Map.entry(ErrorCode.CALLER_NOT_RECOGNISED, "The caller was ended while the call ran; authenticate again."),
            Map.entry(ErrorCode.BROKER_CLOSED, "The broker was closed; start it and try again."),
            Map.entry(
                    ErrorCode.ADDRESS_REFUSED,
                    "%s resolves to an address that its service may not be reached at. Ask the person who runs the"
                            + " broker to look at the name, or to allow its network in the service's definition."),
            Map.entry(
                    ErrorCode.UPSTREAM_UNTRUSTED,
                    "%s did not prove its identity over TLS. Ask the person who runs the broker to look at its"
                            + " certificate and the service's trust."),
            Map.entry(ErrorCode.UPSTREAM_UNREACHABLE, "No connection to %s could be made; try again later."),
            Map.entry(ErrorCode.UPSTREAM_BROKEN, "%s broke HTTP or ended the connection before its response did."),
            Map.entry(
                    ErrorCode.RESPONSE_TOO_LARGE, "The response of %s is larger than allowed; ask for less at a time."),
            Map.entry(
                    ErrorCode.SECRET_UNFIT,
                    "The secret cannot be sent unaltered in its place. Ask the person who runs the broker to store it"
                            + " again."));

    private static final Map<Effect, String> EFFECTS = Map.of(
            Effect.NONE, " Nothing was sent.",
            Effect.HAPPENED, " The service had answered, so the action was done.",
            Effect.UNKNOWN, " Whether the action was done is unknown: look before trying again.");

    private final String host;
    private final Connections connections;

    Failures(String host, Connections connections) {
        this.host = host;
        this.connections = connections;
    }

    Stopped of(Exception cause, CallScope scope, Effect effect) {
        ErrorCode code = ending(scope, code(cause, effect));
        return new Stopped(code, effect, sentence(code) + EFFECTS.get(effect));
    }

    BrokenBody ofBody(CallScope scope, ErrorCode otherwise) {
        ErrorCode code = ending(scope, otherwise);
        return new BrokenBody(code, sentence(code) + EFFECTS.get(Effect.HAPPENED));
    }

    /** Whoever ended it names the reason; what the network then said is only the echo. */
    private ErrorCode ending(CallScope scope, ErrorCode otherwise) {
        return scope.stopCode().or(connections::closedFor).orElse(otherwise);
    }

    private String sentence(ErrorCode code) {
        return SENTENCES
                .getOrDefault(code, "The broker could not make this call; tell the person who runs it.")
                .replace("%s", host);
    }

    private static ErrorCode code(Exception cause, Effect effect) {
        if (cause instanceof UnfitSecret) {
            return ErrorCode.SECRET_UNFIT;
        }
        if (!(cause instanceof IOException || cause instanceof HttpException)) {
            return ErrorCode.INTERNAL_ERROR;
        }
        if (effect != Effect.NONE) {
            return ErrorCode.UPSTREAM_BROKEN;
        }
        if (cause instanceof AddressRefused) {
            return ErrorCode.ADDRESS_REFUSED;
        }
        // A server that hangs up within the handshake has proved nothing and shown nothing wrong.
        return cause instanceof SSLException && !(cause.getCause() instanceof EOFException)
                ? ErrorCode.UPSTREAM_UNTRUSTED
                : ErrorCode.UPSTREAM_UNREACHABLE;
    }
}
