package dev.outloop.benchmarks;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a lease costs that is kept, at few references and at many, beside a vault in memory and the keystore. */
public final class LeaseCost {

    private static final String AT_ONCE = "a vault that answers at once";
    private static final String FEW = "kept, 10 references";
    private static final String MANY = "kept, 10,000 references";
    private static final String KEYSTORE = "one keystore read";

    private final Plan plan;
    private final PrintStream out;

    LeaseCost(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    /**
     * Measures and prints.
     *
     * @param arguments {@code brief} to see that it runs
     */
    public static void main(String... arguments) throws Exception {
        boolean brief = arguments.length > 0 && arguments[0].equals("brief");
        new LeaseCost(brief ? Plan.brief() : new Plan(2_000, 5, 20, 20), System.out).run();
    }

    void run() throws Exception {
        Path directory = Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "leases");
        try (LeaseArm atOnce = new LeaseArm(10, true);
                LeaseArm few = new LeaseArm(10, false);
                LeaseArm many = new LeaseArm(10_000, false);
                KeystoreArm keystore = new KeystoreArm(directory)) {
            print("measured on %s", Machine.describe(directory));
            print("%s", plan);
            Interleaved kept = Interleaved.byThreadTime(plan)
                    .arm(AT_ONCE, atOnce)
                    .arm(FEW, few)
                    .arm(MANY, many)
                    .warmUp()
                    .run();
            for (String name : new String[] {AT_ONCE, FEW, MANY}) {
                figure(kept, name, LeaseArm.LEASES);
            }
            Interleaved read = new Interleaved(new Plan(Math.min(plan.warmups(), 100), plan.rounds(), 1, plan.calls()))
                    .arm(KEYSTORE, keystore)
                    .warmUp()
                    .run();
            figure(read, KEYSTORE, 1);
        } finally {
            Directories.delete(directory);
        }
    }

    private void figure(Interleaved run, String name, int leases) {
        StringBuilder rounds = new StringBuilder();
        run.rounds(name).forEach(micros -> rounds.append(String.format(Locale.ROOT, " %.2f", micros / leases)));
        print("%-32s %8.2f µs   (rounds:%s)", name, run.micros(name) / leases, rounds);
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
