package dev.outloop.spi;

import dev.outloop.error.ErrorCode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stage of a request ended. It has names, never data. Immutable. */
public final class StageEvent {

    private final String actionId;
    private final String stage;
    private final Duration duration;
    private final @Nullable ErrorCode code;

    private StageEvent(String actionId, String stage, Duration duration, @Nullable ErrorCode code) {
        this.actionId = Objects.requireNonNull(actionId, "actionId");
        this.stage = Objects.requireNonNull(stage, "stage");
        this.duration = Objects.requireNonNull(duration, "duration");
        this.code = code;
    }

    /** A stage that ended, with a code where it ended the request. */
    public static StageEvent of(String actionId, String stage, Duration duration, @Nullable ErrorCode code) {
        return new StageEvent(actionId, stage, duration, code);
    }

    /** The call. */
    public String actionId() {
        return actionId;
    }

    /** One of admit, authorize, journal, lease, dispatch, redact; or approve, while a person is asked. */
    public String stage() {
        return stage;
    }

    /** How long it took. */
    public Duration duration() {
        return duration;
    }

    /** The code, where the request ended here. */
    public Optional<ErrorCode> code() {
        return Optional.ofNullable(code);
    }

    @Override
    public String toString() {
        return stage + " of " + actionId + (code == null ? "" : ": " + code);
    }
}
