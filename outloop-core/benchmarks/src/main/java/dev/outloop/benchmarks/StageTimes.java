package dev.outloop.benchmarks;

import dev.outloop.spi.BrokerListener;
import dev.outloop.spi.StageEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long each stage took. For calls of one thread. */
final class StageTimes implements BrokerListener {

    private final Map<String, List<Long>> nanos = new LinkedHashMap<>();

    @Override
    public void onStage(StageEvent event) {
        nanos.computeIfAbsent(event.stage(), stage -> new ArrayList<>())
                .add(event.duration().toNanos());
    }

    /** Forgets what was seen while warming up. */
    void clear() {
        nanos.values().forEach(List::clear);
    }

    /** Each stage's median in microseconds, in their order. */
    Map<String, Double> micros() {
        Map<String, Double> medians = new LinkedHashMap<>();
        nanos.forEach((stage, seen) -> medians.put(
                stage, seen.stream().sorted().skip(seen.size() / 2).findFirst().orElse(0L) / 1000.0));
        return medians;
    }
}
