package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DenialQuotaTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND / 2);
    private final DenialQuota quota = new DenialQuota(now::get);

    private int takenBy(String caller) {
        int taken = 0;
        while (quota.take(caller)) {
            taken++;
        }
        return taken;
    }

    @Test
    void isABurstAndThenSoManyASecondAlsoWhereTheTickerOverflows() {
        assertThat(takenBy("acme/codex")).isEqualTo(DenialQuota.BURST);
        now.addAndGet(SECOND);
        assertThat(takenBy("acme/codex")).isEqualTo(DenialQuota.PER_SECOND);
        now.addAndGet(3600 * SECOND);
        assertThat(takenBy("acme/codex")).isEqualTo(DenialQuota.BURST);
    }

    @Test
    void isEachCallersOwn() {
        assertThat(takenBy("acme/codex")).isEqualTo(DenialQuota.BURST);
        assertThat(takenBy("globex/codex")).isEqualTo(DenialQuota.BURST);
        assertThat(takenBy("")).isEqualTo(DenialQuota.BURST);
    }

    @Test
    void forgetsNoCallerWhoseBucketIsNotFull() {
        assertThat(takenBy("flooder")).isEqualTo(DenialQuota.BURST);
        for (int i = 0; i < 3000; i++) {
            assertThat(quota.take("caller-" + i)).isTrue();
        }
        assertThat(quota.take("flooder")).isFalse();
    }
}
