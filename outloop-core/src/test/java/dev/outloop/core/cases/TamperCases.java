package dev.outloop.core.cases;

import static dev.outloop.core.cases.FaultCase.checked;
import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.AuditTrail;
import dev.outloop.core.AuditVerification;
import dev.outloop.core.CheckpointExport;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody changes the trail behind the broker's back. */
final class TamperCases {

    private static final int CALLS = 4;

    private TamperCases() {}

    static List<FaultCase> all() {
        return List.of(
                checked("AUD-018", TamperCases::cutTail, "by checkpoints", "journal.ExportedCheckpoints#isMissing"),
                checked(
                        "AUD-020",
                        TamperCases::movedRecords,
                        "without line 2",
                        "journal.ChainWalk#requireLinked",
                        "journal.ChainWalk#requireNumber"),
                checked("AUD-022", TamperCases::olderCopy, "by checkpoints", "journal.ExportedCheckpoints#isMissing"));
    }

    @FunctionalInterface
    private interface Work {
        void on(Path trail, List<String> lines) throws Exception;
    }

    /** A trail of a few calls, closed. */
    private static void with(Work work) throws Exception {
        Folders.with(folder -> {
            Path trail = folder.resolve("trail");
            call(trail, "first");
            work.on(trail, lines(trail));
        });
    }

    private static void call(Path trail, String prefix) throws Exception {
        try (LoopbackServer service = LoopbackServer.start().answer(Reply.status(200, "{}"));
                TrailBroker broker = new TrailBroker(
                        AuditTrail.builder(trail)
                                .exportTo(CheckpointExport.file(exported(trail)))
                                .open(),
                        service.port())) {
            for (int i = 0; i < CALLS; i++) {
                assertThat(broker.control.broker().perform(broker.request(prefix + "-" + i)))
                        .isCompleted();
            }
        }
        assertThat(AuditTrail.verify(trail).isIntact()).isTrue();
    }

    private static List<String> lines(Path trail) throws Exception {
        return Files.readAllLines(TrailRecords.segments(trail).get(0), StandardCharsets.US_ASCII);
    }

    private static void write(Path trail, List<String> lines) throws Exception {
        Files.write(TrailRecords.segments(trail).get(0), lines, StandardCharsets.US_ASCII);
    }

    /** Every line taken out, doubled, or exchanged for its neighbour. */
    private static void movedRecords() throws Exception {
        with((trail, lines) -> {
            for (int i = 1; i < lines.size() - 1; i++) {
                List<String> without = new ArrayList<>(lines);
                without.remove(i);
                requireTampering(trail, without, "without line " + (i + 1));
                List<String> doubled = new ArrayList<>(lines);
                doubled.add(i, lines.get(i));
                requireTampering(trail, doubled, "line " + (i + 1) + " twice");
                List<String> exchanged = new ArrayList<>(lines);
                exchanged.set(i, lines.get(i + 1));
                exchanged.set(i + 1, lines.get(i));
                requireTampering(trail, exchanged, "line " + (i + 1) + " after the next");
            }
        });
    }

    private static void requireTampering(Path trail, List<String> lines, String what) throws Exception {
        write(trail, lines);
        AuditVerification found = AuditTrail.verify(trail);
        assertThat(found.isIntact()).as(what).isFalse();
        assertThat(found.problem().orElseThrow().isTampering()).as(what).isTrue();
    }

    /**
     * From the trail alone this cannot be seen, and that is said; a checkpoint that was kept elsewhere shows it, unless
     * nothing but the line of that checkpoint is gone.
     */
    private static void cutTail() throws Exception {
        with((trail, lines) -> {
            for (int left = 1; left < lines.size() - 1; left++) {
                write(trail, lines.subList(0, left));
                requireSeenByCheckpointsAlone(trail);
            }
        });
    }

    private static void olderCopy() throws Exception {
        with((trail, lines) -> {
            call(trail, "second");
            assertThat(lines(trail)).hasSizeGreaterThan(lines.size());
            write(trail, lines);
            requireSeenByCheckpointsAlone(trail);
        });
    }

    private static void requireSeenByCheckpointsAlone(Path trail) throws Exception {
        assertThat(AuditTrail.verify(trail).isIntact()).isTrue();
        assertThat(AuditVerification.limits()).contains("cut off at the end");
        AuditVerification found =
                AuditTrail.verification(trail).checkpoints(exported(trail)).verify();
        assertThat(found.isIntact()).as("by checkpoints").isFalse();
        AuditVerification.Problem problem = found.problem().orElseThrow();
        assertThat(problem.kind()).isEqualTo("CUT");
        assertThat(problem.isTampering()).isTrue();
    }

    private static Path exported(Path trail) {
        return trail.resolveSibling(trail.getFileName() + "-checkpoints.jsonl");
    }
}
