package dev.outloop.core.internal.lease;

import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.authorize.AuthorizedCanary;
import dev.outloop.core.internal.journal.Journal;
import dev.outloop.core.internal.journal.Journals;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/** An {@link AuthorizedCanary} that is recorded, with the canary for its credential. */
public final class LeasedCanary {

    private LeasedCanary() {}

    public static LeasedAction of(String id, String canary) throws Refused {
        Journal journal = Journals.of(RecordingAuditSink.create(), Clock.systemUTC());
        Secret secret = Secret.copyOf(canary.getBytes(StandardCharsets.UTF_8));
        return new LeasedAction(
                journal.record(AuthorizedCanary.of(id, canary)), Map.of("credential", Lease.of(secret)));
    }
}
