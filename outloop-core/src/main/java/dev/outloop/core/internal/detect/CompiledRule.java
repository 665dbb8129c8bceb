package dev.outloop.core.internal.detect;

/** A rule as a scan needs it. Immutable. */
final class CompiledRule {

    final Rule rule;
    final String kind;
    final Element[] elements;
    /** The number of the first element among those of all rules. */
    final int firstElement;

    CompiledRule(Rule rule, int firstElement) {
        this.rule = rule;
        this.kind = rule.kind();
        this.elements = rule.pattern().elements().toArray(Element[]::new);
        this.firstElement = firstElement;
    }
}
