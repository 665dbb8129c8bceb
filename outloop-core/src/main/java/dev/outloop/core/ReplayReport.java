package dev.outloop.core;

import dev.outloop.core.internal.replay.Retried.Outcome;
import dev.outloop.core.internal.replay.Tally;
import java.util.List;
import java.util.SortedMap;

/** What a {@link PolicyReplay} found. Counts are of requests: a record may stand for several. Immutable. */
public final class ReplayReport {

    static final int MAX_DAMAGE = 100;

    private final Tally tally;
    private final long uncompared;
    private final List<String> damage;

    ReplayReport(Tally tally, long uncompared, List<String> damage) {
        this.tally = tally;
        this.uncompared = uncompared;
        this.damage = List.copyOf(damage);
    }

    /** How many requests would be answered as they were. */
    public long same() {
        return tally.count(Outcome.SAME);
    }

    /**
     * How many of these have pins that could not be compared, because the definitions under which they were made are not
     * at hand: they would be answered alike, but perhaps for another account.
     */
    public long pinsNotCompared() {
        return uncompared;
    }

    /** How many would be answered otherwise, or alike for another request. */
    public long differing() {
        return tally.count(Outcome.DIFFERS);
    }

    /** How many would be answered alike or otherwise, depending on what the trail does not hold. */
    public long undecided() {
        return tally.count(Outcome.DEPENDS);
    }

    /** How many are of no decision that a configuration makes: unproven callers, cancelled calls, failures of the broker. */
    public long notJudged() {
        return tally.count(Outcome.NOT_JUDGED);
    }

    /** What differs, then what is undecided, the most frequent first; at most 1000. */
    public List<ReplayDifference> differences() {
        return tally.groups().stream().map(ReplayDifference::new).toList();
    }

    /** How many requests differ or are undecided and are in none of the {@link #differences}, as there were too many kinds. */
    public long ungrouped() {
        return tally.ungrouped();
    }

    /** By the name of a limit, how many of the requests that would be attempted or wait would be counted by it. */
    public SortedMap<String, Long> charges() {
        return tally.charges();
    }

    /** Where the trail is not as it was written, as far as reading finds out; the first 100 places. */
    public List<String> damage() {
        return damage;
    }

    @Override
    public String toString() {
        return same() + " same, " + differing() + " differ, " + undecided() + " undecided";
    }
}
