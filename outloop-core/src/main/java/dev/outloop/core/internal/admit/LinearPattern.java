package dev.outloop.core.internal.admit;

import java.util.Arrays;
import java.util.List;

/**
 * A regular expression matched against a whole text in time linear in its length, whatever the expression.
 *
 * <p>The program is run over all alternatives at once (Thompson 1968; Cox, "Regular Expression Matching Can Be Simple And
 * Fast", 2007), so no text can make it back-track. Immutable and thread-safe.
 */
public final class LinearPattern {

    /** One step of the program: a set to match, a fork, a jump, or the end. */
    sealed interface Step {
        record Match(CharClass set) implements Step {}

        record Fork(int first, int second) implements Step {}

        record Jump(int target) implements Step {}

        record End() implements Step {}
    }

    private final List<Step> program;

    private LinearPattern(List<Step> program) {
        this.program = program;
    }

    /**
     * Compiles literals, {@code .}, classes, {@code \d \w \s} and their negations, groups, alternation and the
     * quantifiers {@code * + ? {n} {n,} {n,m}}. A leading {@code ^} and a trailing {@code $} are allowed and change nothing.
     *
     * @throws IllegalArgumentException if the pattern has anything else, or is too large
     */
    public static LinearPattern compile(String pattern) {
        return new LinearPattern(List.copyOf(new LinearPatternCompiler(pattern).compile()));
    }

    /** Whether the whole text matches. */
    public boolean matches(String text) {
        Threads now = new Threads(program.size());
        Threads next = new Threads(program.size());
        add(now, 0);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            for (int t = 0; t < now.count; t++) {
                if (program.get(now.steps[t]) instanceof Step.Match match
                        && match.set().contains(c)) {
                    add(next, now.steps[t] + 1);
                }
            }
            Threads done = now;
            now = next;
            next = done;
            next.clear();
            if (now.count == 0) {
                return false;
            }
        }
        for (int t = 0; t < now.count; t++) {
            if (program.get(now.steps[t]) instanceof Step.End) {
                return true;
            }
        }
        return false;
    }

    private void add(Threads threads, int start) {
        int[] stack = threads.stack;
        int depth = 0;
        stack[depth++] = start;
        while (depth > 0) {
            int at = stack[--depth];
            if (!threads.seen[at]) {
                threads.seen[at] = true;
                Step step = program.get(at);
                if (step instanceof Step.Fork fork) {
                    stack[depth++] = fork.second();
                    stack[depth++] = fork.first();
                } else if (step instanceof Step.Jump jump) {
                    stack[depth++] = jump.target();
                } else {
                    threads.steps[threads.count++] = at;
                }
            }
        }
    }

    /** The steps that the match may stand at. */
    private static final class Threads {
        private final int[] steps;
        private final int[] stack;
        private final boolean[] seen;
        private int count;

        Threads(int size) {
            steps = new int[size];
            stack = new int[2 * size + 2];
            seen = new boolean[size];
        }

        void clear() {
            count = 0;
            Arrays.fill(seen, false);
        }
    }
}
