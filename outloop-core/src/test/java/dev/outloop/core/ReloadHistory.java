package dev.outloop.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Which definitions may have been in force when. They follow each other in the order in which the trail has them; each came
 * into force after it was written down, and before its reload returned and the next one was written down.
 */
final class ReloadHistory {

    /**
     * Definitions.
     *
     * @param number unlike any other
     * @param pins by alias, what the service is asked for; aliases that are not there are not granted
     * @param cutting whether answers are searched for what has the form of a secret
     */
    record Definitions(int number, Map<String, String> pins, boolean cutting) {}

    private record Reload(Definitions definitions, long returnedNanos) {}

    private final TimedTrail trail;
    private final Map<String, Reload> byHash = new ConcurrentHashMap<>();

    ReloadHistory(TimedTrail trail) {
        this.trail = trail;
    }

    void add(String hash, Definitions definitions) {
        byHash.put(hash, new Reload(definitions, System.nanoTime()));
    }

    /** Those that may have been in force in the time, in their order. */
    List<Definitions> during(List<String> inOrder, long fromNanos, long toNanos) {
        List<Definitions> possible = new ArrayList<>();
        for (int i = 0; i < inOrder.size(); i++) {
            boolean begun = trail.loadedNanos(inOrder.get(i)) - toNanos <= 0;
            boolean over = isPast(inOrder, i + 1, fromNanos);
            if (begun && !over) {
                possible.add(byHash.get(inOrder.get(i)).definitions());
            }
        }
        return possible;
    }

    /** Whether definitions were surely in force by then: their reload had returned, or the next one was written down. */
    private boolean isPast(List<String> inOrder, int index, long nanos) {
        return index < inOrder.size()
                && (byHash.get(inOrder.get(index)).returnedNanos() - nanos < 0
                        || (index + 1 < inOrder.size() && trail.loadedNanos(inOrder.get(index + 1)) - nanos < 0));
    }

    /** Whether an answer is explained by the definitions that may have been in force while its call ran. */
    static boolean explains(List<Definitions> possible, String alias, String told) {
        Predicate<Definitions> grants = definitions -> definitions.pins().containsKey(alias);
        return switch (told) {
            case "denied ALIAS_UNKNOWN" -> possible.stream().anyMatch(grants.negate());
            case "denied ACCESS_CHANGED", "failed ACCESS_CHANGED" ->
                possible.stream()
                                .map(definitions ->
                                        String.valueOf(definitions.pins().get(alias)))
                                .distinct()
                                .count()
                        > 1;
            default ->
                possible.stream()
                        .filter(grants)
                        .anyMatch(definitions -> told.equals(
                                definitions.pins().get(alias) + (definitions.cutting() ? " cut" : " shown")));
        };
    }
}
