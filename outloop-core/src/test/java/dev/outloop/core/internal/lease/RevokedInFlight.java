package dev.outloop.core.internal.lease;

import dev.outloop.secret.SecretRef;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * The value changes and is invalidated while the vault is on its way with the old one; tells what who waited before, who
 * asked after, and the cache have then.
 */
public final class RevokedInFlight implements Supplier<List<String>> {

    @Override
    public List<String> get() {
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (LeaseRig rig = new LeaseRig()) {
            rig.vault.value = "old-value";
            rig.vault.after = ref -> {
                rig.vault.after = later -> {};
                read.countDown();
                PlannedVault.waitFor(answer).run(ref);
            };
            Future<String> before = rig.asking("v:key");
            read.await();
            rig.awaitAskers();
            rig.vault.value = "new-value";
            rig.vaults.invalidate(SecretRef.parse("v:key"));
            answer.countDown();
            String after = rig.get("v:key");
            return List.of(before.get(), after, rig.get("v:key"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
