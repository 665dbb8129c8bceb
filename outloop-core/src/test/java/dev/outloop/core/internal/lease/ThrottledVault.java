package dev.outloop.core.internal.lease;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.time.Duration;
import java.util.function.Supplier;

/** A vault says 429 for an hour, and twenty secrets are wanted; tells how often it was asked after that. */
public final class ThrottledVault implements Supplier<Integer> {

    @Override
    public Integer get() {
        try (LeaseRig rig = new LeaseRig()) {
            rig.vault.before = ref -> {
                throw new VaultException(ErrorCode.VAULT_RATE_LIMITED, "slow down").retryAfter(Duration.ofHours(1));
            };
            rig.get("v:first");
            for (int i = 0; i < 20; i++) {
                String found = rig.get("v:key-" + i);
                if (!found.equals("VAULT_RATE_LIMITED")) {
                    throw new IllegalStateException(found);
                }
            }
            return rig.vault.calls.get() - 1;
        }
    }
}
