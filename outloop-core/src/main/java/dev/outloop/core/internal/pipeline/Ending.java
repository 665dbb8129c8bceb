package dev.outloop.core.internal.pipeline;

import dev.outloop.action.ActionResult;
import dev.outloop.action.Effect;
import dev.outloop.core.internal.journal.Outcome;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.core.internal.redact.RedactedResponse;
import dev.outloop.error.ErrorCode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended: for the trail, and for whoever asked.
 *
 * @param code why it failed, or null if it completed
 * @param outcome what the trail is told
 * @param result the result, given whether the outcome was written
 */
record Ending(@Nullable ErrorCode code, Outcome outcome, Function<Boolean, ActionResult> result) {

    static Ending completed(String id, RedactedResponse response, byte @Nullable [] body) {
        Outcome outcome = Outcome.completed(
                        response.head().status(), response.bodyBytes(), response.redactions(), response.exposure())
                .detections(response.detections());
        return new Ending(null, outcome, written -> {
            ActionResult.Completed.Builder result = ActionResult.Completed.builder(id, response.head())
                    .redactions(response.redactions())
                    .detections(response.detections())
                    .exposure(response.exposure())
                    .outcomeRecorded(written);
            return body == null
                    ? result.streamedBytes(response.bodyBytes()).build()
                    : result.body(body).build();
        });
    }

    /** The service answered, but the answer did not come through. */
    static Ending brokenOff(String id, RedactedResponse response, ErrorCode code) {
        Outcome outcome = Outcome.failed(code, Effect.HAPPENED)
                .after(response.head().status(), response.bodyBytes(), response.redactions(), response.exposure())
                .detections(response.detections());
        return new Ending(
                code,
                outcome,
                written -> ActionResult.Failed.builder(id, code, Sentences.of(code), Effect.HAPPENED)
                        .exposure(response.exposure())
                        .status(response.head().status())
                        .outcomeRecorded(written)
                        .build());
    }

    static Ending stopped(String id, Stopped stopped) {
        return new Ending(
                stopped.code(),
                Outcome.failed(stopped),
                written -> ActionResult.Failed.builder(id, stopped.code(), stopped.sentence(), stopped.effect())
                        .outcomeRecorded(written)
                        .build());
    }
}
