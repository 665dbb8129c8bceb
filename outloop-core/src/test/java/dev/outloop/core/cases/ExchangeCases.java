package dev.outloop.core.cases;

import static dev.outloop.core.cases.FaultCase.checked;
import static dev.outloop.core.cases.FaultCase.unchecked;
import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.Call;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.action.Effect;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Decision;
import dev.outloop.spi.PolicyEvaluator;
import dev.outloop.testkit.net.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Services, requests and crowds that want more than there is. */
final class ExchangeCases {

    private static final String FAILURE = "expected";
    private static final String WIRE_CAP = "dispatch.ResponseBody#requireSmall";
    private static final String BODY_CAP = "redact.BodyCap#requireNothingBeyond";
    private static final long TEN_GIB = 10L << 30;
    private static final boolean FULL = Boolean.getBoolean("outloop.full");
    private static final int MANY = FULL ? 1000 : 100;

    /** How many calls a broker has under way at most. */
    private static final int TAKEN = 512;

    /** How many connections one access has at most. */
    private static final int CONNECTIONS = 32;

    private ExchangeCases() {}

    static List<FaultCase> all() {
        return List.of(
                checked("RES-001", ExchangeCases::tenGigabytes, FAILURE, WIRE_CAP, BODY_CAP),
                checked("RES-002", ExchangeCases::endlessChunks, FAILURE, WIRE_CAP, BODY_CAP),
                checked("RES-006", ExchangeCases::endlessInterim, FAILURE, "dispatch.Exchange#requireFewInterim"),
                checked("RES-009", ExchangeCases::unknownCodings, FAILURE, "redact.ContentCodings#requireReadable"),
                // The length of a line is bounded by the library's reader.
                unchecked("RES-011", ExchangeCases::longHeaderLine),
                // There is no code that speaks HTTP/2, and none that asks for it: nothing to take out.
                unchecked("RES-012", ExchangeCases::noOtherProtocol),
                // Nothing holds a line; there is no check to take out.
                unchecked("RES-015", ExchangeCases::oneLine),
                // Depth and length of numbers are bounded by the parser, which cannot be had without.
                unchecked("RES-016", ExchangeCases::deepRequest),
                unchecked("RES-017", ExchangeCases::hugeNumber),
                // There is no code that reads XML.
                unchecked("RES-019", ExchangeCases::xmlIsText),
                checked("RES-020", ExchangeCases::crowd, FAILURE, "pipeline.RunningCalls#isFull"),
                // Looked at in three stages, so that only what stops a call can be taken out.
                checked("RES-025", ExchangeCases::cancelledBefore, FAILURE, "admit.CallScope#stop"),
                // The outcome is what the exchange had come to; there is no check to take out.
                unchecked("RES-026", ExchangeCases::cancelledAfter),
                // A look-up is a hash table's, and has nothing to take out.
                unchecked("RES-030", ExchangeCases::manyWorkspaces),
                unchecked("RES-029", ExchangeCases::dumpsAreDocumented),
                // There is no code that repeats a write.
                unchecked("RES-031", ExchangeCases::writeIsNotRepeated));
    }

    /** The head promises ten gigabytes and the body keeps the promise. */
    private static void tenGigabytes() throws Exception {
        requireTooLarge(Reply.hugeBody(TEN_GIB));
    }

