package dev.outloop.samples.firstproof.command;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.OutloopBroker;
import dev.outloop.core.StartException;
import dev.outloop.core.VaultDefinition;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.spi.AuditSink;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import java.io.IOException;
import java.time.Clock;

/**
 * A broker that can judge and cannot act: its vaults have nothing, so whatever it were asked to perform would be refused.
 * Where nothing has to be recorded, its trail takes nothing but that it starts, which it forgets.
 */
final class DryBroker {

    private DryBroker() {}

    static OutloopBroker open(BrokerConfig config, Clock clock) throws StartException {
        return withoutVaults(
                        config,
                        OutloopBroker.builder().config(config).clock(clock).auditSink(new NoTrail()))
                .build();
    }

    /** One as the host composes it, to look at what is kept. */
    static OutloopBroker looking(BrokerConfig config, CommandContext context) throws StartException {
        return composed(config, context).auditSink(new NoTrail()).build();
    }

    /** One as the host composes it, with its trail, to give a person's answer. */
    static OutloopBroker answering(BrokerConfig config, CommandContext context) throws StartException {
        return composed(config, context).build();
    }

    private static OutloopBroker.Builder composed(BrokerConfig config, CommandContext context) {
        return withoutVaults(
                config,
                context.composition()
                        .apply(OutloopBroker.builder().config(config).clock(context.clock())));
    }

    private static OutloopBroker.Builder withoutVaults(BrokerConfig config, OutloopBroker.Builder builder) {
        for (VaultDefinition vault : config.vaults()) {
            builder.vault(vault.name(), new NoVault());
        }
        return builder;
    }

    private static final class NoVault implements VaultBackend {
        @Override
        public Lease lease(VaultRequest request) throws VaultException {
            throw new VaultException(ErrorCode.VAULT_UNAVAILABLE, "this command asks no vault");
        }

        @Override
        public void close() {}
    }

    private static final class NoTrail implements AuditSink {
        @Override
        public Ticket append(AuditRecord record) throws IOException {
            if (record.event() == AuditEvent.CONFIG_LOADED) {
                return () -> {};
            }
            throw new IOException("this command writes no trail");
        }

        @Override
        public long lastSequence() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
