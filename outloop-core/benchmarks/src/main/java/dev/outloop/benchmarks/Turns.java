package dev.outloop.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets several things write by turns, each for the same time, and takes medians over the rounds. */
final class Turns {

    private final Map<String, Entrant> entrants = new LinkedHashMap<>();
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();
    private final int rounds;
    private final Duration turn;

    Turns(int rounds, Duration turn) {
        this.rounds = rounds;
        this.turn = turn;
    }

    private record Entrant(Durable durable, int threads) {}

    Turns add(String name, Durable durable, int threads) {
        entrants.put(name, new Entrant(durable, threads));
        rates.put(name, new ArrayList<>());
        return this;
    }

    /** One round that does not count, then all rounds. */
    Turns run() throws Exception {
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Entrant> entrant : entrants.entrySet()) {
                double rate = new Crowd(
                                entrant.getValue().durable(), entrant.getValue().threads())
                        .run(turn);
                if (round > 0) {
                    rates.getOrDefault(entrant.getKey(), List.of()).add(rate);
                }
            }
        }
        return this;
    }

    /** Records a second in each round. */
    List<Double> rounds(String name) {
        return List.copyOf(rates.getOrDefault(name, List.of()));
    }

    /** The median of the records a second. */
    double perSecond(String name) {
        return median(rounds(name));
    }

    /** How many times as many records as another: the median over the rounds of the ratio in each round. */
    double ratio(String name, String base) {
        return median(ratios(name, base));
    }

    /** That ratio in each round, from the least to the greatest. */
    List<Double> ratios(String name, String base) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ratios.add(rounds(name).get(round) / rounds(base).get(round));
        }
        return ratios.stream().sorted().toList();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
