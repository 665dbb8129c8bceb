package dev.outloop.benchmarks;

import dev.outloop.core.BrokerConfig;
import dev.outloop.core.ConfigChanges;
import dev.outloop.core.OutloopBroker;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** How long a person waits for a configuration of many clients: to load it, to reload it, to see what changes. */
public final class ConfigSpeed {

    private final int rounds;
    private final PrintStream out;
    private final Report report;

    /** Something that is measured. */
    private interface Step {
        void run() throws Exception;
    }

    ConfigSpeed(int rounds, PrintStream out) {
        this.rounds = rounds;
        this.out = out;
        this.report = new Report(out);
    }

    /**
     * Measures and prints.
     *
     * @param arguments {@code brief} to see that it runs
     */
    public static void main(String... arguments) throws Exception {
        new ConfigSpeed(Arrays.asList(arguments).contains("brief") ? 2 : 40, System.out).run();
    }

    void run() throws Exception {
        Path directory = Files.createTempDirectory("config");
        try {
            report.line("measured on %s", Machine.describe(directory));
            measure(directory, 100, 6);
            measure(directory, 100, 20);
            measure(directory, 1000, 6);
        } finally {
            Directories.delete(directory);
            out.flush();
        }
    }

    private void measure(Path parent, int workspaces, int services) throws Exception {
        Path directory = Files.createDirectory(parent.resolve(workspaces + "-" + services));
        ManyClients clients = new ManyClients(workspaces, services);
        Path lines = Files.writeString(directory.resolve("lines.yaml"), clients.lines());
        Files.writeString(directory.resolve("clients.csv"), clients.table());
        Path table = Files.writeString(directory.resolve("table.yaml"), clients.withTable());
        report.line("%,d workspaces with %d services each", workspaces, services);
        report("first load of a line each", List.of(millis(() -> BrokerConfig.load(lines))));
        report("load, a line each", repeated(() -> BrokerConfig.load(lines)));
        report("load, from a table", repeated(() -> BrokerConfig.load(table)));
        BrokerConfig config = BrokerConfig.load(lines);
        BrokerConfig other = BrokerConfig.load(table);
        report("what changes", repeated(() -> ConfigChanges.between(config, other)));
        try (OutloopBroker broker = OutloopBroker.builder().config(config).build()) {
            report("reload into a broker, with its load", repeated(() -> broker.reload(BrokerConfig.load(lines))));
        }
    }

    private List<Double> repeated(Step step) throws Exception {
        List<Double> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            all.add(millis(step));
        }
        return all;
    }

    private static double millis(Step step) throws Exception {
        long started = System.nanoTime();
        step.run();
        return (System.nanoTime() - started) / 1e6;
    }

    private void report(String what, List<Double> millis) {
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        report.line(
                "  %-38s median %7.1f ms, worst %7.1f ms",
                what, sorted.get(sorted.size() / 2), Collections.max(sorted));
    }
}
