package dev.outloop.core.internal.pipeline;

import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.authorize.CompiledPolicy;

/**
 * Everything that one request is judged by, from its first check to its last.
 *
 * @param snapshot definitions and accesses
 * @param policy rules and limits, compiled
 */
record Rulebook(Snapshot snapshot, CompiledPolicy policy) {

    static Rulebook of(Snapshot snapshot) {
        return new Rulebook(snapshot, CompiledPolicy.of(snapshot.policy()));
    }
}
