package dev.outloop.benchmarks;

import dev.outloop.benchmarks.leak.AbsentForm;
import dev.outloop.benchmarks.leak.Matrix;
import dev.outloop.benchmarks.leak.ReadmeTable;
import dev.outloop.benchmarks.leak.Report;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Which forms of a secret redaction catches in a whole broker, and which it misses.
 *
 * <p>Ends with 1 if a form that must be caught was missed, and with 2 if a response did not hold what was planted.
 */
public final class LeakMatrix {

    private LeakMatrix() {}

    /**
     * Runs and prints.
     *
     * @param arguments {@code --quick} for a few values and ways; {@code --markdown} for the README's table alone;
     *     {@code --details} for every case that was not caught; {@code --readme FILE} to put the table there
     */
    public static void main(String... arguments) throws Exception {
        System.exit(run(List.of(arguments), new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    static int run(List<String> arguments, PrintStream out) throws Exception {
        Report report;
        try {
            report = new Matrix(arguments.contains("--quick")).run();
        } catch (AbsentForm e) {
            out.println(e.getMessage());
            return 2;
        }
        int readme = arguments.indexOf("--readme");
        if (readme >= 0) {
            ReadmeTable.replace(Path.of(arguments.get(readme + 1)), report);
        }
        out.print(report.markdown());
        if (arguments.contains("--details")) {
            out.println(report.details());
        }
        List<String> broken = report.brokenPromises();
        if (!arguments.contains("--markdown")) {
            broken.forEach(miss -> out.println("MUST, but missed: " + miss));
        }
        return broken.isEmpty() ? 0 : 1;
    }
}
