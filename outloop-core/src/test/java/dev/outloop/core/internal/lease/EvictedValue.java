package dev.outloop.core.internal.lease;

import dev.outloop.secret.Secret;
import dev.outloop.secret.VaultLimits;
import java.util.function.Supplier;

/** A cache with room for one value is asked for two; tells whether the bytes of the first are overwritten. */
public final class EvictedValue implements Supplier<Boolean> {

    @Override
    public Boolean get() {
        try (LeaseRig rig = new LeaseRig(VaultLimits.builder().maxEntries(1).build())) {
            rig.get("v:first");
            Secret first = rig.vault.lent.get(0).secret();
            if (first.isClosed()) {
                throw new IllegalStateException("it was not even kept");
            }
            rig.get("v:second");
            return first.isClosed();
        }
    }
}
