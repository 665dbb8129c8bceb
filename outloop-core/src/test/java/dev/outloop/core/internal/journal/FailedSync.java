package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.authorize.AuthorizedCanary;
import java.util.List;
import java.util.function.Supplier;

/** Attempts while a sync fails, and after it. */
public final class FailedSync implements Supplier<List<String>> {

    private final ScriptedSink sink = new ScriptedSink();
    private final Journal journal = Journals.of(sink, SmallTrail.CLOCK);

    @Override
    public List<String> get() {
        sink.awaitFails = true;
        String during = attempt();
        sink.awaitFails = false;
        return List.of(during, attempt());
    }

    private String attempt() {
        try {
            journal.record(AuthorizedCanary.of("call-1", "canary"));
            return "recorded";
        } catch (Refused e) {
            return e.code().name();
        }
    }
}
