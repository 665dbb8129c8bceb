package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditRecord;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Map;

/**
 * One line of a trail, parsed.
 *
 * @param record whether it is a record, no note or checkpoint of the sink
 * @param sequence its number, or that of the last record before it
 * @param time when it was made, by the clock of its broker
 * @param event what it says happened
 * @param fields texts and whole numbers in their order
 * @param json the object as it stands in the line, in printable ASCII
 */
public record EntryContent(
        boolean record, long sequence, Instant time, String event, Map<String, Object> fields, String json) {

    /** @throws IllegalArgumentException if the line's object is none of this format; the message quotes nothing of it */
    static EntryContent of(EntryLine line) {
        String json = line.text();
        Map<String, Object> fields = line.isRecord()
                ? AuditRecord.parse(line.object()).fields()
                : Collections.unmodifiableMap(EntryFields.parse(json));
        try {
            return new EntryContent(
                    line.isRecord(),
                    line.sequence(),
                    Instant.parse(EntryFields.text(fields, "time")),
                    EntryFields.text(fields, "event"),
                    fields,
                    json);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("no time");
        }
    }

    /** A field as text; empty if there is none. */
    public String text(String field) {
        Object value = fields.get(field);
        return value == null ? "" : value.toString();
    }
}
