package dev.outloop.benchmarks.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Plants every form of every value in every transport and judges what comes through a broker. */
public final class Matrix {

    private static final List<String> QUICK_VALUES = List.of("api", "pass", "short", "pem");
    private static final List<String> QUICK_TRANSPORTS = List.of("body", "response header");

    private final boolean quick;

    /** All of it, or with {@code quick} a few values and ways for every form, and every way for the plain form. */
    public Matrix(boolean quick) {
        this.quick = quick;
    }

    /**
     * Runs it.
     *
     * @throws AbsentForm if a response does not hold what it should, so that nothing would be shown by its absence
     */
    public Report run() throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        try (Probe probe = new Probe(Canaries.credentials())) {
            for (Value value : Canaries.values()) {
                for (Transform transform : Transform.all()) {
                    if (transform.suits().test(value)) {
                        run(probe, value, transform, outcomes);
                    }
                }
            }
        }
        return new Report(outcomes);
    }

    private void run(Probe probe, Value value, Transform transform, List<Outcome> outcomes) throws Exception {
        // One seed for each pair, so that a row is the same whatever else is run.
        Random random = new Random(Objects.hash(value.name(), transform.name()));
        Form form = transform.encoder().encode(value.text(), random);
        for (Transport transport : Transport.all()) {
            if (transport.carries().test(form) && isChosen(value, transform, transport)) {
                byte[] response = transport.response().apply(form);
                requirePresent(form, response, value, transform, transport);
                Seen seen = probe.ask(value.alias(), response);
                outcomes.add(new Outcome(value, transform, transport, Judge.judge(value, form, seen)));
            }
        }
    }

    private boolean isChosen(Value value, Transform transform, Transport transport) {
        return !quick
                || QUICK_VALUES.contains(value.name())
                        && (QUICK_TRANSPORTS.contains(transport.name())
                                || transform.name().equals("plain"));
    }

    private static void requirePresent(
            Form form, byte[] response, Value value, Transform transform, Transport transport) {
        String raw = RawView.of(response);
        if (!raw.contains(form.octets())) {
            throw new AbsentForm(value.name() + ", " + transform.name() + ", " + transport.name()
                    + ": the response itself does not hold the form");
        }
    }
}
