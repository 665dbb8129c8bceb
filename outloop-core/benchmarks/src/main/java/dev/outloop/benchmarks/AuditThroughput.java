package dev.outloop.benchmarks;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How many records a second become durable, beside one thread that syncs each and beside databases. */
public final class AuditThroughput {

    private static final String BASE = "one thread, write and fdatasync";
    private static final String TRAIL = "trail";
    private static final String POSTGRES = "PostgreSQL";
    private static final List<String> SQLITE = List.of("SQLite, a connection each", "SQLite, one connection");
    private static final List<Integer> THREADS = List.of(1, 16, 64);

    private final int rounds;
    private final Duration turn;
    private final Report report;

    AuditThroughput(int rounds, Duration turn, PrintStream out) {
        this.rounds = rounds;
        this.turn = turn;
        this.report = new Report(out);
    }

    /**
     * Measures and prints.
     *
     * @param arguments {@code brief} to see that it runs; {@code --readme FILE} to put the figures there
     */
    public static void main(String... arguments) throws Exception {
        boolean brief = List.of(arguments).contains("brief");
        Duration turn = brief ? Duration.ofMillis(20) : Duration.ofSeconds(2);
        ReadmeSection.print("audit-throughput", arguments, out -> new AuditThroughput(brief ? 3 : 5, turn, out).run());
    }

    void run() throws Exception {
        Path directory = Files.createTempDirectory("throughput");
        try {
            report.line("measured on %s", Machine.describe(directory));
            String line = Attempts.line();
            report.line("%d rounds, turns of %d ms, lines of %d bytes", rounds, turn.toMillis(), line.length());
            Optional<Path> programs = Postgres.programs();
            if (programs.isPresent()) {
                try (Postgres server = Postgres.start(programs.get(), directory);
                        Database database = server.database(line)) {
                    measure(directory, line, Optional.of(database));
                }
            } else {
                report.skipped(POSTGRES, "no server is installed that this user could run");
                measure(directory, line, Optional.empty());
            }
        } finally {
            Directories.delete(directory);
        }
    }

    private void measure(Path directory, String line, Optional<Database> postgres) throws Exception {
        try (Durable base = new SyncedFile(directory, line);
                Durable trail = new Trail(directory);
                Database sqlite = Sqlite.open(directory.resolve("each.db"), line);
                Durable single = new OneWriter(Sqlite.open(directory.resolve("one.db"), line))) {
            report.line("SQLite %s, write-ahead log, synchronous=FULL", sqlite.ask("SELECT sqlite_version()"));
            if (postgres.isPresent()) {
                report.line(
                        "PostgreSQL %s, fsync=on, synchronous_commit=on, wal_sync_method=%s",
                        postgres.get().ask("SHOW server_version"),
                        postgres.get().ask("SHOW wal_sync_method"));
            }
            Turns turns = new Turns(rounds, turn);
            for (int threads : THREADS) {
                // The base each time anew: storage is now fast, now slow.
                turns.add(name(BASE, threads), base, 1).add(name(TRAIL, threads), trail, threads);
                postgres.ifPresent(database -> turns.add(name(POSTGRES, threads), database, threads));
                turns.add(name(SQLITE.get(0), threads), sqlite, threads)
                        .add(name(SQLITE.get(1), threads), single, threads);
            }
            turns.run();
            THREADS.forEach(threads -> print(turns, threads, postgres.isPresent()));
        }
    }

    private void print(Turns turns, int threads, boolean postgres) {
        report.line("%n%d thread%s", threads, threads == 1 ? "" : "s");
        List<String> names = new ArrayList<>(List.of(BASE, TRAIL));
        if (postgres) {
            names.add(POSTGRES);
        }
        names.addAll(SQLITE);
        names.forEach(name -> figure(turns, name(name, threads), name, name(BASE, threads)));
        if (threads > 1) {
            goal(turns, threads, BASE, threads == 16 ? 4 : 7);
        }
        if (threads == 16) {
            if (postgres) {
                goal(turns, threads, POSTGRES, 3);
            }
            String faster = SQLITE.stream()
                    .max(Comparator.comparingDouble(name -> turns.perSecond(name(name, threads))))
                    .orElseThrow();
            goal(turns, threads, faster, 10);
        }
    }

    private void goal(Turns turns, int threads, String peer, double goal) {
        List<Double> ratios = turns.ratios(name(TRAIL, threads), name(peer, threads));
        String range = String.format(Locale.ROOT, "(%.2f to %.2f)", ratios.get(0), ratios.get(ratios.size() - 1));
        double ratio = turns.ratio(name(TRAIL, threads), name(peer, threads));
        report.atLeast("trail ÷ " + peer + " " + range, ratio, goal);
    }

    private void figure(Turns turns, String name, String title, String base) {
        List<Double> ratios = turns.ratios(name, base);
        report.line(
                "  %-32s %8.0f records/s   %6.2f × base (%.2f to %.2f)   rounds %s",
                title,
                turns.perSecond(name),
                turns.ratio(name, base),
                ratios.get(0),
                ratios.get(ratios.size() - 1),
                turns.rounds(name).stream()
                        .map(rate -> String.format(Locale.ROOT, "%.0f", rate))
                        .collect(Collectors.joining(" ")));
    }

    private static String name(String arm, int threads) {
        return arm + ", " + threads;
    }
}
