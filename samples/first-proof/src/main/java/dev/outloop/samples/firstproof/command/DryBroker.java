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
 * A broker that can judge and cannot act: its vaults have nothing and its trail takes nothing but that it starts, which it
 * forgets, so that it starts beside one that runs, and whatever it were asked to perform would be refused.
 */
final class DryBroker {

    private DryBroker() {}

    static OutloopBroker open(BrokerConfig config, Clock clock) throws StartException {
        OutloopBroker.Builder builder =
                OutloopBroker.builder().config(config).clock(clock).auditSink(new NoTrail());
        for (VaultDefinition vault : config.vaults()) {
            builder.vault(vault.name(), new NoVault());
        }
        return builder.build();
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
