package dev.outloop.core;

import dev.outloop.audit.AuditEvent;
import dev.outloop.core.internal.journal.EntryDecision;
import dev.outloop.core.internal.journal.EntryFilter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a trail are asked for. Immutable.
 *
 * <p>An entry has to answer every condition; of several values for one condition any will do. Without conditions it asks
 * for all records. Values are compared exactly, as the record has them.
 */
public final class AuditQuery {

    /** The most entries that {@link Builder#last} takes: they are all held in memory. */
    public static final int MAX_LAST = 10_000;

    private final EntryFilter filter;
    private final int last;

    private AuditQuery(Builder builder) {
        this.filter = new EntryFilter(builder.from, builder.to, builder.fields, builder.decisions, builder.sinkEntries);
        this.last = builder.last;
    }

    /** Asks for all records, until it is told more. */
    public static Builder builder() {
        return new Builder();
    }

    /** The words that {@link Builder#decision} takes; immutable. */
    public static List<String> decisions() {
        return EntryDecision.words();
    }

    EntryFilter filter() {
        return filter;
    }

    /** Whether it asks for an entry, however many. */
    boolean asksFor(AuditEntry entry) {
        return filter.matches(entry.content());
    }

    /** How many of the newest; 0 for all. */
    int last() {
        return last;
    }

    /** Collects conditions. Not thread-safe. */
    public static final class Builder {

        private @Nullable Instant from;
        private @Nullable Instant to;
        private final Map<String, Set<String>> fields = new LinkedHashMap<>();
        private final Set<String> decisions = new LinkedHashSet<>();
        private boolean sinkEntries;
        private int last;

        private Builder() {}

        /**
         * From this moment on, itself included. Each entry's own time counts, wherever it stands: a clock that went back
         * leaves later entries with earlier times.
         */
        public Builder from(Instant first) {
            this.from = first;
            return this;
        }

        /** Before this moment. */
        public Builder to(Instant end) {
            this.to = end;
            return this;
        }

        /** Of this workspace, or another one given here. */
        public Builder workspace(String name) {
            return field("workspace", name);
        }

        /** Of this client, or another one given here. */
        public Builder tenant(String id) {
            return field("tenant", id);
        }

        /** Of this agent runtime, or another one given here. */
        public Builder runtime(String name) {
            return field("runtime", name);
        }

        /** With this alias, or another one given here. */
        public Builder alias(String alias) {
            return field("alias", alias);
        }

        /** With this service, or another one given here. */
        public Builder service(String name) {
            return field("service", name);
        }

        /** With this action, or another one given here. */
        public Builder action(String name) {
            return field("action", name);
        }

        /** With this code, such as {@code PIN_MISMATCH}, or another one given here. */
        public Builder code(String code) {
            return field("code", code);
        }

        /** Of the call with this id, or another one given here. */
        public Builder actionId(String id) {
            return field("id", id);
        }

        /** With this event, or another one given here. An event of the sink's own asks for its notes too. */
        public Builder event(AuditEvent event) {
            return field("event", event.name());
        }

        /**
         * Requests that were decided, or calls that ended, like this, or like another word given here:
         *
         * <ul>
         *   <li>{@code ALLOWED}: the attempt was recorded
         *   <li>{@code DENIED}: refused before anything was attempted
         *   <li>{@code PENDING}, {@code APPROVED}, {@code REJECTED}: waits for a person, and what the person said
         *   <li>{@code COMPLETED}: an outcome without a code, so the service answered
         *   <li>{@code FAILED}: an outcome with a code
         *   <li>{@code UNKNOWN}: an outcome of which nobody knows whether the service did something; these also failed
         * </ul>
         *
         * @throws IllegalArgumentException if it is none of {@link AuditQuery#decisions()}
         */
        public Builder decision(String word) {
            if (!EntryDecision.words().contains(word)) {
                throw new IllegalArgumentException("a decision is one of " + EntryDecision.words());
            }
            decisions.add(word);
            return this;
        }

        /** Also the sink's own notes and checkpoints; of the conditions only times and events concern them. */
        public Builder withSinkEntries() {
            this.sinkEntries = true;
            return this;
        }

        /**
         * Only the newest of those that answer the conditions, which are held in memory.
         *
         * @throws IllegalArgumentException if it is not between 1 and {@value AuditQuery#MAX_LAST}
         */
        public Builder last(int most) {
            if (most < 1 || most > MAX_LAST) {
                throw new IllegalArgumentException("the newest entries are between 1 and " + MAX_LAST);
            }
            this.last = most;
            return this;
        }

        /** The query. */
        public AuditQuery build() {
            return new AuditQuery(this);
        }

        private Builder field(String name, String value) {
            fields.computeIfAbsent(name, unused -> new LinkedHashSet<>()).add(value);
            return this;
        }
    }
}
