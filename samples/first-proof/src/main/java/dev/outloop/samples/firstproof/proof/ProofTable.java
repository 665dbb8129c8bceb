package dev.outloop.samples.firstproof.proof;

import java.io.PrintStream;
import java.util.Locale;

/** The table of at most 80 columns. */
final class ProofTable {

    private static final String ROW = "%-28s  %-19s %5s %3s %4s %4s %4s %5s%n";

    private final PrintStream out;

    ProofTable(PrintStream out) {
        this.out = out;
    }

    void head() {
        out.printf(
                Locale.ROOT,
                ROW,
                "what the agent asked for",
                "what it saw",
                "vault",
                "API",
                "cuts",
                "sent",
                "seen",
                "trail");
    }

    void row(Measured row) {
        out.printf(
                Locale.ROOT,
                ROW,
                row.call().name(),
                row.saw(),
                row.vault(),
                row.requests(),
                row.cuts(),
                row.keysSent(),
                row.keysSeen(),
                row.records());
    }

    void legend() {
        out.println("vault, API: calls made to each. cuts: places redacted. sent, seen: places with");
        out.println("the key in what the API sent and in what the agent got. trail: new records.");
    }
}
