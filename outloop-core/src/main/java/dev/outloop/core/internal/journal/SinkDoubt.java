package dev.outloop.core.internal.journal;

import java.io.IOException;

/** Nobody knows what a sink did: it gave no answer in time, or one that its contract does not have. */
final class SinkDoubt extends IOException {

    private static final long serialVersionUID = 1;

    SinkDoubt(String message) {
        super(message);
    }

    /** Names the class only: what a message of foreign code quotes is not known. */
    static SinkDoubt thrown(Throwable defect) {
        return new SinkDoubt("the audit sink threw " + defect.getClass().getName());
    }
}
