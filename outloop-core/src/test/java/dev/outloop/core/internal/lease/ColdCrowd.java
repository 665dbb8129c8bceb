package dev.outloop.core.internal.lease;

import dev.outloop.core.internal.lease.PlannedVault.Step;
import dev.outloop.secret.VaultLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** 64 threads that want one secret nobody has asked for yet; tells how often the vault was asked. */
public final class ColdCrowd implements Supplier<Integer> {

    /** Where each asks for itself, most wait for an answer that is not theirs until this is over. */
    private static final VaultLimits LIMITS =
            VaultLimits.builder().deadline(Duration.ofSeconds(4)).build();

    @Override
    public Integer get() {
        CountDownLatch answer = new CountDownLatch(1);
        Step hold = PlannedVault.waitFor(answer);
        try (LeaseRig rig = new LeaseRig(LIMITS)) {
            rig.vault.before = hold;
            List<Future<String>> crowd = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                crowd.add(rig.asking("v:cold"));
            }
            rig.awaitAskers();
            answer.countDown();
            for (Future<String> one : crowd) {
                requireValue(one.get(), rig.vault.value);
            }
            return rig.vault.calls.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireValue(String found, String expected) {
        if (!found.equals(expected)) {
            throw new IllegalStateException("one of the crowd got " + found);
        }
    }
}
