package dev.outloop.core;

import dev.outloop.core.internal.pipeline.Engine;

/**
 * Known secrets, cut out of what a host itself is about to log or show.
 *
 * <p><b>Guarantees</b> the same search as in responses: values that a broker has leased since it started and those that
 * lately rotated, of all workspaces, in ordinary encodings, each replaced by {@code [redacted]}. <b>Does not guarantee</b>
 * anything of values that were not leased yet. Detectors and the host's redactors are not asked. Thread-safe.
 */
public final class Redactions {

    private final Engine engine;

    Redactions(Engine engine) {
        this.engine = engine;
    }

    /** The text without them; the empty string once the broker is closed, since nothing is known any more. */
    public String scrub(CharSequence text) {
        return engine.scrub(text.toString());
    }
}
