package dev.outloop.core.internal.lease;

import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import java.util.function.Supplier;

/** A service refuses an unchanged credential twenty times; tells how often the vault was asked. */
public final class RefusalStream implements Supplier<Integer> {

    @Override
    public Integer get() {
        CallScope scope = new CallScope("call");
        try (LeaseRig rig = new LeaseRig()) {
            for (int i = 0; i < 20; i++) {
                try (Lease lease = rig.lease("v:key", scope)) {
                    if (rig.vaults
                            .renewed(SecretRef.parse("v:key"), lease.secret(), LeaseRig.PATIENCE, scope)
                            .isPresent()) {
                        throw new IllegalStateException("an unchanged value was given as a new one");
                    }
                }
            }
            return rig.vault.calls.get();
        } catch (dev.outloop.core.internal.journal.Stopped e) {
            throw new IllegalStateException(e);
        }
    }
}
