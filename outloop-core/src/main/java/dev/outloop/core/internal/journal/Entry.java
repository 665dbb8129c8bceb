package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * A record that has no number yet.
 *
 * @param event what happened
 * @param actionId the id of the call, or the empty string
 * @param content writes the rest; called again if the record has to be written again
 */
record Entry(AuditEvent event, String actionId, Consumer<AuditRecord.Builder> content) {

    AuditRecord numbered(long sequence, Instant time) {
        AuditRecord.Builder record = AuditRecord.builder(sequence, time, event, actionId);
        content.accept(record);
        return record.build();
    }
}
