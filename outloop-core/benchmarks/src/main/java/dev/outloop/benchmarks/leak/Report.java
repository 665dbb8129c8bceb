package dev.outloop.benchmarks.leak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The verdicts as a table by promise and family, and every form that was missed or over-redacted. */
public final class Report {

    private static final String HEADER = """
            | promise | forms of the value | cases | caught | missed | over-redacted | withheld | broken off |
            |---|---|---:|---:|---:|---:|---:|---:|
            """;

    private final List<Outcome> outcomes;

    Report(List<Outcome> outcomes) {
        this.outcomes = List.copyOf(outcomes);
    }

    /** The table as it stands in the README of outloop-core. */
    public String markdown() {
        StringBuilder out = new StringBuilder(HEADER);
        rows().forEach((row, cases) -> out.append(String.format(
                Locale.ROOT,
                "| %s | %s | %,d | %,d | %s | %,d | %,d | %,d |%n",
                row.promise,
                row.family + ": " + names(row.promise, row.family),
                cases.size(),
                count(cases, Verdict.CAUGHT),
                bold(count(cases, Verdict.MISSED)),
                count(cases, Verdict.OVER_REDACTED),
                count(cases, Verdict.WITHHELD),
                count(cases, Verdict.BROKEN_OFF))));
        out.append('\n').append(total()).append('\n');
        section(out, Verdict.MISSED, "Missed, by form, with the number of its cases:");
        section(out, Verdict.OVER_REDACTED, "Over-redacted:");
        section(out, Verdict.BROKEN_OFF, "Broken off, by the deadline of five seconds or otherwise:");
        return out.toString();
    }

    /** Every case that was not caught, one on a line. */
    public String details() {
        return outcomes.stream()
                .filter(outcome -> outcome.verdict() != Verdict.CAUGHT)
                .map(outcome -> String.join(
                        " | ",
                        outcome.verdict().name(),
                        outcome.promise().name(),
                        outcome.transform().name(),
                        outcome.value().name(),
                        outcome.transport().name()))
                .collect(Collectors.joining("\n"));
    }

    /** What must be caught and was missed. */
    public List<String> brokenPromises() {
        return outcomes.stream()
                .filter(Outcome::breaksPromise)
                .map(outcome -> outcome.transform().name() + " of "
                        + outcome.value().name() + " in " + outcome.transport().name())
                .toList();
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    /** How many cases there are. */
    public int cases() {
        return outcomes.size();
    }

    /** All rows of the table, whether anything of them was run or not. */
    static List<String> rowNames() {
        return Transform.all().stream()
                .map(transform -> "| " + transform.promise() + " | " + transform.family() + ": "
                        + names(transform.promise(), transform.family()) + " |")
                .distinct()
                .toList();
    }

    private record Row(Promise promise, String family) {}

    /** Ways that promise less than their form are counted in the form's row; the miss list says where they are. */
    private Map<Row, List<Outcome>> rows() {
        List<String> families =
                Transform.all().stream().map(Transform::family).distinct().toList();
        Map<Row, List<Outcome>> rows =
                new TreeMap<>(Comparator.comparing(Row::promise).thenComparing(row -> families.indexOf(row.family())));
        outcomes.forEach(outcome -> rows.computeIfAbsent(
                        new Row(
                                outcome.transform().promise(),
                                outcome.transform().family()),
                        row -> new ArrayList<>())
                .add(outcome));
        return rows;
    }

    private static String names(Promise promise, String family) {
        return Transform.all().stream()
                .filter(transform ->
                        transform.promise() == promise && transform.family().equals(family))
                .map(Transform::name)
                .map(Report::cell)
                .collect(Collectors.joining("; "));
    }

    private static String cell(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*");
    }

    private static long count(List<Outcome> cases, Verdict verdict) {
        return cases.stream().filter(outcome -> outcome.verdict() == verdict).count();
    }

    private static String bold(long count) {
        return count == 0 ? "0" : String.format(Locale.ROOT, "**%,d**", count);
    }

    private String total() {
        return String.format(Locale.ROOT, "%,d cases: ", outcomes.size())
                + Arrays.stream(Verdict.values())
                        .map(verdict -> String.format(Locale.ROOT, "%,d ", count(outcomes, verdict))
                                + verdict.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private void section(StringBuilder out, Verdict verdict, String title) {
        Map<Promise, Map<String, int[]>> forms = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            int[] counts = forms.computeIfAbsent(outcome.promise(), promise -> new TreeMap<>())
                    .computeIfAbsent(outcome.transform().name(), name -> new int[2]);
            counts[0] += outcome.verdict() == verdict ? 1 : 0;
            counts[1]++;
        }
        forms.values().forEach(byName -> byName.values().removeIf(counts -> counts[0] == 0));
        forms.values().removeIf(Map::isEmpty);
        if (!forms.isEmpty()) {
            out.append('\n').append(title).append("\n\n");
            forms.forEach((promise, byName) -> out.append("- ")
                    .append(promise)
                    .append(": ")
                    .append(byName.entrySet().stream()
                            .map(entry -> cell(entry.getKey()) + " (" + entry.getValue()[0] + " of "
                                    + entry.getValue()[1] + ")")
                            .collect(Collectors.joining("; ")))
                    .append('\n'));
        }
    }
}