    private static void endlessChunks() throws Exception {
        String chunk = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
        Reply reply = Reply.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 100; i++) {
            reply = reply.then(chunk);
        }
        requireTooLarge(reply.thenHang());
    }

    private static void requireTooLarge(Reply reply) throws Exception {
        try (Bench bench = Bench.open(yaml -> yaml.replace("deadline: 8s", "deadline: 2s, response: 1MiB"), b -> b)) {
            bench.requireControls();
            bench.answer(reply);
            ActionRequest request = bench.get("/items").build();
            long before = usedBytes();
            ActionResult result = bench.perform(request);
            assertThat(result).isFailedWith(ErrorCode.RESPONSE_TOO_LARGE).hasEffect(Effect.HAPPENED);
            assertThat(usedBytes() - before).as("heap, expected to stay small").isLessThan(64L << 20);
            bench.answer(Reply.status(200, "fine"));
            ActionResult after = bench.perform(request);
            assertThat(after).isCompleted();
            assertThat(bench.good.connections()).as("the first was closed").isEqualTo(3);
            bench.requireInvariants(request, result, after);
        }
    }

    private static void endlessInterim() throws Exception {
        Reply reply = Reply.nothing();
        for (int i = 0; i < 1000; i++) {
            reply = reply.then("HTTP/1.1 100 Continue\r\n\r\n");
        }
        requireFailed(reply.then("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), ErrorCode.UPSTREAM_BROKEN, 1);
    }

    /** CVE-2026-64607: each of these kept a connection of the pool for good. */
    private static void unknownCodings() throws Exception {
        requireFailed(Reply.status(200, gzip("x"), "Content-Encoding: foo"), ErrorCode.RESPONSE_WITHHELD, MANY);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static void longHeaderLine() throws Exception {
        requireFailed(Reply.headerBomb(1, 5 << 20), ErrorCode.UPSTREAM_BROKEN, 1);
    }

    private static void requireFailed(Reply reply, ErrorCode code, int times) throws Exception {
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            ActionRequest request = bench.get("/items").build();
            bench.answer(reply);
            List<ActionResult> results = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                ActionResult result = bench.perform(request);
                assertThat(result).isFailedWith(code);
                results.add(result);
            }
            bench.answer(Reply.status(200, "fine"));
            ActionResult after = bench.perform(request);
            assertThat(after).isCompleted();
            results.add(after);
            bench.requireInvariants(request, results.toArray(ActionResult[]::new));
        }
    }

    private static void noOtherProtocol() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            assertThat(bench.lastRequest().header("Upgrade")).isEmpty();
            assertThat(bench.lastRequest().header("HTTP2-Settings")).isEmpty();
            bench.answer(Reply.raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
            ActionRequest request = bench.get("/items").build();
            ActionResult result = bench.perform(request);
            assertThat(result).isFailedWith(ErrorCode.UPSTREAM_BROKEN);
            bench.requireInvariants(request, result);
        }
    }

    /** A hundred megabytes (fewer in a quick run) without a line break go by, and are never held as a whole. */
    private static void oneLine() throws Exception {
        long length = (FULL ? 100L : 32L) << 20;
        try (Bench bench =
                Bench.open(yaml -> yaml.replace("deadline: 8s", "deadline: 60s, response: 100MiB"), b -> b)) {
            bench.requireControls();
            bench.answer(Reply.hugeBody(length));
            ActionRequest request = bench.get("/items").build();
            long[] count = {0};
            long before = usedBytes();
            ActionResult result = bench.newCall(request).perform((head, body) -> count[0] = drain(body));
            assertThat(result).as("expected to complete").isCompleted();
            assertThat(count[0]).isEqualTo(length);
            assertThat(usedBytes() - before).as("heap").isLessThan(64L << 20);
            bench.requireInvariants(request, result);
        }
    }

    private static long drain(InputStream body) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long count = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            count += read;
        }
        return count;
    }

    private static void deepRequest() throws Exception {
        requireBodyRefused("[".repeat(100_000) + "]".repeat(100_000));
    }

    private static void hugeNumber() throws Exception {
        requireBodyRefused("{\"amount\":1" + "0".repeat(2000) + "}");
        requireNumberAsWritten();
    }

    private static void requireBodyRefused(String body) throws Exception {
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            ActionRequest request = bench.json(ActionRequest.http(bench.a, "crm", "POST", "/items"), body)
                    .build();
            ActionResult result = bench.perform(request);
            assertThat(result).isDeniedWith(ErrorCode.BODY_REFUSED);
            bench.requireInvariants(request, result);
        }
    }

    /** A number is text to the broker: an exponent costs nothing. */
    private static void requireNumberAsWritten() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            ActionRequest request = bench.json(
                            ActionRequest.http(bench.a, "crm", "POST", "/items"), "{\"amount\":1e1000000000}")
                    .build();
            ActionResult result = bench.perform(request);
            assertThat(result).isCompleted();
            assertThat(bench.lastRequest().bodyAsUtf8()).isEqualTo("{\"amount\":1e1000000000}");
            bench.requireInvariants(request, result);
        }
    }

    private static void xmlIsText() throws Exception {
        String xml = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">"
                + "<!ENTITY b \"&a;&a;&a;\">]><x>&b;</x>";
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            bench.answer(Reply.status(200, xml, "Content-Type: application/xml"));
            ActionRequest request = bench.get("/items").build();
            ActionResult result = bench.perform(request);
            assertThat(result).isCompleted();
            assertThat(((ActionResult.Completed) result).bodyAsUtf8()).isEqualTo(xml);
            bench.requireInvariants(request, result);
        }
    }

    /** More callers than the broker takes: what is beyond is refused and opens nothing, and then all goes on. */
    private static void crowd() throws Exception {
        int more = 40;
        Semaphore go = new Semaphore(0);
        CountDownLatch entered = new CountDownLatch(TAKEN + 2);
        PolicyEvaluator counting = input -> {
            entered.countDown();
            return Decision.none();
        };
        ExecutorService callers = Executors.newCachedThreadPool();
        try (Bench bench = Bench.open(
                yaml -> yaml.replace("deadline: 8s", "deadline: 120s"), builder -> builder.policy(counting))) {
            bench.requireControls();
            bench.good.answer(received -> Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")
                    .thenAwait(go)
                    .then("ok"));
            ActionRequest request = bench.get("/items").build();
            List<Future<ActionResult>> calls = new ArrayList<>();
            for (int i = 0; i < TAKEN; i++) {
                Call call = bench.newCall(request);
                calls.add(callers.submit(() -> call.perform()));
            }
            assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
            bench.good.answer(Reply.status(200, "ok"));
            List<ActionResult> results = new ArrayList<>();
            for (int i = 0; i < more; i++) {
                Future<ActionResult> beyond = callers.submit(() -> bench.perform(request));
                assertThat(beyond).as("expected a refusal at once").succeedsWithin(Duration.ofSeconds(3));
                assertThat(beyond.get()).isDeniedWith(ErrorCode.CONCURRENCY_LIMITED);
                results.add(beyond.get());
            }
            go.release(TAKEN);
            for (Future<ActionResult> call : calls) {
                ActionResult result = call.get();
                assertThat(result).isCompleted();
                results.add(result);
            }
            // Calls at once share a question to the vault, so that those cannot be counted here.
            assertThat(results).allSatisfy(each -> assertThat(each).hides(bench.crmKey));
            assertThat(bench.good.connections()).isLessThanOrEqualTo(CONNECTIONS + 2);
        } finally {
            callers.shutdownNow();
        }
    }

    /** The caller gives up while the vault is asked: nothing is sent. */
    private static void cancelledBefore() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            ActionRequest request = bench.get("/items").build();
            Call call = bench.newCall(request);
            bench.vault.beforeAnswering(call::cancel);
            ActionResult result = call.perform();
            assertThat(result).isFailedWith(ErrorCode.CANCELLED).hasEffect(Effect.NONE);
            assertThat(bench.good.requests()).as("expected no more requests").hasSize(2);
            bench.requireInvariants(request, result);
        }
    }

    private static void cancelledAfter() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            ActionRequest request = bench.get("/items").build();
            Call call = bench.newCall(request);
            bench.good.answer(received -> {
                call.cancel();
                return Reply.nothing().thenHang();
            });
            ActionResult result = call.perform();
            assertThat(result).isFailedWith(ErrorCode.CANCELLED).hasEffect(Effect.UNKNOWN);
            bench.requireInvariants(request, result);
        }
    }

    private static void manyWorkspaces() throws Exception {
        int count = 10 * MANY;
        StringBuilder workspaces = new StringBuilder("workspaces:\n");
        StringBuilder grants = new StringBuilder("workspaces: { a: {}");
        for (int i = 0; i < count; i++) {
            workspaces.append("  w").append(i).append(": { tenant: t").append(i).append(" }\n");
            grants.append(", w").append(i).append(": {}");
        }
        try (Bench bench = Bench.open(
                yaml -> yaml.replace("workspaces:\n", workspaces).replace("workspaces: { a: {}", grants), b -> b)) {
            bench.requireControls();
            ActionRequest request = ActionRequest.http(
                            bench.control.assertCaller("w" + (count - 1), "codex"), "bear", "GET", "/items")
                    .build();
            assertThat(bench.control.broker().actions(request.caller()))
                    .extracting(summary -> summary.alias())
                    .contains("crm", "maps", "bear")
                    .doesNotContain("ads");
            ActionResult result = bench.perform(request);
            assertThat(result).isCompleted();
            bench.requireInvariants(request, result);
        }
    }

    private static void dumpsAreDocumented() throws Exception {
        Path root = Path.of("").toAbsolutePath().getParent();
        assertThat(Files.readString(root.resolve(".github/SECURITY.md"))).contains("HeapDumpOnOutOfMemoryError");
    }

    private static void writeIsNotRepeated() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            bench.answer(Reply.nothing().thenReset());
            ActionRequest request = bench.json(ActionRequest.http(bench.a, "crm", "POST", "/items"), "{\"a\":1}")
                    .build();
            ActionResult result = bench.perform(request);
            assertThat(result).isFailedWith(ErrorCode.UPSTREAM_BROKEN).hasEffect(Effect.UNKNOWN);
            assertThat(bench.good.requests()).hasSize(3);
            bench.requireInvariants(request, result);
        }
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
