package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.audit.AuditEvent;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.authorize.AuthorizedAction;
import dev.outloop.core.internal.authorize.AuthorizedCanary;
import dev.outloop.error.ErrorCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Where a journal begins, and that it ends. */
class JournalEndsTest {

    private final ScriptedSink sink = new ScriptedSink();
    private final AuthorizedAction action = AuthorizedCanary.of("call-1", "canary");

    @Test
    void goesOnAfterTheLastNumberOfTheSink() throws Exception {
        sink.opensAt = 41;

        Journals.of(sink, SmallTrail.CLOCK).record(action);

        assertThat(sink.last().sequence()).isEqualTo(42);
        assertThat(sink.last().event()).isEqualTo(AuditEvent.ATTEMPT);
    }

    @Test
    void closesTheSinkAndRefusesFromThenOn() throws IOException {
        Journal journal = Journals.of(sink, SmallTrail.CLOCK);
        journal.close();

        assertThat(sink.closed).isTrue();
        assertThatThrownBy(() -> journal.record(action))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AUDIT_UNAVAILABLE));
        assertThat(sink.steps).isEmpty();
    }
}
