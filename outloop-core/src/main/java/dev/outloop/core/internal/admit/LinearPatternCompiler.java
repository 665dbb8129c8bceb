package dev.outloop.core.internal.admit;

import dev.outloop.core.internal.admit.LinearPattern.Step;
import java.util.ArrayList;
import java.util.List;

/** Reads a pattern by recursive descent into programs whose jumps are relative to their own start. */
final class LinearPatternCompiler {

    private static final int MAX_CHARS = 512;
    private static final int MAX_STEPS = 4096;
    private static final int MAX_DEPTH = 32;
    private static final String SPECIAL = "*+?{}()[]|^$";

    private final String pattern;
    private int at;
    private int depth;

    LinearPatternCompiler(String pattern) {
        if (pattern.isEmpty() || pattern.length() > MAX_CHARS) {
            throw new IllegalArgumentException("a pattern has 1 to " + MAX_CHARS + " characters");
        }
        this.pattern = pattern;
    }

    List<Step> compile() {
        if (pattern.startsWith("^")) {
            at++;
        }
        List<Step> program = alternatives();
        if (at < pattern.length() && pattern.charAt(at) == '$' && at == pattern.length() - 1) {
            at++;
        }
        if (at < pattern.length()) {
            throw fault("has an unexpected '" + pattern.charAt(at) + "'");
        }
        program.add(new Step.End());
        return program;
    }

    private List<Step> alternatives() {
        if (++depth > MAX_DEPTH) {
            throw fault("is nested too deeply");
        }
        List<Step> left = sequence();
        while (peek('|')) {
            at++;
            List<Step> right = sequence();
            List<Step> both = new ArrayList<>();
            both.add(new Step.Fork(1, left.size() + 2));
            append(both, left);
            both.add(new Step.Jump(left.size() + 2 + right.size()));
            append(both, right);
            left = both;
        }
        depth--;
        return left;
    }

    private List<Step> sequence() {
        List<Step> all = new ArrayList<>();
        while (at < pattern.length() && !peek('|') && !peek(')') && !(peek('$') && at == pattern.length() - 1)) {
            append(all, repeated(atom()));
        }
        return all;
    }

    private List<Step> atom() {
        int c = next();
        if (c == '(') {
            if (pattern.startsWith("?:", at)) {
                at += 2;
            } else if (peek('?')) {
                throw fault("has look-around or another group than (...) and (?:...)");
            }
            List<Step> inner = alternatives();
            if (!peek(')')) {
                throw fault("has a group that is not closed");
            }
            at++;
            return inner;
        }
        return new ArrayList<>(List.of(new Step.Match(set(c))));
    }

    private CharClass set(int c) {
        if (c == '.') {
            return CharClass.ANY;
        }
        if (c == '[') {
            return bracketed();
        }
        if (c == '\\') {
            return escaped();
        }
        if (SPECIAL.indexOf(c) >= 0) {
            throw fault("has an unexpected '" + Character.toString(c) + "'");
        }
        return CharClass.single(c);
    }

    private CharClass escaped() {
        int c = next();
        CharClass named = CharClass.escape(c);
        if (named != null) {
            return named;
        }
        if (Character.isLetterOrDigit(c)) {
            throw fault("has an escape other than \\d \\w \\s \\D \\W \\S and escaped punctuation");
        }
        return CharClass.single(c);
    }

    private CharClass bracketed() {
        boolean negated = peek('^');
        if (negated) {
            at++;
        }
        CharClass set = CharClass.of(negated);
        boolean first = true;
        while (first || !peek(']')) {
            first = false;
            boolean named = isNamedEscape();
            CharClass low = member();
            if (low.isNegated()) {
                throw fault("has a negated escape in a class");
            }
            if (peek('-') && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']') {
                int from = pattern.codePointBefore(at++);
                named |= isNamedEscape();
                member();
                int to = pattern.codePointBefore(at);
                if (named || from > to) {
                    throw fault("has an empty or mixed range in a class");
                }
                set.add(from, to);
            } else {
                set.addAll(low);
            }
        }
        at++;
        return set;
    }

    private boolean isNamedEscape() {
        return peek('\\') && at + 1 < pattern.length() && CharClass.escape(pattern.charAt(at + 1)) != null;
    }

    private CharClass member() {
        int c = next();
        if (c == '\\') {
            return escaped();
        }
        if (c == '[' || (c == '&' && peek('&'))) {
            throw fault("has a class within a class");
        }
        return CharClass.single(c);
    }

    private List<Step> repeated(List<Step> body) {
        if (at >= pattern.length() || "*+?{".indexOf(pattern.charAt(at)) < 0) {
            return body;
        }
        int min = 0;
        int max = Integer.MAX_VALUE;
        char quantifier = pattern.charAt(at++);
        if (quantifier == '+') {
            min = 1;
        } else if (quantifier == '?') {
            max = 1;
        } else if (quantifier == '{') {
            min = number();
            max = min;
            if (peek(',')) {
                at++;
                max = peek('}') ? Integer.MAX_VALUE : number();
            }
            if (!peek('}') || max < min) {
                throw fault("has a quantifier that is not {n}, {n,} or {n,m}");
            }
            at++;
        }
        if (at < pattern.length() && "*+?{".indexOf(pattern.charAt(at)) >= 0) {
            throw fault("has a quantifier on a quantifier");
        }
        return unroll(body, min, max);
    }

    private List<Step> unroll(List<Step> body, int min, int max) {
        List<Step> all = new ArrayList<>();
        for (int i = 0; i < min; i++) {
            append(all, body);
        }
        if (max == Integer.MAX_VALUE) {
            all.add(new Step.Fork(all.size() + 1, all.size() + body.size() + 2));
            int loop = all.size() - 1;
            append(all, body);
            all.add(new Step.Jump(loop));
        } else {
            for (int i = min; i < max; i++) {
                all.add(new Step.Fork(all.size() + 1, all.size() + body.size() + 1));
                append(all, body);
            }
        }
        return all;
    }

    private void append(List<Step> all, List<Step> more) {
        int offset = all.size();
        if (offset + more.size() > MAX_STEPS) {
            throw fault("is too large once its quantifiers are written out");
        }
        for (Step step : more) {
            if (step instanceof Step.Fork fork) {
                all.add(new Step.Fork(fork.first() + offset, fork.second() + offset));
            } else if (step instanceof Step.Jump jump) {
                all.add(new Step.Jump(jump.target() + offset));
            } else {
                all.add(step);
            }
        }
    }

    private int number() {
        int value = 0;
        int digits = 0;
        while (at < pattern.length() && pattern.charAt(at) >= '0' && pattern.charAt(at) <= '9' && digits++ < 4) {
            value = value * 10 + pattern.charAt(at++) - '0';
        }
        if (digits == 0) {
            throw fault("has a quantifier without a number");
        }
        return value;
    }

    private boolean peek(char c) {
        return at < pattern.length() && pattern.charAt(at) == c;
    }

    private int next() {
        if (at >= pattern.length()) {
            throw fault("ends too early");
        }
        int c = pattern.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private static IllegalArgumentException fault(String what) {
        return new IllegalArgumentException("the pattern " + what);
    }
}
