package dev.outloop.testkit.fake;

import dev.outloop.spi.BrokerListener;
import dev.outloop.spi.StageEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that keeps what it is told, in order. Thread-safe. */
public final class RecordingListener implements BrokerListener {

    private final List<StageEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void onStage(StageEvent event) {
        events.add(event);
    }

    /** Everything so far. */
    public List<StageEvent> events() {
        return List.copyOf(events);
    }

    /** The stages of one call, in order. */
    public List<String> stagesOf(String actionId) {
        return events.stream()
                .filter(event -> event.actionId().equals(actionId))
                .map(StageEvent::stage)
                .toList();
    }
}
