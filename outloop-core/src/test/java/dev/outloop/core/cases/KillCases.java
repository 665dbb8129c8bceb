package dev.outloop.core.cases;

import static dev.outloop.core.cases.FaultCase.checked;
import static dev.outloop.core.cases.FaultCase.unchecked;
import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.AuditTrail;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** A broker's process that is killed, in a place that it has said it had come to. */
final class KillCases {

    /** How far the cuts of a torn line are apart. */
    private static final int STEP = Boolean.getBoolean("outloop.full") ? 3 : 11;

    private KillCases() {}

    static List<FaultCase> all() {
        return List.of(
                checked(
                        "AUD-001",
                        () -> killedAt("vault", "asked", 0),
                        "how it ended",
                        "journal.Journal#recordDurably"),
                checked(
                        "AUD-002",
                        () -> killedAt("answer", "answered", 1),
                        "how it ended",
                        "journal.Journal#recordDurably"),
                checked("AUD-003", KillCases::tornAttempt, "RECOVERED", "journal.Trail#note"),
                // The lock is the operating system's and goes with the process; there is nothing to take out.
                unchecked("AUD-016", KillCases::lockOfTheDead));
    }

    /** Between the attempt and its outcome: the next broker closes it as unknown, whether it reached the service or not. */
    private static void killedAt(String what, String place, int requests) throws Exception {
        Folders.with(trail -> {
            try (LoopbackServer service = LoopbackServer.start().answer(Reply.status(200, "{}"))) {
                try (TrailProcess process = TrailProcess.start(what, trail, service.port(), "first")) {
                    process.requireLine(place);
                    process.kill();
                }
                assertThat(calls(trail)).as("what the killed one left").containsExactly("ATTEMPT");
                assertThat(service.requests()).hasSize(requests);
                TrailBroker.open(trail, service.port()).close();
                TrailBroker.open(trail, service.port()).close();
                assertThat(service.requests()).as("nothing is sent again").hasSize(requests);
            }
            assertThat(calls(trail)).as("how it ended").containsExactly("ATTEMPT", "OUTCOME");
            List<AuditRecord> records = TrailRecords.of(trail);
            String id = only(records, AuditEvent.ATTEMPT).actionId();
            AuditRecord outcome = only(records, AuditEvent.OUTCOME);
            assertThat(outcome.actionId()).isEqualTo(id);
            assertThat(outcome.fields()).containsEntry("code", "INTERRUPTED").containsEntry("effect", "UNKNOWN");
            assertThat(AuditTrail.verify(trail).isIntact()).isTrue();
        });
    }

    /**
     * Wherever the write of an attempt was cut, the part is cut away and that is noted. A process that is killed cannot
     * be stopped within one short write, so the cuts are made here; that nothing was sent before the whole line was
     * there holds in every case and under every crash, see {@link CrashedBrokerTest}.
     */
    private static void tornAttempt() throws Exception {
        Folders.with(whole -> {
            try (LoopbackServer service = LoopbackServer.start()) {
                try (TrailProcess process = TrailProcess.start("vault", whole, service.port(), "torn")) {
                    process.requireLine("asked");
                    process.kill();
                }
                Path segment = TrailRecords.segments(whole).get(0);
                byte[] bytes = Files.readAllBytes(segment);
                int start = lastLine(bytes);
                for (int end = start + 1; end < bytes.length; end += end < bytes.length - 2 ? STEP : 1) {
                    byte[] torn = Arrays.copyOf(bytes, end);
                    Folders.with(parent -> cut(whole, parent.resolve("trail"), torn, start));
                }
                assertThat(service.requests()).isEmpty();
            }
        });
    }

    private static void cut(Path whole, Path trail, byte[] torn, int start) throws Exception {
        Folders.copy(whole, trail);
        Files.write(TrailRecords.segments(trail).get(0), torn);
        AuditTrail.open(trail, Clock.systemUTC()).close();
        assertThat(AuditTrail.verify(trail).isIntact())
                .as("intact after a cut at %d", torn.length - start)
                .isTrue();
        String text = Files.readString(TrailRecords.segments(trail).get(0));
        assertThat(text)
                .contains("\"event\":\"RECOVERED\"")
                .contains("\"torn_bytes\":" + (torn.length - start) + "}")
                .doesNotContain("ATTEMPT");
    }

    private static int lastLine(byte[] bytes) {
        int i = bytes.length - 1;
        while (bytes[i - 1] != '\n') {
            i--;
        }
        return i;
    }

    private static void lockOfTheDead() throws Exception {
        Folders.with(trail -> {
            try (TrailProcess process = TrailProcess.start("open", trail, 9, "none")) {
                process.requireLine("opened");
                assertThatThrownBy(() -> AuditTrail.open(trail, Clock.systemUTC()))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("another broker has it open");
                process.kill();
            }
            assertThat(trail.resolve("trail.lock")).exists();
            AuditTrail.open(trail, Clock.systemUTC()).close();
        });
    }

    /** What the trail says of calls, in its order. */
    static List<String> calls(Path trail) throws IOException {
        return TrailRecords.of(trail).stream()
                .filter(record -> !record.actionId().isEmpty())
                .map(record -> record.event().name())
                .toList();
    }

    private static AuditRecord only(List<AuditRecord> records, AuditEvent event) {
        List<AuditRecord> found =
                records.stream().filter(record -> record.event() == event).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
