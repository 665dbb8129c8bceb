package dev.outloop.core.internal.journal;

import dev.outloop.action.Effect;
import dev.outloop.action.Exposure;
import dev.outloop.audit.AuditRecord;
import dev.outloop.error.ErrorCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an attempt ended, in codes and counts. Immutable. */
public final class Outcome {

    private static final int NO_STATUS = 0;

    private final @Nullable ErrorCode code;
    private final Effect effect;
    private final int status;
    private final long bodyBytes;
    private final Map<String, Long> redactions;
    private final Exposure exposure;
    private final Map<String, Long> detections;

    private Outcome(
            @Nullable ErrorCode code,
            Effect effect,
            int status,
            long bodyBytes,
            Map<String, Long> redactions,
            Exposure exposure,
            Map<String, Long> detections) {
        this.code = code;
        this.effect = effect;
        this.status = status;
        this.bodyBytes = bodyBytes;
        this.redactions = redactions;
        this.exposure = exposure;
        this.detections = detections;
    }

    /** The service answered and the agent got the answer. */
    public static Outcome completed(int status, long bodyBytes, Map<String, Long> redactions, Exposure exposure) {
        return new Outcome(null, Effect.HAPPENED, status, bodyBytes, redactions, exposure, Map.of());
    }

    /** It failed before an answer came. */
    public static Outcome failed(ErrorCode code, Effect effect) {
        return new Outcome(code, effect, NO_STATUS, 0, Map.of(), Exposure.NOT_CHECKED, Map.of());
    }

    /** It failed for the reason that the exception carries. */
    public static Outcome failed(Stopped stopped) {
        return failed(stopped.code(), stopped.effect());
    }

    /** With the status and with what the agent got before the failure. */
    public Outcome after(int status, long bodyBytes, Map<String, Long> redactions, Exposure exposure) {
        return new Outcome(code, effect, status, bodyBytes, redactions, exposure, detections);
    }

    /** With what detectors have found and left in place, by kind. */
    public Outcome detections(Map<String, Long> byKind) {
        return new Outcome(code, effect, status, bodyBytes, redactions, exposure, byKind);
    }

    /** Whether the service did something. */
    public Effect effect() {
        return effect;
    }

    /** How many bytes of the response's body the agent got. */
    public long bodyBytes() {
        return bodyBytes;
    }

    void writeTo(AuditRecord.Builder record) {
        if (code != null) {
            record.code(code);
        }
        record.effect(effect);
        if (status != NO_STATUS) {
            record.status(status);
        }
        record.response(bodyBytes, redactions, exposure).detections(detections);
    }
}
