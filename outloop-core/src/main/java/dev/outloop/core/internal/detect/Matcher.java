package dev.outloop.core.internal.detect;

import java.util.Arrays;

/**
 * Matches a rule where its keyword stands.
 *
 * <p>How far each element's last run reached is kept, so that keywords inside one run do not walk it again: a text costs a
 * step a byte and element, and one for each compiled. One thread.
 */
final class Matcher {

    /** Up to here walking a run again is cheaper than keeping how far it reached. */
    private static final int SHORT_BYTES = 16;

    static final int MISS = 0;
    static final int UNDECIDED = 1;
    static final int FOUND = 2;
    /** Found, and the cut goes on behind {@link #end()}. */
    static final int GOES_ON = 3;

    private final int[] runFrom;
    private final int[] runTo;
    private byte[] text = {};
    private int to;
    private boolean last;
    private int cutFrom;
    private int cutTo;
    private int end;
    private long steps;

    Matcher(int elements) {
        this.runFrom = new int[elements];
        this.runTo = new int[elements];
    }

    /** Begins with another text, of which offsets of before mean nothing. */
    void begin(byte[] bytes, int limit, boolean isLast) {
        text = bytes;
        to = limit;
        last = isLast;
        Arrays.fill(runTo, -1);
    }

    int cutFrom() {
        return cutFrom;
    }

    int cutTo() {
        return cutTo;
    }

    /** The offset behind what was matched. */
    int end() {
        return end;
    }

    /** How many keywords were tried, and how many bytes looked at for them. */
    long steps() {
        return steps;
    }

    int match(CompiledRule compiled, int start, int behindKeyword) {
        Rule rule = compiled.rule;
        int at = behindKeyword;
        int secretFrom = at;
        cutFrom = start;
        boolean runsOn = false;
        steps++;
        if (at < to && !compiled.first.has(text[at])) {
            return MISS;
        }
        for (int i = 0; i < compiled.elements.length; i++) {
            Element element = compiled.elements[i];
            if (i == compiled.cutFrom) {
                cutFrom = at;
                secretFrom = at;
            }
            int window = compiled.windows[i];
            int runEnd = run(compiled.firstElement + i, element.bytes(), at, window);
            if (runEnd == to && runEnd - at < window && !last) {
                return UNDECIDED;
            }
            if (runEnd - at < element.min()) {
                return MISS;
            }
            runsOn = element.isEndless() && runEnd - at == window;
            at = runEnd;
            if (i + 1 == compiled.cutTo) {
                cutTo = at;
            }
        }
        end = at;
        boolean goesOn = runsOn || rule.until() != null;
        if (!goesOn && at == to && !last) {
            return UNDECIDED;
        }
        if (!goesOn && at < to && !mayFollow(rule, at)) {
            return MISS;
        }
        steps += Math.min(cutTo - secretFrom, Plausibility.MAX_BYTES);
        if (!rule.plausibility().accepts(text, secretFrom, cutTo)) {
            return MISS;
        }
        return goesOn && rule.cuts() ? GOES_ON : FOUND;
    }

    private int run(int element, ByteClass bytes, int from, int window) {
        int limit = Math.min(to, from + window);
        return window <= SHORT_BYTES ? walk(bytes, from, limit) : longRun(element, bytes, from, limit);
    }

    private int longRun(int element, ByteClass bytes, int from, int limit) {
        boolean known = from >= runFrom[element] && from <= runTo[element];
        int at = known ? runTo[element] : from;
        if (!known) {
            runFrom[element] = from;
        }
        int walked = walk(bytes, at, limit);
        runTo[element] = walked;
        return Math.min(walked, limit);
    }

    private int walk(ByteClass bytes, int from, int limit) {
        int at = from;
        while (at < limit && bytes.has(text[at])) {
            at++;
        }
        steps += at - from + 1;
        return at;
    }

    private boolean mayFollow(Rule rule, int at) {
        ByteClass after = rule.after();
        if (after != null) {
            return after.has(text[at]);
        }
        Element element = rule.pattern().lastElement();
        boolean goesOn = element.max() > 1 && element.bytes().has(text[at]);
        return !goesOn && !(ByteClass.WORD.has(text[at]) && ByteClass.WORD.has(text[at - 1]));
    }
}
