package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.journal.TrailReport.Kind;
import dev.outloop.core.internal.journal.TrailReport.Wrong;

/** Ends a verification at the first wrong place. */
final class Spoiled extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Wrong wrong;
    private final boolean misfit;

    private Spoiled(Wrong wrong, boolean misfit) {
        super(wrong.toString(), null, false, false);
        this.wrong = wrong;
        this.misfit = misfit;
    }

    static Spoiled at(String file, long line, long sequence, Kind kind) {
        return new Spoiled(new Wrong(file, line, sequence, kind), false);
    }

    /** By a line that does not continue the chain; what became of it is still to be found out. */
    static Spoiled misfit(String file, long line, long sequence) {
        return new Spoiled(new Wrong(file, line, sequence, Kind.EDITED), true);
    }

    boolean isMisfit() {
        return misfit;
    }

    Wrong wrong() {
        return wrong;
    }
}
