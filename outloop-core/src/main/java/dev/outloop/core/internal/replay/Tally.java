package dev.outloop.core.internal.replay;

import dev.outloop.core.internal.replay.Retried.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what became of records, and keeps a few examples of each kind. For one thread. */
public final class Tally {

    /** So many kinds of differences are told apart; what comes beyond them is counted together. */
    public static final int MOST_GROUPS = 1000;

    private static final int EXAMPLES = 3;

    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    private final Map<Retried, Group> groups = new LinkedHashMap<>();
    private final SortedMap<String, Long> charges = new TreeMap<>();
    private long ungrouped;

    /** Records of which the same became. */
    public static final class Group {
        private final Retried retried;
        private final List<String> examples = new ArrayList<>();
        private long count;

        private Group(Retried retried) {
            this.retried = retried;
        }

        /** What became of them. */
        public Retried retried() {
            return retried;
        }

        /** How many requests. */
        public long count() {
            return count;
        }

        /** The ids of the first of them. */
        public List<String> examples() {
            return List.copyOf(examples);
        }
    }

    /** Counts one record. */
    public void add(Trace trace, Retried retried) {
        counts.merge(retried.outcome(), trace.count(), Long::sum);
        retried.limits().forEach(limit -> charges.merge(limit, trace.count(), Long::sum));
        if (retried.outcome() == Outcome.DIFFERS || retried.outcome() == Outcome.DEPENDS) {
            Group group = groups.get(retried);
            if (group == null && groups.size() == MOST_GROUPS) {
                ungrouped += trace.count();
                return;
            }
            group = groups.computeIfAbsent(retried, Group::new);
            group.count += trace.count();
            if (group.examples.size() < EXAMPLES) {
                group.examples.add(trace.text("id"));
            }
        }
    }

    /** How many requests ended so. */
    public long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /** What differs, then what depends, the most frequent first. */
    public List<Group> groups() {
        return groups.values().stream()
                .sorted(Comparator.comparing((Group group) -> group.retried.outcome())
                        .thenComparing(Group::count, Comparator.reverseOrder()))
                .toList();
    }

    /** Requests that differ or depend and are in none of the groups. */
    public long ungrouped() {
        return ungrouped;
    }

    /** By limit, how many requests it would be charged by. */
    public SortedMap<String, Long> charges() {
        return Collections.unmodifiableSortedMap(charges);
    }
}
