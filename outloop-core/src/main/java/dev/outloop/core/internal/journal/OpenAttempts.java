package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attempts that have no outcome yet, in their order. Not thread-safe. */
final class OpenAttempts {

    private final Map<String, AuditRecord> open = new LinkedHashMap<>();

    void add(AuditRecord record) {
        if (record.event().equals(AuditEvent.ATTEMPT)) {
            open.putIfAbsent(record.actionId(), record);
        } else if (record.event().equals(AuditEvent.OUTCOME)) {
            open.remove(record.actionId());
        }
    }

    /** The number of the oldest; 0 if there is none. */
    long oldest() {
        return open.isEmpty() ? 0 : open.values().iterator().next().sequence();
    }

    List<AuditRecord> records() {
        return List.copyOf(open.values());
    }
}
