package dev.outloop.core.internal.detect;

/** A rule as a scan needs it. Immutable. */
final class CompiledRule {

    final Rule rule;
    final String kind;
    final Element[] elements;
    /** The window of each element. */
    final int[] windows;

    final int cutFrom;
    final int cutTo;
    /** What can stand right behind the keyword. */
    final ByteClass first;
    /** The number of the first element among those of all rules. */
    final int firstElement;

    CompiledRule(Rule rule, int firstElement) {
        TokenPattern pattern = rule.pattern();
        this.rule = rule;
        this.kind = rule.kind();
        this.elements = pattern.elements().toArray(Element[]::new);
        this.windows = pattern.elements().stream().mapToInt(Element::window).toArray();
        this.cutFrom = pattern.cutFrom();
        this.cutTo = pattern.cutTo();
        this.first = pattern.first();
        this.firstElement = firstElement;
    }
}
