package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditRecord;
import java.util.Map;

/**
 * What the trail tells of an admitted request beyond names.
 *
 * @param request its fingerprint
 * @param parameters by name the value with secrets cut, or a fingerprint; nobody changes the map
 */
record Marks(String request, Map<String, String> parameters) {

    void writeTo(AuditRecord.Builder record) {
        record.request(request);
        parameters.forEach(record::parameter);
    }
}
