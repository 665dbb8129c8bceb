package dev.outloop.core.internal.detect;

import dev.outloop.spi.Redactor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One response's way through the rules. At each offset all keywords are decided before anything is reported. */
final class DetectorScanner implements Redactor.Scanner {

    /** The time is looked at whenever so many bytes are scanned. */
    static final int CHECK_BYTES = 16 * 1024;

    private static final byte[] NONE = {};

    private record Found(int from, int to, String kind) {}

    private final KeywordTable table;
    private final Matcher matcher;
    private final Budget budget;
    private final History history = new History();
    private final List<Found> found = new ArrayList<>();
    private @Nullable OpenCut open;
    private long compared;

    private byte[] text = NONE;
    private int from;
    private int to;
    private boolean last;

    DetectorScanner(KeywordTable table, int elements, Budget budget) {
        this.table = table;
        this.matcher = new Matcher(elements);
        this.budget = budget;
    }

    /** The work behind the filter: keywords compared and tried, and bytes looked at for them. */
    long steps() {
        return compared + matcher.steps();
    }

    @Override
    public int scan(ByteBuffer utf8, boolean isLast, Redactor.Spans out) {
        budget.start();
        view(utf8);
        last = isLast;
        history.begin(text, from);
        matcher.begin(text, to, last);
        int decided = scan(out);
        history.end(decided);
        text = NONE;
        budget.check();
        return decided - from;
    }

    @Override
    public void close() {}

    private void view(ByteBuffer utf8) {
        int length = utf8.remaining();
        if (utf8.hasArray()) {
            text = utf8.array();
            from = utf8.arrayOffset() + utf8.position();
        } else {
            text = new byte[length];
            utf8.get(utf8.position(), text);
            from = 0;
        }
        to = from + length;
    }

    private int scan(Redactor.Spans out) {
        int wholeGrams = to - KeywordTable.GRAM_BYTES + 1;
        int nextCheck = from + CHECK_BYTES;
        int at = from;
        while (at < to) {
            if (at >= nextCheck) {
                budget.check();
                nextCheck = at + CHECK_BYTES;
            }
            if (open != null) {
                int end = open.end(text, at, to, last);
                if (end < 0) {
                    return ~end;
                }
                out.end(end - from);
                open = null;
                at = end;
                continue;
            }
            int next = at < wholeGrams
                    ? takeNext(at, Math.min(wholeGrams, nextCheck), out)
                    : take(table.beginningWith(text[at]), at, out);
            if (next < 0) {
                return ~next;
            }
            at = next;
        }
        return to;
    }

    /** Takes this offset, and if no cut begins there the next one that the filter tells, and the one before that. */
    private int takeNext(int from, int limit, Redactor.Spans out) {
        int next = take(table.at(text, from), from, out);
        if (next != from + 1) {
            return next;
        }
        int passed = table.next(text, next, limit);
        int at = Math.max(next, passed - 1);
        if (passed >= limit) {
            return at;
        }
        next = at < passed ? take(table.at(text, at), at, out) : passed;
        return next == passed ? take(table.at(text, passed), passed, out) : next;
    }

    /** Reports what begins at the offset, and gives where to go on, or the complement of the offset while that is undecided. */
    private int take(Keyword[] keywords, int at, Redactor.Spans out) {
        if (keywords.length == 0) {
            return at + 1;
        }
        found.clear();
        OpenCut goesOn = null;
        int next = at + 1;
        for (Keyword keyword : keywords) {
            compared++;
            if (!keyword.isAt(text, at, to)) {
                continue;
            }
            int behind = at + keyword.bytes.length;
            for (CompiledRule rule : keyword.rules) {
                if (!history.allows(rule.rule, at)) {
                    continue;
                }
                int result = behind <= to ? matcher.match(rule, at, behind) : Matcher.UNDECIDED;
                if (result == Matcher.UNDECIDED && !last) {
                    return ~at;
                }
                if (result == Matcher.GOES_ON && goesOn == null) {
                    goesOn = OpenCut.of(rule.rule);
                    next = matcher.end();
                    found.add(0, new Found(matcher.cutFrom(), -1, rule.kind));
                } else if (result >= Matcher.FOUND) {
                    found.add(new Found(matcher.cutFrom(), matcher.cutTo(), rule.kind));
                }
            }
        }
        if (found.isEmpty()) {
            return next;
        }
        for (Found each : found) {
            if (each.to < 0) {
                out.open(each.from - from, each.kind);
            } else {
                out.cut(each.from - from, each.to - from, each.kind);
            }
        }
        open = goesOn;
        return next;
    }
}
