package dev.outloop.core.internal.pipeline;

import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.authorize.CompiledPolicy;
import dev.outloop.core.internal.detect.Detectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one request is judged by, from its first check to its last.
 *
 * @param snapshot definitions and accesses
 * @param policy rules and limits, compiled
 * @param detectors what is looked for in answers, or null
 */
record Rulebook(
        Snapshot snapshot, CompiledPolicy policy, @Nullable Detectors detectors) {

    static Rulebook of(Snapshot snapshot, @Nullable Detectors detectors) {
        return new Rulebook(snapshot, CompiledPolicy.of(snapshot.policy()), detectors);
    }
}
