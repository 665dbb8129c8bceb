package dev.outloop.benchmarks.leak;

/** What became of one value in one form on one way. */
record Outcome(Value value, Transform transform, Transport transport, Verdict verdict) {

    /** Whether something that must be caught was missed. */
    boolean breaksPromise() {
        return promise() == Promise.MUST && verdict == Verdict.MISSED;
    }

    /** The weaker of what is promised about the form and about the way. */
    Promise promise() {
        Promise form = transform.promise();
        Promise way = transport.promise();
        return form.compareTo(way) > 0 ? form : way;
    }
}
