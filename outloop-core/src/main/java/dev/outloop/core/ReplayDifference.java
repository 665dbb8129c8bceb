package dev.outloop.core;

import dev.outloop.core.internal.replay.Retried;
import dev.outloop.core.internal.replay.Tally;
import java.util.List;

/** Requests of a trail that were answered alike and would all be answered otherwise in the same way. Immutable. */
public final class ReplayDifference {

    private final Tally.Group group;

    ReplayDifference(Tally.Group group) {
        this.group = group;
    }

    /** Whether it is not known if they would be answered otherwise; {@link #dependsOn} says why. */
    public boolean isUndecided() {
        return group.retried().outcome() == Retried.Outcome.DEPENDS;
    }

    /** How they were decided: {@code allow}, {@code approve}, or {@code deny} and the code. */
    public String was() {
        return group.retried().was();
    }

    /** How they would be decided; several ways are joined by {@code or}. */
    public String now() {
        return group.retried().now();
    }

    /** The rules that would decide, in the order of their names. */
    public List<String> rules() {
        return group.retried().rules().stream().sorted().toList();
    }

    /**
     * What the trail does not hold: names of parameters, or in brackets something else, such as {@code (counts)} of limits
     * or {@code (by name or raw)}.
     */
    public List<String> dependsOn() {
        return group.retried().on().stream().sorted().toList();
    }

    /** What makes it another request than it was: {@code tenant}, {@code pin NAME}, {@code method or path} and so on. */
    public List<String> changes() {
        return group.retried().changes().stream().sorted().toList();
    }

    /** The alias. */
    public String alias() {
        return group.retried().alias();
    }

    /** The action; empty if the record has none. */
    public String action() {
        return group.retried().action();
    }

    /** How many requests. */
    public long count() {
        return group.count();
    }

    /** The ids of up to three of them, under which the trail has them. */
    public List<String> examples() {
        return group.examples();
    }

    @Override
    public String toString() {
        return count() + " " + alias() + "/" + action() + ": " + was() + " -> " + now();
    }
}
