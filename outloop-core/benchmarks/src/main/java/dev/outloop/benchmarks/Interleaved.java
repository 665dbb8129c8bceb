package dev.outloop.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Calls arms in short blocks by turns, so that whatever else the machine does falls on all of them. */
final class Interleaved {

    private final Map<String, Arm> arms = new LinkedHashMap<>();
    private final Map<String, List<Double>> medians = new LinkedHashMap<>();
    private final Plan plan;
    private final LongSupplier nanoTicker;

    /** By the time that passes. */
    Interleaved(Plan plan) {
        this(plan, System::nanoTime);
    }

    private Interleaved(Plan plan, LongSupplier nanoTicker) {
        this.plan = plan;
        this.nanoTicker = nanoTicker;
    }

    /**
     * By the time that this thread ran: what others do on a shared machine then shows in caches and memory only. For arms
     * that neither wait nor leave their work to other threads.
     */
    static Interleaved byThreadTime(Plan plan) {
        return new Interleaved(plan, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    }

    Interleaved arm(String name, Arm arm) {
        arms.put(name, arm);
        medians.put(name, new ArrayList<>());
        return this;
    }

    Interleaved warmUp() throws Exception {
        // Alternating here too: a compiler that sees one arm only would compile for that one.
        for (int i = 0; i < plan.warmups(); i++) {
            for (Arm arm : arms.values()) {
                arm.call();
            }
        }
        return this;
    }

    /** Measures all rounds. */
    Interleaved run() throws Exception {
        for (int round = 0; round < plan.rounds(); round++) {
            Map<String, long[]> nanos = new LinkedHashMap<>();
            arms.keySet().forEach(name -> nanos.put(name, new long[plan.blocks() * plan.calls()]));
            for (int block = 0; block < plan.blocks(); block++) {
                for (Map.Entry<String, Arm> arm : arms.entrySet()) {
                    callBlock(arm.getValue(), nanos.getOrDefault(arm.getKey(), new long[0]), block * plan.calls());
                }
            }
            nanos.forEach((name, all) -> medians.getOrDefault(name, List.of()).add(medianMicros(all)));
        }
        return this;
    }

    /** The median over the rounds of each round's median, in microseconds. */
    double micros(String name) {
        return median(rounds(name));
    }

    /** What one arm takes beyond another: the median over the rounds of the difference in each round. */
    double addedMicros(String name, String base) {
        List<Double> differences = new ArrayList<>();
        for (int round = 0; round < plan.rounds(); round++) {
            differences.add(rounds(name).get(round) - rounds(base).get(round));
        }
        return median(differences);
    }

    /** How many times as fast as another an arm is: the median over the rounds of the ratio in each round. */
    double speed(String name, String base) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < plan.rounds(); round++) {
            ratios.add(rounds(base).get(round) / rounds(name).get(round));
        }
        return median(ratios);
    }

    /** Each round's median, to see how far they lie apart. */
    List<Double> rounds(String name) {
        return List.copyOf(medians.getOrDefault(name, List.of()));
    }

    private void callBlock(Arm arm, long[] nanos, int first) throws Exception {
        for (int i = first; i < first + plan.calls(); i++) {
            long started = nanoTicker.getAsLong();
            arm.call();
            nanos[i] = nanoTicker.getAsLong() - started;
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static double medianMicros(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1000.0;
    }
}
