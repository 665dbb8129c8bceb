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
            for (Planted planted : cases()) {
                byte[] response = planted.response();
                if (!RawView.of(response).contains(planted.form().octets())) {
                    throw new AbsentForm(planted + ": the response itself does not hold the form");
                }
                Seen seen = probe.ask(planted.value().alias(), response);
                outcomes.add(new Outcome(
                        planted.value(),
                        planted.transform(),
                        planted.transport(),
                        Judge.judge(planted.value(), planted.form(), seen)));
            }
        }
        return new Report(outcomes);
    }

    /** Everything that is planted. */
    List<Planted> cases() {
        List<Planted> cases = new ArrayList<>();
        for (Value value : Canaries.values()) {
            for (Transform transform : Transform.all()) {
                if (transform.suits().test(value)) {
                    add(value, transform, cases);
                }
            }
        }
        return cases;
    }

    private void add(Value value, Transform transform, List<Planted> cases) {
        // One seed for each pair, so that a row is the same whatever else is run.
        Random random = new Random(Objects.hash(value.name(), transform.name()));
        Form form = transform.encoder().encode(value.text(), random);
        for (Transport transport : Transport.all()) {
            if (transport.carries().test(form) && isChosen(value, transform, transport)) {
                cases.add(new Planted(
                        value,
                        transform,
                        transport,
                        form,
                        () -> transport.response().apply(form)));
            }
        }
    }

    private boolean isChosen(Value value, Transform transform, Transport transport) {
        return !quick
                || QUICK_VALUES.contains(value.name())
                        && (QUICK_TRANSPORTS.contains(transport.name())
                                || transform.name().equals("plain"));
    }
}
