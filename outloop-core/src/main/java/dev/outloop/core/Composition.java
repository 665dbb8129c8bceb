package dev.outloop.core;

import dev.outloop.core.internal.approve.AskedPerson;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.spi.AccessSource;
import dev.outloop.spi.ApprovalStore;
import dev.outloop.spi.AuditSink;
import dev.outloop.spi.BrokerListener;
import dev.outloop.spi.LimitStore;
import dev.outloop.spi.PolicyEvaluator;
import dev.outloop.spi.Redactor;
import dev.outloop.spi.VaultBackend;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a host wants a broker composed of. What it gives is closed by the broker, or by the attempt to start one.
 *
 * @param config the configuration
 * @param vaults in place of the configured ones of their names
 * @param policies asked behind the built-in ones and the rules
 * @param redactors see what is left once known secrets are cut
 * @param sink in place of the configured trail, or null
 * @param source of more workspaces, accesses and rules, or null
 * @param sourceWaits how long the source is waited for
 * @param limitStore where limits are counted, in place of the configured folder, or null
 * @param approvals where what waits for a person is kept, in place of the configured folder, or null
 * @param person who is asked at once
 * @param listener is told how calls go
 * @param resolver where names lead
 * @param clock the time
 */
record Composition(
        BrokerConfig config,
        Map<String, VaultBackend> vaults,
        List<PolicyEvaluator> policies,
        List<Redactor> redactors,
        @Nullable AuditSink sink,
        @Nullable AccessSource source,
        SourceFeed.Waits sourceWaits,
        @Nullable LimitStore limitStore,
        @Nullable ApprovalStore approvals,
        AskedPerson person,
        BrokerListener listener,
        NameResolver resolver,
        Clock clock) {

    /** @throws IllegalStateException if there is no configuration */
    static Composition of(OutloopBroker.Builder builder) {
        if (builder.config == null) {
            throw new IllegalStateException("a broker needs a configuration: call config(BrokerConfig.load(…))");
        }
        return new Composition(
                builder.config,
                Map.copyOf(builder.vaults),
                List.copyOf(builder.policies),
                List.copyOf(builder.redactors),
                builder.sink,
                builder.source,
                builder.sourceWaits,
                builder.limitStore,
                builder.approvals,
                builder.person,
                builder.listener,
                builder.resolver,
                builder.clock);
    }
}
