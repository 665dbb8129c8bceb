package dev.outloop.core;

import dev.outloop.core.internal.journal.EntryContent;
import java.time.Instant;
import java.util.Map;

/**
 * One line of a trail: a record, or a note or checkpoint of the sink itself. Immutable.
 *
 * <p>What it says is what the line says; reading does not check that nobody changed it, verifying does.
 */
public final class AuditEntry {

    private final EntryContent content;

    AuditEntry(EntryContent content) {
        this.content = content;
    }

    /** When it was made, by the clock of the broker that made it; clocks may go back. */
    public Instant time() {
        return content.time();
    }

    /** What it says happened, such as {@code ATTEMPT} or {@code CHECKPOINT}; later versions may have others. */
    public String event() {
        return content.event();
    }

    /** Whether it is a record; a note or a checkpoint is not. */
    public boolean isRecord() {
        return content.record();
    }

    /** Its number; for a note or checkpoint the number of the last record before it, 0 if there is none. */
    public long sequence() {
        return content.sequence();
    }

    /**
     * All fields in the order of their encoding: {@link String}, with every character that a record may hold, or
     * {@link Long}.
     */
    public Map<String, Object> fields() {
        return content.fields();
    }

    /** A field as text; empty if there is none of that name. */
    public String text(String field) {
        return content.text(field);
    }

    /** The JSON object that the line holds, byte by byte: printable ASCII, no line break. */
    public String json() {
        return content.json();
    }

    EntryContent content() {
        return content;
    }

    @Override
    public String toString() {
        return "AuditEntry[" + sequence() + (isRecord() ? " " : " (sink) ") + content.event() + "]";
    }
}
