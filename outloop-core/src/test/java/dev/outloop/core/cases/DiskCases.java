package dev.outloop.core.cases;

import static dev.outloop.core.cases.FaultCase.checked;
import static dev.outloop.core.cases.FaultCase.unchecked;
import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.action.ActionResult;
import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.AuditTrail;
import dev.outloop.core.internal.journal.SimulatedTrail;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;

/** A disk that is full, limited, slow, or used by others. */
final class DiskCases {

    private static final int LIMIT_BYTES = 2 << 20;

    private DiskCases() {}

    static List<FaultCase> all() {
        return List.of(
                checked(
                        "AUD-006",
                        DiskCases::fullBeforeTheCall,
                        "expected",
                        "journal.Segment#write",
                        "journal.Segment#displacement"),
                checked("AUD-007", DiskCases::fullAfterTheCall, "expected", "journal.Ledger#owe"),
                // Another process meets the limit, so nothing is taken out here.
                unchecked("AUD-008", DiskCases::limited),
                checked("AUD-010", () -> spoiled(Files::delete), "expected", "journal.Segment#displacement"),
                checked("AUD-011", () -> spoiled(DiskCases::truncate), "expected", "journal.Segment#displacement"),
                checked("AUD-039", DiskCases::linked, "to raise a throwable", "disk.OwnerDirectory#requireRegularFile"),
                checked("AUD-041", SlowDisk::holdsCallsBack, "before it was durable", "journal.Ledger#await"));
    }

    @FunctionalInterface
    private interface Fault {
        void on(Path segment) throws IOException;
    }

    private static void fullBeforeTheCall() throws Exception {
        SimulatedTrail trail = SimulatedTrail.create();
        try (LoopbackServer service = LoopbackServer.start().answer(Reply.status(200, "{}"));
                TrailBroker broker = new TrailBroker(trail.open(), service.port())) {
            requireWorking(broker, service);
            trail.fillUp();
            requireUnavailable(broker, service);
        }
        assertThat(trail.isIntact()).isTrue();
    }

    /** The answer is given, and says that its end is not on the trail; that is written once there is room again. */
    private static void fullAfterTheCall() throws Exception {
        SimulatedTrail trail = SimulatedTrail.create();
        try (LoopbackServer service = LoopbackServer.start();
                TrailBroker broker = new TrailBroker(trail.open(), service.port())) {
            service.answer(request -> {
                trail.fillUp();
                return Reply.status(200, "{}");
            });
            ActionResult result = broker.control.broker().perform(broker.request("first"));
            assertThat(result).isCompleted();
            assertThat(((ActionResult.Completed) result).outcomeRecorded()).isFalse();
            requireUnavailable(broker, service);
            assertThat(events(trail)).containsExactly("ATTEMPT");
            trail.makeRoom();
            service.answer(Reply.status(200, "{}"));
            assertThat(broker.control.broker().perform(broker.request("second")))
                    .isCompleted();
            assertThat(events(trail)).as("expected the outcome first").startsWith("ATTEMPT", "OUTCOME", "ATTEMPT");
        }
        assertThat(trail.isIntact()).isTrue();
    }

    private static List<String> events(SimulatedTrail trail) {
        return trail.records().stream()
                .filter(record -> !record.actionId().isEmpty())
                .map(record -> record.event().name())
                .toList();
    }

    private static void limited() throws Exception {
        Folders.with(trail -> {
            fill(trail);
            try (LoopbackServer service = LoopbackServer.start().answer(Reply.status(200, "{}"))) {
                List<String> shell = List.of("sh", "-c", "ulimit -f " + LIMIT_BYTES / 512 + "; exec \"$@\"", "sh");
                try (TrailProcess process = TrailProcess.start(shell, "limited", trail, service.port(), "l-")) {
                    String line = process.line();
                    assertThat(line).matches("[0-9]+ AUDIT_UNAVAILABLE [0-9]+");
                    String[] words = line.split(" ");
                    int answered = Integer.parseInt(words[0]) - 1;
                    assertThat(answered).isPositive();
                    assertThat(service.requests()).hasSize(answered);
                    assertThat(words[2]).isEqualTo(Integer.toString(answered));
                }
            }
            assertThat(Files.size(TrailRecords.segments(trail).get(0))).isLessThanOrEqualTo(LIMIT_BYTES);
            TrailBroker.open(trail, 9).close();
            assertThat(AuditTrail.verify(trail).isIntact()).isTrue();
        });
    }

    /** Records until there is room for a few calls below the limit. */
    private static void fill(Path trail) throws IOException {
        try (AuditSink sink = AuditTrail.open(trail, Clock.systemUTC())) {
            Path segment = TrailRecords.segments(trail).get(0);
            Clock clock = Clock.systemUTC();
            for (long i = 1; Files.size(segment) < LIMIT_BYTES - 8192; i++) {
                sink.append(AuditRecord.builder(i, clock.instant(), AuditEvent.PENDING, "filling-" + i)
                        .rule("r".repeat(200))
                        .build());
            }
        }
    }

    private static void spoiled(Fault fault) throws Exception {
        Folders.with(trail -> {
            try (LoopbackServer service = LoopbackServer.start().answer(Reply.status(200, "{}"));
                    TrailBroker broker = TrailBroker.open(trail, service.port())) {
                requireWorking(broker, service);
                fault.on(TrailRecords.segments(trail).get(0));
                requireUnavailable(broker, service);
            }
        });
    }

    private static void truncate(Path segment) throws IOException {
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            file.truncate(0);
        }
    }

    /** A link under any of the trail's names, to something that exists or not. */
    private static void linked() throws Exception {
        Folders.with(folder -> {
            Path keys = Files.writeString(folder.resolve("authorized_keys"), "ssh-ed25519 AAAA\n");
            for (String name : List.of("trail-000001.jsonl", "trail.lock")) {
                for (Path target : List.of(keys, folder.resolve("missing"))) {
                    Path trail = Files.createDirectory(folder.resolve(name + "-" + target.getFileName()));
                    Files.createSymbolicLink(trail.resolve(name), target);
                    assertThatThrownBy(() -> AuditTrail.open(trail, Clock.systemUTC()))
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining(name);
                }
            }
            assertThat(keys).hasContent("ssh-ed25519 AAAA\n");
            assertThat(folder.resolve("missing")).doesNotExist();
        });
    }

    static void requireWorking(TrailBroker broker, LoopbackServer service) {
        assertThat(broker.control.broker().perform(broker.request("working"))).isCompleted();
        assertThat(broker.vault.leaseCalls()).isOne();
        assertThat(service.requests()).hasSize(1);
    }

    private static void requireUnavailable(TrailBroker broker, LoopbackServer service) {
        requireUnavailable(broker, service, 1);
    }

    /** Refuses the next call, with so many made before. */
    static void requireUnavailable(TrailBroker broker, LoopbackServer service, int calls) {
        assertThat(broker.control.broker().perform(broker.request("refused")))
                .isDeniedWith(ErrorCode.AUDIT_UNAVAILABLE);
        assertThat(broker.vault.leaseCalls()).isEqualTo(calls);
        assertThat(service.requests()).hasSize(calls);
    }
}
