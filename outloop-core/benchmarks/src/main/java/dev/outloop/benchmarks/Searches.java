package dev.outloop.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Arms that search the same text, interleaved. */
final class Searches implements AutoCloseable {

    private final Map<String, Arm> arms = new LinkedHashMap<>();
    private final Interleaved interleaved;
    private final byte[] text;
    private final int planted;

    private Searches(Interleaved interleaved, byte[] text, int planted) {
        this.interleaved = interleaved;
        this.text = text;
        this.planted = planted;
    }

    /** In this thread alone. Each search has to find at least what was planted in the text. */
    static Searches of(Plan plan, byte[] text, int planted) {
        return new Searches(Interleaved.byThreadTime(plan), text, planted);
    }

    /** The same where programs are among the arms. */
    static Searches withPrograms(Plan plan, byte[] text, int planted) {
        return new Searches(new Interleaved(plan), text, planted);
    }

    Searches add(String name, Arm arm) {
        arms.put(name, arm);
        interleaved.arm(name, arm);
        return this;
    }

    Interleaved run() throws Exception {
        interleaved.warmUp();
        arms.forEach((name, arm) -> {
            if (arm instanceof SearchArm search && search.finds() < planted) {
                throw new IllegalStateException(name + " found " + search.finds() + " of " + planted);
            }
        });
        return interleaved.run();
    }

    void print(Report report, String base) {
        arms.keySet().forEach(name -> report.throughput(interleaved, name, base, text.length));
    }

    boolean has(String name) {
        return arms.containsKey(name);
    }

    @Override
    public void close() throws IOException {
        for (Arm arm : arms.values()) {
            arm.close();
        }
    }
}
