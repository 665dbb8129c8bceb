package dev.outloop.core.internal.journal;

import dev.outloop.spi.AuditSink;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Journals with a key that tests know. */
public final class Journals {

    static final FingerprintKey KEY =
            FingerprintKey.derivedFrom("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    private Journals() {}

    public static Journal of(AuditSink sink, Clock clock) {
        return new Journal(sink, clock, JournalSettings.of(KEY, (text, workspace) -> text));
    }
}
