package dev.outloop.audit;

import dev.outloop.action.Effect;
import dev.outloop.action.Exposure;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Workspace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * One entry of the trail: numbered and encoded once by the engine, then given to every sink. Immutable.
 *
 * <p>Its fields are an allow list: names, ids, codes, counts and the path <em>template</em>; never a body, a header, a
 * parameter's value or a credential. Text is cut at 256 characters, and everything outside printable ASCII is escaped,
 * so that no record can carry terminal or bidirectional control characters.
 */
public final class AuditRecord {

    /** The version of the encoding, its field {@code v}. */
    public static final int VERSION = 1;

    private final long sequence;
    private final AuditEvent event;
    private final String actionId;
    private final Map<String, Object> fields;
    private final byte[] encoded;

    private AuditRecord(long sequence, AuditEvent event, String actionId, Map<String, Object> fields, byte[] encoded) {
        this.sequence = sequence;
        this.event = event;
        this.actionId = actionId;
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        this.encoded = encoded;
    }

    /**
     * Starts a record.
     *
     * @param sequence its number: one more than that of the record before it
     * @param actionId the id of the call it belongs to, or the empty string
     */
    public static Builder builder(long sequence, Instant time, AuditEvent event, String actionId) {
        return new Builder(sequence, time, event, actionId);
    }

    /**
     * A record as a sink gives it back.
     *
     * @param encoded what {@link #encoded()} gave, from position to limit; the buffer is not changed
     * @return the record; an event that this version does not know keeps its name
     * @throws IllegalArgumentException if it is no record of version {@value #VERSION}; the message quotes nothing of it
     */
    public static AuditRecord parse(ByteBuffer encoded) {
        byte[] bytes = new byte[encoded.remaining()];
        encoded.duplicate().get(bytes);
        Map<String, Object> fields = JsonLine.decode(bytes);
        if (!Long.valueOf(VERSION).equals(fields.get("v"))
                || !(fields.get("seq") instanceof Long sequence)
                || !(fields.get("event") instanceof String event)) {
            throw new IllegalArgumentException("no record of a version that is known here");
        }
        Object id = fields.get("id");
        return new AuditRecord(
                sequence, AuditEvent.called(event), id instanceof String text ? text : "", fields, bytes);
    }

    /** Its number. */
    public long sequence() {
        return sequence;
    }

    /** What happened. */
    public AuditEvent event() {
        return event;
    }

    /** The id of the call, or the empty string. */
    public String actionId() {
        return actionId;
    }

    /** All fields in the order of their encoding: {@link String} or {@link Long}. */
    public Map<String, Object> fields() {
        return fields;
    }

    /** The record as one JSON object in ASCII, without a line break; a fresh read-only view. */
    public ByteBuffer encoded() {
        return ByteBuffer.wrap(encoded).asReadOnlyBuffer();
    }

    @Override
    public String toString() {
        return "AuditRecord[" + sequence + " " + event + " " + actionId + "]";
    }

    /** Collects a record. Not thread-safe. */
    public static final class Builder {
        private final long sequence;
        private final AuditEvent event;
        private final String actionId;
        private final Map<String, Object> fields = new LinkedHashMap<>();

        private Builder(long sequence, Instant time, AuditEvent event, String actionId) {
            this.sequence = sequence;
            this.event = Objects.requireNonNull(event, "event");
            this.actionId = Objects.requireNonNull(actionId, "actionId");
            fields.put("v", (long) VERSION);
            fields.put("seq", sequence);
            fields.put("time", time.truncatedTo(ChronoUnit.MICROS).toString());
            fields.put("event", event.name());
            if (!actionId.isEmpty()) {
                fields.put("id", actionId);
            }
        }

        /** Who asked. */
        public Builder caller(Workspace workspace, AgentRuntime runtime) {
            fields.put("workspace", workspace.name());
            fields.put("tenant", workspace.tenant().id());
            fields.put("runtime", runtime.name());
            return this;
        }

        /** The alias that was asked for; the caller of this method keeps out text that is no name. */
        public Builder alias(String alias) {
            fields.put("alias", alias);
            return this;
        }

        /** What the request was taken for. */
        public Builder action(String service, String action, String method, String pathTemplate) {
            fields.put("service", service);
            fields.put("action", action);
            fields.put("method", method);
            fields.put("path", pathTemplate);
            return this;
        }

        /** The true cause of a refusal or failure. */
        public Builder code(ErrorCode code) {
            fields.put("code", code.name());
            return this;
        }

        /** The rule that decided. */
        public Builder rule(String rule) {
            fields.put("rule", rule);
            return this;
        }

        /** Whether the attempt did something at the service. */
        public Builder effect(Effect effect) {
            fields.put("effect", effect.name());
            return this;
        }

        /** The service's status code. */
        public Builder status(int status) {
            fields.put("status", (long) status);
            return this;
        }

        /**
         * How many bytes of body the agent got, how many places were cut, what the checker found.
         *
         * @param redactions by kind of what was cut; on the record their sum, and {@code redacted} as
         *     {@code KIND=COUNT} separated by commas where there are any
         */
        public Builder response(long bodyBytes, Map<String, Long> redactions, Exposure exposure) {
            fields.put("bytes", bodyBytes);
            fields.put(
                    "redactions",
                    redactions.values().stream().mapToLong(Long::longValue).sum());
            putCounts("redacted", redactions);
            fields.put("exposure", exposure.name());
            return this;
        }

        /** What detectors have found and left in place, by kind: {@code detected}, as {@code redacted} is. */
        public Builder detections(Map<String, Long> byKind) {
            putCounts("detected", byKind);
            return this;
        }

        private void putCounts(String field, Map<String, Long> byKind) {
            StringJoiner counts = new StringJoiner(",");
            byKind.forEach((kind, count) -> counts.add(kind + "=" + count));
            if (!byKind.isEmpty()) {
                fields.put(field, counts.toString());
            }
        }

        /** How long the call took, in microseconds on the record. */
        public Builder duration(Duration duration) {
            fields.put("micros", duration.toNanos() / 1000);
            return this;
        }

        /** How many bytes of a torn record were cut off. */
        public Builder tornBytes(long bytes) {
            fields.put("torn_bytes", bytes);
            return this;
        }

        /** The record. */
        public AuditRecord build() {
            return new AuditRecord(sequence, event, actionId, fields, JsonLine.encode(fields));
        }
    }
}
