package dev.outloop.core;

import dev.outloop.audit.AuditEvent;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.replay.Retrial;
import dev.outloop.core.internal.replay.Tally;
import dev.outloop.core.internal.replay.Trace;
import dev.outloop.spi.PolicyEvaluator;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a trail recorded by another configuration, and counts what would be answered otherwise. Opens no vault, sends
 * nothing and changes nothing; works beside a running broker, in memory that does not grow with the trail. Immutable.
 *
 * <p>Each ATTEMPT, DENIED and PENDING is judged at its own time, as a request for its action by name. A trail does not hold
 * everything of a request: of parameters it has values, fingerprints or nothing, and neither headers nor bodies. Where the
 * answer hangs on that, the replay does not guess but says what it depends on. It knows the definitions under which a
 * record was made where their hash on the trail is that of the new configuration or of the one given to
 * {@link Builder#before}; where it does not, more depends on values, and pins are not compared.
 *
 * <p><b>Does not say</b> what limits would have refused: it counts how many records each limit would be charged by. What was
 * refused because the request was malformed, or the broker could not do its work, is judged as far as that goes.
 */
public final class PolicyReplay {

    private final Snapshot next;
    private final @Nullable Snapshot before;
    private final List<PolicyEvaluator> policies;

    private PolicyReplay(Builder builder) {
        this.next = Reloads.snapshot(builder.next);
        this.before = builder.before == null ? null : Reloads.snapshot(builder.before);
        this.policies = List.copyOf(builder.policies);
    }

    /** Starts a replay against a configuration. */
    public static Builder builder(BrokerConfig next) {
        return new Builder(next);
    }

    /**
     * Replays a trail.
     *
     * @param directory the trail's folder
     * @param query which records are judged; a number of last ones is not taken
     * @return what was found; also where the trail is damaged, which it says
     * @throws NoSuchFileException if the directory has no trail
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if the query asks for the last ones only
     */
    public ReplayReport replay(Path directory, AuditQuery query) throws IOException {
        if (query.last() > 0) {
            throw new IllegalArgumentException("a replay goes through the trail from its beginning");
        }
        Retrial retrial = new Retrial(next, before, policies);
        Tally tally = new Tally();
        List<String> damage = new ArrayList<>();
        // Which definitions were in force stands before what was asked for.
        AuditQuery all = AuditQuery.builder()
                .event(AuditEvent.ATTEMPT)
                .event(AuditEvent.DENIED)
                .event(AuditEvent.PENDING)
                .event(AuditEvent.CONFIG_LOADED)
                .build();
        try (AuditEntries entries = AuditTrail.read(directory).query(all)) {
            for (boolean more = true; more; ) {
                try {
                    Optional<AuditEntry> entry = entries.next();
                    entry.ifPresent(found -> judge(found, query, retrial, tally));
                    more = entry.isPresent();
                } catch (AuditDamage e) {
                    if (damage.size() < ReplayReport.MAX_DAMAGE) {
                        damage.add(String.valueOf(e.getMessage()));
                    }
                }
            }
        }
        return new ReplayReport(tally, retrial.uncompared(), damage);
    }

    private static void judge(AuditEntry entry, AuditQuery query, Retrial retrial, Tally tally) {
        Trace trace = new Trace(entry.event(), entry.time(), entry.fields());
        if (entry.event().equals("CONFIG_LOADED")) {
            retrial.configured(trace);
        } else if (query.asksFor(entry)) {
            tally.add(trace, retrial.judge(trace));
        }
    }

    /** Collects what a replay judges by. Not thread-safe. */
    public static final class Builder {
        private final BrokerConfig next;
        private @Nullable BrokerConfig before;
        private final List<PolicyEvaluator> policies = new ArrayList<>();

        private Builder(BrokerConfig next) {
            this.next = Objects.requireNonNull(next, "next");
        }

        /** The configuration under which the trail was made, or a part of it; used for records that it fits. */
        public Builder before(BrokerConfig config) {
            this.before = Objects.requireNonNull(config, "config");
            return this;
        }

        /**
         * A host's policy, asked behind the built-in ones and those added before. It is asked only where everything that
         * it could look at is known; elsewhere it may say anything.
         */
        public Builder policy(PolicyEvaluator policy) {
            policies.add(Objects.requireNonNull(policy, "policy"));
            return this;
        }

        /** The replay. */
        public PolicyReplay build() {
            return new PolicyReplay(this);
        }
    }
}
