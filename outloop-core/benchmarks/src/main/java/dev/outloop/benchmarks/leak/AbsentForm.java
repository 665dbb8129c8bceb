package dev.outloop.benchmarks.leak;

/** A response does not hold what was to be planted in it. */
public final class AbsentForm extends RuntimeException {

    private static final long serialVersionUID = 1;

    AbsentForm(String message) {
        super(message);
    }
}
