package dev.outloop.samples.firstproof.command;

import dev.outloop.core.AuditVerification;
import dev.outloop.core.ReplayDifference;
import dev.outloop.core.ReplayReport;
import java.util.ArrayList;
import java.util.List;

/** What a replay found, for people. */
final class ReplayText {

    private ReplayText() {}

    static List<String> lines(ReplayReport report, AuditVerification verified) {
        List<String> lines = new ArrayList<>();
        lines.add(
                verified.isIntact()
                        ? "trail: intact, " + verified.records() + " records"
                        : "trail: NOT INTACT, what follows may be wrong: " + verified);
        report.damage().forEach(damage -> lines.add("damage: " + damage));
        for (ReplayDifference difference : report.differences()) {
            lines.addAll(lines(difference));
        }
        if (report.ungrouped() > 0) {
            lines.add(report.ungrouped() + " more, of too many kinds to tell apart");
        }
        report.charges().forEach((limit, count) -> lines.add("limit " + limit + ": would count " + count));
        if (report.pinsNotCompared() > 0) {
            lines.add("pins: " + report.pinsNotCompared()
                    + " of those that are the same could not be compared; give --was, the configuration as it was");
        }
        lines.add(report.same() + " the same, " + report.differing() + " differ, " + report.undecided()
                + " depend on what the trail does not hold, " + report.notJudged() + " not judged");
        return lines;
    }

    private static List<String> lines(ReplayDifference difference) {
        String what = difference.alias() + (difference.action().isEmpty() ? "" : "/" + difference.action());
        List<String> lines = new ArrayList<>();
        lines.add((difference.isUndecided() ? "DEPENDS  " : "DIFFERS  ") + difference.count() + " x " + what + ": was "
                + difference.was() + ", now " + difference.now());
        add(lines, "by", difference.rules());
        add(lines, "depends on", difference.dependsOn());
        add(lines, "another request by its", difference.changes());
        add(lines, "such as", difference.examples());
        return lines;
    }

    private static void add(List<String> lines, String word, List<String> things) {
        if (!things.isEmpty()) {
            lines.add("         " + word + " " + String.join(", ", things));
        }
    }
}
