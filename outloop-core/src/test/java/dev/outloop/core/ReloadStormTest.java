package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.testkit.twin.Twin;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Whatever is reloaded while calls run, each answer is explained by definitions that were in force")
@Timeout(120)
class ReloadStormTest {

    private static final long SEED = Long.getLong("outloop.seed", System.nanoTime());
    private static final int ROUNDS = Boolean.getBoolean("outloop.full") ? 20 : 3;

    @Test
    void andNothingIsLeftOpen() throws Exception {
        System.out.println("ReloadStormTest: -Doutloop.seed=" + SEED);
        Set<Thread> before = threads();
        assertThat(new ReloadStorm().apply(SEED + " " + ROUNDS)).isEmpty();
        Set<Thread> left = new HashSet<>(threads());
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(5_000);
        }
        left.removeIf(thread -> !thread.isAlive());
        assertThat(left).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void whichIsNotSoWithoutTheEndOfWhatChanges() {
        Twin twin = Twin.without(List.of(
                "dev.outloop.core.internal.admit.Tenure#end",
                "dev.outloop.core.internal.dispatch.Dispatch#closeBinding"));
        Function<String, List<String>> storm = twin.newInstance(Function.class, ReloadStorm.class);
        int found = 0;
        for (int i = 0; i < 20 && found == 0; i++) {
            found = storm.apply((SEED + i) + " " + ROUNDS).size();
        }
        assertThat(found).isPositive();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("outloop-"))
                .collect(Collectors.toSet());
    }
}
