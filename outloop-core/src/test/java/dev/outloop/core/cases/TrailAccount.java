package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.AuditTrail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a trail tells of the calls of a {@link TrailBroker}: each attempted once, each with one end. */
final class TrailAccount {

    private final Path trail;
    private final TrailRecords records;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final Set<String> completed = new HashSet<>();
    private final Set<String> interrupted = new HashSet<>();
    private long last;

    TrailAccount(Path trail) {
        this.trail = trail;
        this.records = new TrailRecords(trail);
    }

    /** Reads on, and requires that everything fits together and that nothing is left open. */
    void update() throws IOException {
        assertThat(AuditTrail.verify(trail).isIntact()).isTrue();
        for (AuditRecord record : records.next()) {
            assertThat(record.sequence()).as("number").isEqualTo(++last);
            if (record.event() == AuditEvent.ATTEMPT) {
                assertThat(names.put(record.actionId(), name(record)))
                        .as("attempted twice")
                        .isNull();
                open.add(record.actionId());
            } else if (record.event() == AuditEvent.OUTCOME) {
                end(record);
            }
        }
        assertThat(open).as("attempts that nothing closed").isEmpty();
    }

    private void end(AuditRecord record) {
        assertThat(open.remove(record.actionId()))
                .as("an attempt that was open at record %d", record.sequence())
                .isTrue();
        String name = name(record.actionId());
        @Nullable Object code = record.fields().get("code");
        if (code == null) {
            completed.add(name);
        } else {
            assertThat(record.fields()).containsEntry("code", "INTERRUPTED").containsEntry("effect", "UNKNOWN");
            interrupted.add(name);
        }
    }

    /** The calls that were attempted. */
    Set<String> attempts() {
        return Set.copyOf(names.values());
    }

    /** The calls whose end was recorded by who made them. */
    Set<String> completed() {
        return completed;
    }

    /** The calls that a later broker closed. */
    Set<String> interrupted() {
        return interrupted;
    }

    /** The name of the call that an attempt stands for. */
    static String name(AuditRecord attempt) {
        return String.valueOf(attempt.fields().get("runtime"));
    }

    private String name(String actionId) {
        return names.getOrDefault(actionId, "");
    }
}
