package dev.outloop.core;

import dev.outloop.core.internal.pipeline.EngineParts;
import dev.outloop.core.internal.redact.Redact;
import dev.outloop.core.internal.secrets.SecretRegistry;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the trail would have of a text that an agent typed, where detectors only count in responses. */
public final class TypedSecret implements UnaryOperator<String> {

    @Override
    public String apply(String typed) {
        try (SecretRegistry none = new SecretRegistry(Clock.systemUTC(), EngineParts.KEEP_ROTATED)) {
            return new Redact(none, Redaction.counting().detectors().orElseThrow(), List.of())
                    .scrubTyped(typed, "acme");
        }
    }
}
