package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.Exposure;
import dev.outloop.core.internal.admit.CanonicalRequest;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.authorize.AuthorizedAction;
import dev.outloop.core.internal.authorize.AuthorizedCanary;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Caller;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the file's bytes, and what is not. */
class TrailContentTest {

    private static final String CANARY = "canary-7f3a9c51e2";

    @TempDir
    private Path temp;

    private Journal journal() throws Exception {
        return Journals.of(FileAuditSink.open(temp, SmallTrail.CLOCK), SmallTrail.CLOCK);
    }

    private byte[] file() throws Exception {
        return Files.readAllBytes(temp.resolve(TrailFormat.FILE_NAME));
    }

    private String text() throws Exception {
        return new String(file(), StandardCharsets.ISO_8859_1);
    }

    private record Agent(Workspace workspace, AgentRuntime runtime) implements Caller {}

    @Test
    void hasNothingThatTheAgentChoseInAnAttempt() throws Exception {
        AuthorizedAction action = AuthorizedCanary.of("call-1", CANARY);
        CanonicalRequest request = action.admitted().request();
        assertThat(request.path()).contains(CANARY);
        assertThat(request.encodedQuery()).contains(CANARY);
        assertThat(request.headers().get(0).value()).isEqualTo(CANARY);
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).contains(CANARY);
        assertThat(action.admitted().parameters()).containsValue(CANARY);
        assertThat(action.admitted().binding().access().secrets().toString()).contains(CANARY);

        try (Journal journal = journal()) {
            RecordedAttempt attempt = journal.record(action);
            journal.outcome(attempt, Outcome.completed(200, 1, Map.of(), Exposure.NONE_FOUND), Duration.ZERO);
        }

        assertThat(text())
                .contains("call-1", "/items/{item}", "OUTCOME")
                .doesNotContain(CANARY)
                .doesNotContain("X-Note");
    }

    @Test
    void hasNothingThatTheAgentChoseInADenial() throws Exception {
        Agent agent = new Agent(Workspace.of("acme", new Tenant("acme-corp")), new AgentRuntime("codex"));
        String alias = "Alias " + CANARY;
        ActionRequest request = ActionRequest.http(agent, alias, "POST", "/x?key=" + CANARY)
                .header("X-Note", CANARY)
                .with("item", CANARY)
                .body(CANARY.getBytes(StandardCharsets.UTF_8))
                .build();
        assertThat(request.alias()).contains(CANARY);
        assertThat(request.target().orElseThrow()).contains(CANARY);
        assertThat(request.body().orElseThrow()).isEqualTo(CANARY.getBytes(StandardCharsets.UTF_8));

        try (Journal journal = journal()) {
            journal.denied(
                    Subject.of("call-2")
                            .caller(agent.workspace(), agent.runtime())
                            .alias(request.alias()),
                    Refused.of(ErrorCode.QUERY_REFUSED, "The sentence is for the agent alone: " + CANARY));
        }

        assertThat(text()).contains("(malformed)", "QUERY_REFUSED", "call-2").doesNotContain(CANARY);
    }

    @Test
    void hasOnlyPrintableAsciiAndLineEnds() throws Exception {
        String hostile = "a\u0000\u0007\u001b[31m\r\n\t\u007f\u0085\u202e\u2066\u200b\ufeff\ud83d\ude00\ud800\"\\";

        try (Journal journal = journal()) {
            journal.pending(Subject.of("call" + hostile).rule("rule" + hostile).alias(hostile));
        }

        for (byte b : file()) {
            assertThat(b == '\n' || b >= 0x20 && b < 0x7f).as("byte %d", b).isTrue();
        }
        JsonObject record = SmallTrail.records(file()).get(0);
        assertThat(record.get("rule").getAsString()).isEqualTo("rule" + hostile);
        assertThat(SmallTrail.lines(file())).hasSize(3);
        assertThat(TrailVerifier.verify(temp).wrong()).isNull();
    }

    @Test
    void numbersWithoutAGapFromSixteenThreads() throws Exception {
        int each = 40;
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (Journal journal = journal()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                AuthorizedAction action = AuthorizedCanary.of("thread-" + thread, CANARY);
                calls.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        RecordedAttempt attempt = journal.record(action);
                        journal.outcome(
                                attempt, Outcome.completed(200, 1, Map.of(), Exposure.NONE_FOUND), Duration.ZERO);
                    }
                    return null;
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            threads.shutdown();
        }

        List<JsonObject> records = SmallTrail.records(file());
        assertThat(records).hasSize(16 * each * 2);
        for (int i = 0; i < records.size(); i++) {
            assertThat(records.get(i).get("seq").getAsLong()).isEqualTo(i + 1);
        }
        assertThat(TrailVerifier.verify(temp).wrong()).isNull();
    }
}
