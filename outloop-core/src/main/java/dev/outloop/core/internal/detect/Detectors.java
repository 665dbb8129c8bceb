package dev.outloop.core.internal.detect;

import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Finds secrets that nobody registered, such as a key that one call creates and the next one reads.
 *
 * <p>All keywords of all rules are searched for at once; a rule is matched only where its keyword stands, and in time
 * linear in the text. A rule that cuts opens a cut where its match goes on for long, so only the beginning of a match is
 * held back. <b>Does not guarantee</b> that a secret is found: only documented forms are, in one piece, as they are.
 * Immutable and thread-safe.
 */
public final class Detectors implements Redactor {

    /** What scanning one response may take: some 1 GiB at an ordinary speed, the most that a response may have. */
    public static final Duration DEFAULT_BUDGET = Duration.ofSeconds(10);

    private final KeywordTable table;
    private final int elements;
    private final int maxPendingBytes;
    private final Set<String> counted = new HashSet<>();
    private final int rules;
    private final long budgetNanos;
    private final LongSupplier nanoTicker;

    private Detectors(List<Rule> rules, Duration budget, LongSupplier nanoTicker) {
        Map<Keyword.Text, List<CompiledRule>> keywords = new LinkedHashMap<>();
        int firstElement = 0;
        int pending = 0;
        for (Rule rule : rules) {
            CompiledRule compiled = new CompiledRule(rule, firstElement);
            for (String keyword : rule.keywords()) {
                keywords.computeIfAbsent(Keyword.Text.of(keyword, rule), text -> new ArrayList<>())
                        .add(compiled);
                pending = Math.max(pending, keyword.length() + rule.pattern().window());
            }
            String until = rule.until();
            pending = Math.max(pending, until == null ? 0 : until.length());
            firstElement += compiled.elements.length;
            if (!rule.cuts()) {
                counted.add(rule.kind());
            }
        }
        this.table = new KeywordTable(keywords.entrySet().stream()
                .map(entry -> new Keyword(entry.getKey(), entry.getValue()))
                .toList());
        this.elements = firstElement;
        this.maxPendingBytes = pending;
        this.rules = rules.size();
        this.budgetNanos = budget.toNanos();
        this.nanoTicker = nanoTicker;
    }

    /** Detectors with the default time for each response. */
    public static Detectors of(List<Rule> rules) {
        return of(rules, DEFAULT_BUDGET, System::nanoTime);
    }

    /**
     * Detectors by these rules, each with an id of its own.
     *
     * @param budget what scanning one response may take; beyond it a scanner throws, so that the rest is withheld
     * @param nanoTicker gives a time in nanoseconds that never goes back
     */
    public static Detectors of(List<Rule> rules, Duration budget, LongSupplier nanoTicker) {
        return new Detectors(rules, budget, nanoTicker);
    }

    /** Whether a text holds anything that a rule finds. */
    public boolean find(byte[] utf8) {
        Found found = new Found();
        open().scan(ByteBuffer.wrap(utf8), true, found);
        return found.any;
    }

    /** Whether spans of this kind are to be cut; those of other kinds are complete ones and only to be counted. */
    public boolean cuts(String kind) {
        return !counted.contains(kind);
    }

    @Override
    public int maxPendingBytes() {
        return maxPendingBytes;
    }

    @Override
    public Scanner open(ResponseContext context) {
        return open();
    }

    DetectorScanner open() {
        return new DetectorScanner(table, elements, new Budget(budgetNanos, nanoTicker));
    }

    private static final class Found implements Spans {
        private boolean any;

        @Override
        public void cut(int from, int to, String kind) {
            any = true;
        }

        @Override
        public void open(int from, String kind) {
            any = true;
        }

        @Override
        public void end(int to) {}
    }

    /** The number of rules alone. */
    @Override
    public String toString() {
        return "Detectors[" + rules + "]";
    }
}
