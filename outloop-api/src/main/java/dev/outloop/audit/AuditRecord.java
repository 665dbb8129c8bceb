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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * One entry of the trail: numbered and encoded once by the engine, then given to every sink. Immutable.
 *
 * <p>Its fields are an allow list: names, ids, codes, counts, keyed fingerprints and the path <em>template</em>; never a
 * body, a header or a credential. Of a parameter it has the value only where the person wants that. Text is cut at
 * {@value #MAX_CHARS} characters, and everything outside printable ASCII is escaped, so that no record can carry terminal
 * or bidirectional control characters.
 */
public final class AuditRecord {

    /** The version of the encoding, its field {@code v}. */
    public static final int VERSION = 1;

    /** The longest text of a field, in UTF-16 units; what is longer is cut, never inside a surrogate pair. */
    public static final int MAX_CHARS = 256;

    /** The most parameters that a record has. */
    public static final int MAX_PARAMETERS = 32;

    /** The longest encoding of a record; with what a trail adds to it, a line stays below 32 KiB. */
    public static final int MAX_ENCODED_BYTES = 32 * 1024 - 256;

    private static final List<String> WHO_AND_WHAT =
            List.of("workspace", "tenant", "runtime", "alias", "service", "action");

    /** What the count of left out parameters takes at most. */
    private static final int OMITTED_BYTES = 64;

    private final long sequence;
    private final AuditEvent event;
    private final String actionId;
    private final Map<String, Object> fields;
    private final byte[] encoded;

    private AuditRecord(long sequence, AuditEvent event, String actionId, Map<String, Object> fields, byte[] encoded) {
        this.sequence = sequence;
        this.event = event;
        this.actionId = actionId;
        this.fields = Collections.unmodifiableMap(fields);
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

    /** Collects a record. Text is cut as it is put. Not thread-safe. */
    public static final class Builder {
        private static final String PARAMETER = "param.";

        private final long sequence;
        private final AuditEvent event;
        private final String actionId;
        private final Map<String, Object> fields = new LinkedHashMap<>(32);
        private final Map<String, String> parameters = new LinkedHashMap<>(4);

        private Builder(long sequence, Instant time, AuditEvent event, String actionId) {
            this.sequence = sequence;
            this.event = Objects.requireNonNull(event, "event");
            this.actionId = cut(actionId);
            fields.put("v", (long) VERSION);
            fields.put("seq", sequence);
            put("time", text(time));
            put("event", event.name());
            if (!actionId.isEmpty()) {
                put("id", actionId);
            }
        }

        /** Who asked. */
        public Builder caller(Workspace workspace, AgentRuntime runtime) {
            workspace(workspace);
            return put("runtime", runtime.name());
        }

        /** Whose project it is about, where nobody asked. */
        public Builder workspace(Workspace workspace) {
            put("workspace", workspace.name());
            return put("tenant", workspace.tenant().id());
        }

        /** The alias that was asked for; the caller of this method keeps out text that is no name. */
        public Builder alias(String alias) {
            return put("alias", alias);
        }

        /** What the request was taken for. */
        public Builder action(String service, String action) {
            put("service", service);
            return put("action", action);
        }

        /** What the request was taken for, with what that does. */
        public Builder action(String service, String action, String method, String pathTemplate) {
            action(service, action);
            put("method", method);
            return put("path", pathTemplate);
        }

        /** Who asked for what, as another record says it: of how an attempt of an earlier run ended. */
        public Builder asIn(AuditRecord other) {
            for (String name : WHO_AND_WHAT) {
                if (other.fields.get(name) instanceof String text) {
                    put(name, text);
                }
            }
            return this;
        }

        /**
         * What the agent chose: {@code param.NAME}. Only the first {@value #MAX_PARAMETERS}, and as many as the record has
         * room for; the others are counted in {@code params_omitted}.
         *
         * @param text the value with secrets cut, or a keyed fingerprint of it
         */
        public Builder parameter(String name, String text) {
            parameters.put(PARAMETER + name, cut(text));
            return this;
        }

        /** The keyed fingerprint of the whole request as it would be sent, in hexadecimal digits. */
        public Builder request(String fingerprint) {
            return put("request", fingerprint);
        }

        /** The hash of the definitions that the record is about, in hexadecimal digits. */
        public Builder definition(String hash) {
            return put("definition", hash);
        }

        /** How many definitions there are of a kind, such as {@code services}, and their hash as {@code KIND_hash}. */
        public Builder definitions(String kind, long count, String hash) {
            fields.put(kind, count);
            return put(kind + "_hash", hash);
        }

        /**
         * What became of a grant: {@code ADDED}, {@code REMOVED} or {@code CHANGED}; or of the way of its secret:
         * {@code ORIGIN_UNCONFIRMED} or {@code ORIGIN_CONFIRMED}.
         */
        public Builder change(String change) {
            return put("change", change);
        }

        /**
         * Where the secret of a grant would go, and where it is known to belong, separated by spaces.
         *
         * @param service the name of the service
         * @param reference where the secret lies
         */
        public Builder origin(String service, String reference, String origin, String confirmed) {
            put("service", service);
            put("secret", reference);
            put("origin", origin);
            return put("confirmed", confirmed);
        }

        /** The record stands for so many like it; it has the id of the first, which was at that time. */
        public Builder repeated(long count, Instant since) {
            fields.put("count", count);
            return put("since", text(since));
        }

        /** The true cause of a refusal or failure. */
        public Builder code(ErrorCode code) {
            return put("code", code.name());
        }

        /** The rule that decided. */
        public Builder rule(String rule) {
            return put("rule", rule);
        }

        /** The id of the approval that the record is about, or that was used. */
        public Builder approval(String id) {
            return put("approval", id);
        }

        /** What it is charged with, by limit: {@code limits}, as {@code NAME=AMOUNT} separated by commas. */
        public Builder limits(Map<String, String> amounts) {
            return amounts.isEmpty() ? this : put("limits", joined(amounts));
        }

        /** Whether the attempt did something at the service. */
        public Builder effect(Effect effect) {
            return put("effect", effect.name());
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
            long sum = 0;
            for (long count : redactions.values()) {
                sum += count;
            }
            fields.put("bytes", bodyBytes);
            fields.put("redactions", sum);
            putCounts("redacted", redactions);
            return put("exposure", exposure.name());
        }

        /** What detectors have found and left in place, by kind: {@code detected}, as {@code redacted} is. */
        public Builder detections(Map<String, Long> byKind) {
            putCounts("detected", byKind);
            return this;
        }

        private void putCounts(String field, Map<String, Long> byKind) {
            if (!byKind.isEmpty()) {
                put(field, joined(byKind));
            }
        }

        private static String joined(Map<String, ?> values) {
            StringJoiner joined = new StringJoiner(",");
            values.forEach((name, value) -> joined.add(name + "=" + value));
            return joined.toString();
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
            Map<String, Object> all = new LinkedHashMap<>(fields);
            JsonLine line = new JsonLine();
            all.forEach(line::put);
            putParameters(line, all);
            return new AuditRecord(sequence, event, actionId, all, line.end());
        }

        private void putParameters(JsonLine line, Map<String, Object> all) {
            int put = 0;
            for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                if (put < MAX_PARAMETERS
                        && line.sizeWith(parameter.getKey(), parameter.getValue())
                                <= MAX_ENCODED_BYTES - OMITTED_BYTES) {
                    line.put(parameter.getKey(), parameter.getValue());
                    all.put(parameter.getKey(), parameter.getValue());
                    put++;
                }
            }
            if (put < parameters.size()) {
                Long omitted = (long) (parameters.size() - put);
                line.put("params_omitted", omitted);
                all.put("params_omitted", omitted);
            }
        }

        private Builder put(String name, String text) {
            fields.put(name, cut(text));
            return this;
        }

        private static String text(Instant time) {
            return time.truncatedTo(ChronoUnit.MICROS).toString();
        }

        private static String cut(String text) {
            if (text.length() <= MAX_CHARS) {
                return text;
            }
            boolean insidePair = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1))
                    && Character.isLowSurrogate(text.charAt(MAX_CHARS));
            return text.substring(0, insidePair ? MAX_CHARS - 1 : MAX_CHARS);
        }
    }
}
