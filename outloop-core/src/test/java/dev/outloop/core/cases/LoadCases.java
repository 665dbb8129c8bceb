package dev.outloop.core.cases;

import static dev.outloop.core.cases.FaultCase.unchecked;
import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.AuditTrail;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clocks that jump, and many threads. */
final class LoadCases {

    private static final int THREADS = 64;
    private static final int CALLS_EACH = Boolean.getBoolean("outloop.full") ? 1000 : 10;
    private static final int SEGMENT_BYTES = 64 << 10;
    private static final List<Instant> TIMES = List.of(
            Instant.parse("2026-01-02T03:04:05Z"),
            Instant.parse("1970-01-01T00:00:00Z"),
            Instant.parse("2016-12-31T23:59:59.999999Z"),
            Instant.parse("2026-03-29T01:30:00Z"),
            Instant.parse("2026-10-25T01:30:00Z"),
            Instant.parse("2038-01-19T03:14:07Z"),
            Instant.parse("2038-01-19T03:14:08Z"),
            Instant.parse("9999-12-31T23:59:59Z"),
            Instant.parse("2026-01-02T03:04:05Z"));

    private LoadCases() {}

    static List<FaultCase> all() {
        return List.of(
                // Numbers order the trail and times only stand in it, in UTC: no code asks which way a clock went.
                unchecked("AUD-014", LoadCases::jumpingClock),
                // A number is given under a lock, which cannot be taken out as a method.
                unchecked("AUD-017", LoadCases::manyThreads),
                unchecked("AUD-012", LoadCases::rotation));
    }

    private static void jumpingClock() throws Exception {
        TestClock clock = TestClock.create();
        try (Bench bench =
                Bench.open(yaml -> yaml, builder -> builder.clock(clock), trail -> AuditTrail.open(trail, clock))) {
            for (Instant time : TIMES) {
                clock.set(time);
                assertThat(bench.perform(bench.get("/items").build())).isCompleted();
                clock.advance(Duration.ofHours(-1));
                assertThat(bench.perform(bench.get("/items").build())).isCompleted();
            }
            bench.requireInvariants(bench.get("/items").build());
            List<AuditRecord> attempts = TrailRecords.of(bench.trail()).stream()
                    .filter(record -> record.event() == AuditEvent.ATTEMPT)
                    .toList();
            assertThat(attempts).hasSize(2 * TIMES.size());
            for (int i = 0; i < attempts.size(); i++) {
                Instant time = TIMES.get(i / 2).minus(Duration.ofHours(i % 2));
                assertThat(attempts.get(i).fields()).containsEntry("time", time.toString());
            }
        }
    }

    private static void manyThreads() throws Exception {
        Folders.with(trail -> work(trail, AuditTrail.open(trail, Clock.systemUTC())));
    }

    /** Segments of the least size follow each other under the same load, and each names the end of the one before. */
    private static void rotation() throws Exception {
        Folders.with(trail -> {
            work(trail, AuditTrail.builder(trail).segmentBytes(SEGMENT_BYTES).open());
            List<Path> segments = TrailRecords.segments(trail);
            assertThat(segments).hasSizeGreaterThan(2);
            for (int i = 1; i < segments.size(); i++) {
                assertThat(firstLine(segments.get(i)))
                        .contains("\"prev\":\"" + chain(lastLine(segments.get(i - 1))) + "\"")
                        .contains("\"reason\":\"SIZE\"");
            }
            Files.delete(segments.get(1));
            assertThat(AuditTrail.verify(trail).isIntact())
                    .as("without a segment")
                    .isFalse();
        });
    }

    private static String firstLine(Path segment) throws IOException {
        return Files.readAllLines(segment).get(0);
    }

    private static String lastLine(Path segment) throws IOException {
        List<String> lines = Files.readAllLines(segment);
        return lines.get(lines.size() - 1);
    }

    private static String chain(String line) {
        return line.substring(line.length() - 66, line.length() - 2);
    }

    private static void work(Path trail, AuditSink sink) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (LoopbackServer service = LoopbackServer.start().answer(Reply.status(200, "{}"));
                TrailBroker broker = new TrailBroker(sink, service.port())) {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                String name = "thread-" + thread + "-";
                done.add(threads.submit(() -> {
                    for (int i = 0; i < CALLS_EACH; i++) {
                        assertThat(broker.control.broker().perform(broker.request(name + i)))
                                .isCompleted();
                    }
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        TrailAccount account = new TrailAccount(trail);
        account.update();
        assertThat(account.attempts()).hasSize(THREADS * CALLS_EACH);
        assertThat(account.completed()).hasSize(THREADS * CALLS_EACH);
        assertThat(account.interrupted()).isEmpty();
    }
}
