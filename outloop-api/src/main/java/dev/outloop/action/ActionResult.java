package dev.outloop.action;

import dev.outloop.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How a request ended: completed, denied, waiting for an approval, or failed. Immutable.
 *
 * <p>Everything in it may be shown to the agent. Tell the four apart with {@link #match}.
 */
public abstract sealed class ActionResult {

    private final String actionId;

    private ActionResult(String actionId) {
        this.actionId = Objects.requireNonNull(actionId, "actionId");
    }

    /** The call's id, under which the trail has it. */
    public final String actionId() {
        return actionId;
    }

    /** Applies the function that fits. */
    public abstract <T> T match(
            Function<? super Completed, ? extends T> completed,
            Function<? super Denied, ? extends T> denied,
            Function<? super PendingApproval, ? extends T> pending,
            Function<? super Failed, ? extends T> failed);

    /** The service answered, whatever its status says, and the answer is redacted and checked. */
    public static final class Completed extends ActionResult {
        private final ResponseHead head;
        private final byte[] body;
        private final long bodyBytes;
        private final Map<String, Long> redactions;
        private final Map<String, Long> detections;
        private final Exposure exposure;
        private final boolean outcomeRecorded;

        private Completed(Builder builder) {
            super(builder.actionId);
            this.head = builder.head;
            this.body = builder.body;
            this.bodyBytes = builder.bodyBytes;
            this.redactions = builder.redactions;
            this.detections = builder.detections;
            this.exposure = builder.exposure;
            this.outcomeRecorded = builder.outcomeRecorded;
        }

        /** Starts a result. */
        public static Builder builder(String actionId, ResponseHead head) {
            return new Builder(actionId, head);
        }

        /** Status and headers. */
        public ResponseHead head() {
            return head;
        }

        /** The status code. */
        public int status() {
            return head.status();
        }

        /** A copy of the body; empty where a handler took it. */
        public byte[] body() {
            return body.clone();
        }

        /** The body as UTF-8 text, malformed bytes replaced. */
        public String bodyAsUtf8() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** How many bytes of body were handed over. */
        public long bodyBytes() {
            return bodyBytes;
        }

        /** How many places were cut out of head and body. */
        public long redactions() {
            return redactions.values().stream().mapToLong(Long::longValue).sum();
        }

        /**
         * The same by kind of what was cut, in the order of their names: the form of a known secret such as {@code plain}
         * or {@code base64}, or what a redactor calls it. Unmodifiable.
         */
        public Map<String, Long> redactionsByKind() {
            return redactions;
        }

        /**
         * How many places detectors have found and left in place, as the configuration or a rule wants, by kind.
         * Unmodifiable.
         */
        public Map<String, Long> detectionsByKind() {
            return detections;
        }

        /** What the checker found. */
        public Exposure exposure() {
            return exposure;
        }

        /** Whether the outcome is on the trail; the attempt always is. */
        public boolean outcomeRecorded() {
            return outcomeRecorded;
        }

        @Override
        public <T> T match(
                Function<? super Completed, ? extends T> completed,
                Function<? super Denied, ? extends T> denied,
                Function<? super PendingApproval, ? extends T> pending,
                Function<? super Failed, ? extends T> failed) {
            return completed.apply(this);
        }

        @Override
        public String toString() {
            return "Completed[" + actionId() + " " + status() + ", " + bodyBytes + " bytes, " + exposure + "]";
        }

        /** Collects a result. Not thread-safe. */
        public static final class Builder {
            private final String actionId;
            private final ResponseHead head;
            private byte[] body = new byte[0];
            private long bodyBytes;
            private Map<String, Long> redactions = Map.of();
            private Map<String, Long> detections = Map.of();
            private Exposure exposure = Exposure.NOT_CHECKED;
            private boolean outcomeRecorded = true;

            private Builder(String actionId, ResponseHead head) {
                this.actionId = actionId;
                this.head = Objects.requireNonNull(head, "head");
            }

            /** The body, which the result takes over. */
            public Builder body(byte[] body) {
                this.body = Objects.requireNonNull(body, "body");
                this.bodyBytes = body.length;
                return this;
            }

            /** How many bytes a handler was given. */
            public Builder streamedBytes(long bytes) {
                this.bodyBytes = bytes;
                return this;
            }

            /** How many places were cut, by kind of what was cut; copied. */
            public Builder redactions(Map<String, Long> byKind) {
                this.redactions = Collections.unmodifiableMap(new TreeMap<>(byKind));
                return this;
            }

            /** How many places were found and left, by kind; copied. */
            public Builder detections(Map<String, Long> byKind) {
                this.detections = Collections.unmodifiableMap(new TreeMap<>(byKind));
                return this;
            }

            /** What the checker found. */
            public Builder exposure(Exposure exposure) {
                this.exposure = Objects.requireNonNull(exposure, "exposure");
                return this;
            }

            /** Whether the outcome is on the trail. */
            public Builder outcomeRecorded(boolean recorded) {
                this.outcomeRecorded = recorded;
                return this;
            }

            /** The result. */
            public Completed build() {
                return new Completed(this);
            }
        }
    }

    /** Refused before anything was attempted: no vault and no service was asked. */
    public static final class Denied extends ActionResult {
        private final ErrorCode code;
        private final String message;

        private Denied(String actionId, ErrorCode code, String message) {
            super(actionId);
            this.code = Objects.requireNonNull(code, "code");
            this.message = Objects.requireNonNull(message, "message");
        }

        /** A refusal. */
        public static Denied of(String actionId, ErrorCode code, String message) {
            return new Denied(actionId, code, message);
        }

        /** Why. */
        public ErrorCode code() {
            return code;
        }

        /** A sentence that says what to do next. */
        public String message() {
            return message;
        }

        @Override
        public <T> T match(
                Function<? super Completed, ? extends T> completed,
                Function<? super Denied, ? extends T> denied,
                Function<? super PendingApproval, ? extends T> pending,
                Function<? super Failed, ? extends T> failed) {
            return denied.apply(this);
        }

        @Override
        public String toString() {
            return "Denied[" + actionId() + " " + code + "]";
        }
    }

    /** A person has to approve first; nothing was attempted. */
    public static final class PendingApproval extends ActionResult {
        private final String approvalId;
        private final String message;

        private PendingApproval(String actionId, String approvalId, String message) {
            super(actionId);
            this.approvalId = Objects.requireNonNull(approvalId, "approvalId");
            this.message = Objects.requireNonNull(message, "message");
        }

        /**
         * A request that waits.
         *
         * @param approvalId the id by which a person approves it
         */
        public static PendingApproval of(String actionId, String approvalId, String message) {
            return new PendingApproval(actionId, approvalId, message);
        }

        /** The id by which a person approves it; the same for all that ask for the same while it waits. */
        public String approvalId() {
            return approvalId;
        }

        /** A sentence that says what to do next. */
        public String message() {
            return message;
        }

        @Override
        public <T> T match(
                Function<? super Completed, ? extends T> completed,
                Function<? super Denied, ? extends T> denied,
                Function<? super PendingApproval, ? extends T> pending,
                Function<? super Failed, ? extends T> failed) {
            return pending.apply(this);
        }

        @Override
        public String toString() {
            return "PendingApproval[" + actionId() + " " + approvalId + "]";
        }
    }

    /** Stopped after the attempt was recorded. */
    public static final class Failed extends ActionResult {
        private final ErrorCode code;
        private final String message;
        private final Effect effect;
        private final Exposure exposure;
        private final Optional<Integer> status;
        private final boolean outcomeRecorded;

        private Failed(Builder builder) {
            super(builder.actionId);
            this.code = builder.code;
            this.message = builder.message;
            this.effect = builder.effect;
            this.exposure = builder.exposure;
            this.status = builder.status;
            this.outcomeRecorded = builder.outcomeRecorded;
        }

        /** Starts a failure. */
        public static Builder builder(String actionId, ErrorCode code, String message, Effect effect) {
            return new Builder(actionId, code, message, effect);
        }

        /** Why. */
        public ErrorCode code() {
            return code;
        }

        /** A sentence that says what to do next. */
        public String message() {
            return message;
        }

        /** What is known of its effect; only {@link Effect#NONE} may be tried again without looking. */
        public Effect effect() {
            return effect;
        }

        /** What the checker found in what was handed over before the end. */
        public Exposure exposure() {
            return exposure;
        }

        /** The status code, if the service answered. */
        public Optional<Integer> status() {
            return status;
        }

        /** Whether the outcome is on the trail; the attempt always is. */
        public boolean outcomeRecorded() {
            return outcomeRecorded;
        }

        @Override
        public <T> T match(
                Function<? super Completed, ? extends T> completed,
                Function<? super Denied, ? extends T> denied,
                Function<? super PendingApproval, ? extends T> pending,
                Function<? super Failed, ? extends T> failed) {
            return failed.apply(this);
        }

        @Override
        public String toString() {
            return "Failed[" + actionId() + " " + code + ", effect " + effect + "]";
        }

        /** Collects a failure. Not thread-safe. */
        public static final class Builder {
            private final String actionId;
            private final ErrorCode code;
            private final String message;
            private final Effect effect;
            private Exposure exposure = Exposure.NOT_CHECKED;
            private Optional<Integer> status = Optional.empty();
            private boolean outcomeRecorded = true;

            private Builder(String actionId, ErrorCode code, String message, Effect effect) {
                this.actionId = actionId;
                this.code = Objects.requireNonNull(code, "code");
                this.message = Objects.requireNonNull(message, "message");
                this.effect = Objects.requireNonNull(effect, "effect");
            }

            /** What the checker found. */
            public Builder exposure(Exposure exposure) {
                this.exposure = Objects.requireNonNull(exposure, "exposure");
                return this;
            }

            /** The status that the service answered with. */
            public Builder status(int status) {
                this.status = Optional.of(status);
                return this;
            }

            /** Whether the outcome is on the trail. */
            public Builder outcomeRecorded(boolean recorded) {
                this.outcomeRecorded = recorded;
                return this;
            }

            /** The failure. */
            public Failed build() {
                return new Failed(this);
            }
        }
    }
}
