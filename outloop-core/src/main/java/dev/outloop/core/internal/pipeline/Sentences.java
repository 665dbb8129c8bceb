package dev.outloop.core.internal.pipeline;

import dev.outloop.action.ActionResult;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Decision;
import java.util.Map;

/** What an agent reads when a response did not come through: what happened, and what to do next. */
final class Sentences {

    private static final Map<ErrorCode, String> OF = Map.of(
            ErrorCode.RESPONSE_WITHHELD,
            "The service answered, but the answer could not be shown to be free of secrets and was kept back.",
            ErrorCode.RESPONSE_TOO_LARGE,
            "The service answered with more than this service's limits allow; ask for less, such as one page.",
            ErrorCode.UPSTREAM_BROKEN,
            "The service ended its answer too early; look at what was done before trying again.",
            ErrorCode.DEADLINE_EXCEEDED,
            "The answer had not come to its end in time; look at what was done before trying again.",
            ErrorCode.CANCELLED,
            "The call was cancelled while the answer came.",
            ErrorCode.ACCESS_CHANGED,
            "The access under this alias was changed while the answer came; list the actions before going on.",
            ErrorCode.CALLER_NOT_RECOGNISED,
            "The caller was ended while the answer came; authenticate again.",
            ErrorCode.BROKER_CLOSED,
            "The broker was closed while the answer came.",
            ErrorCode.HANDLER_FAILED,
            "What takes the answer failed; the service has answered, so look at what was done.");

    private Sentences() {}

    /** Names no command: an agent with a shell could run one. */
    static ActionResult pending(String callId, String approvalId, Decision decision) {
        String why = decision.message().isBlank() ? "" : decision.message().strip() + " ";
        return ActionResult.PendingApproval.of(
                callId,
                approvalId,
                why + "It waits for a person as " + approvalId
                        + ": ask them to approve it, then send the same request again.");
    }

    static String of(ErrorCode code) {
        return OF.getOrDefault(code, "The answer did not come through; look at what was done before trying again.");
    }
}
