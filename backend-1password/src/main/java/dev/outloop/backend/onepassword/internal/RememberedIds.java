package dev.outloop.backend.onepassword.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which ids a name stood for when it was last looked up: one for five minutes, none or several for thirty seconds, because
 * a person may be about to put that right. Holds at most a thousand names and no value. Thread-safe.
 */
final class RememberedIds {

    static final Duration ONE_FOR = Duration.ofMinutes(5);
    static final Duration OTHERS_FOR = Duration.ofSeconds(30);
    static final int MAX_NAMES = 1000;

    private final Clock clock;
    private final Map<Place, Answer> answers = new LinkedHashMap<>(16, 0.75f, true);

    RememberedIds(Clock clock) {
        this.clock = clock;
    }

    /** @param vaultId the vault that the name is an item's in; empty for the name of a vault */
    record Place(String vaultId, String name) {}

    private record Answer(List<String> ids, Instant until) {}

    /** The ids; empty if it has to be looked up. */
    synchronized Optional<List<String>> find(Place place) {
        Answer answer = answers.get(place);
        if (answer == null || !clock.instant().isBefore(answer.until())) {
            answers.remove(place);
            return Optional.empty();
        }
        return Optional.of(answer.ids());
    }

    synchronized void keep(Place place, List<String> ids) {
        Duration time = ids.size() == 1 ? ONE_FOR : OTHERS_FOR;
        answers.put(place, new Answer(List.copyOf(ids), clock.instant().plus(time)));
        if (answers.size() > MAX_NAMES) {
            // In order of use, so the first is the one that was not needed for longest.
            answers.remove(answers.keySet().iterator().next());
        }
    }

    synchronized void forget(Place place) {
        answers.remove(place);
    }

    synchronized void forgetAll() {
        answers.clear();
    }
}
