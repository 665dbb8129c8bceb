package dev.outloop.core.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.testkit.twin.Twin;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the lease layer promises fails where the check behind it is taken out")
class LeaseChecksRemovedTest {

    private static final String LEASE = "dev.outloop.core.internal.lease.";

    @Test
    void oneColdReferenceIsOneRequestWhateverTheNumberOfThreads() {
        assertThat(new ColdCrowd().get()).isEqualTo(1);
        assertThat((int) without("Flights#underWay", ColdCrowd.class)).isGreaterThan(1);
    }

    @Test
    void whatIsInvalidatedInFlightReachesNeitherWaitersNorThoseWhoAskLater() {
        assertThat(new RevokedInFlight().get()).containsExactly("new-value", "new-value", "new-value");
        assertThat(this.<List<String>>without("Flights#end", RevokedInFlight.class))
                .contains("old-value");
    }

    @Test
    void anUnchangedValueIsAskedForOnceByAStreamOfRefusals() {
        assertThat(new RefusalStream().get()).isEqualTo(2);
        assertThat((int) without("LeaseCache#isRefused", RefusalStream.class)).isEqualTo(21);
    }

    @Test
    void aVaultThatWantsToBeLeftAloneIs() {
        assertThat(new ThrottledVault().get()).isZero();
        assertThat((int) without("Pace#pause", ThrottledVault.class)).isEqualTo(20);
    }

    @Test
    void evictionOverwritesTheBytes() {
        assertThat(new EvictedValue().get()).isTrue();
        assertThat((boolean) without("KeptLease#letGo", EvictedValue.class)).isFalse();
    }

    @SuppressWarnings("unchecked")
    private <T> T without(String method, Class<?> fixture) {
        Twin twin = Twin.without(LEASE + method);
        T found = ((Supplier<T>) twin.newInstance(Supplier.class, fixture)).get();
        twin.requireReached();
        return found;
    }
}
