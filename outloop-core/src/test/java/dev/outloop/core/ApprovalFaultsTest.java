package dev.outloop.core;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.Call;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.policy.Approval;
import dev.outloop.policy.ApprovalTerms;
import dev.outloop.spi.Approver;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An approval, where something fails,")
class ApprovalFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    @SuppressWarnings("NullAway") // breaks the contract on purpose
    void isNotGivenByAnApproverWithoutAnAnswer() throws Exception {
        try (ApprovedCalls calls = new ApprovedCalls(builder -> builder.approver((request, atMost) -> null))) {
            requireWaiting(calls);
        }
    }

    @Test
    void isNotGivenByAnApproverThatFails() throws Exception {
        Approver failing = (request, atMost) -> {
            throw new LinkageError("no window");
        };
        try (ApprovedCalls calls = new ApprovedCalls(builder -> builder.approver(failing))) {
            requireWaiting(calls);
        }
    }

    @Test
    void isNotGivenByAnApproverThatIsLate() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (ApprovedCalls calls =
                new ApprovedCalls(builder -> builder.approver(late(interrupted), Duration.ofMillis(50)))) {
            requireWaiting(calls);
            assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
            requireWaiting(calls);
        }
    }

    @Test
    void isNotGivenToACallThatWasCancelledMeanwhile() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Approver hanging = (request, atMost) -> {
            asked.countDown();
            return late(interrupted).ask(request, atMost);
        };
        try (ApprovedCalls calls = new ApprovedCalls(builder -> builder.approver(hanging, LONG))) {
            Call call = calls.control.broker().newCall(calls.add("Anna"));
            CompletableFuture<ActionResult> result = CompletableFuture.supplyAsync(call::perform);
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            call.cancel();
            assertThat(result.get(20, TimeUnit.SECONDS)).isNotInstanceOf(ActionResult.Completed.class);
            assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
            requireWaiting(calls);
        }
    }

    @Test
    void isNotAskedForWhatTheTrailDoesNotHave() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Approver person = (request, atMost) -> {
            asked.countDown();
            return Approver.Answer.APPROVED;
        };
        RecordingAuditSink trail = RecordingAuditSink.create();
        try (ApprovedCalls calls = new ApprovedCalls(
                ApprovedCalls.asking(ApprovalTerms.once()), trail, builder -> builder.approver(person))) {
            trail.failAppend(trail.appends() + 1);
            assertThat(calls.perform(calls.add("Anna")))
                    .isNotInstanceOf(ActionResult.Completed.class)
                    .isNotInstanceOf(ActionResult.PendingApproval.class);
            assertThat(asked.getCount()).as("nobody was asked").isOne();
            assertThat(calls.vault.leaseCalls()).isZero();
        }
    }

    @Test
    void doesNotCountUnlessTheTrailHasIt() throws Exception {
        RecordingAuditSink trail = RecordingAuditSink.create();
        try (ApprovedCalls calls =
                new ApprovedCalls(ApprovedCalls.asking(ApprovalTerms.once()), trail, UnaryOperator.identity())) {
            String id = calls.pending(calls.add("Anna")).approvalId();
            trail.failAppend(trail.appends() + 1);
            assertThatThrownBy(() -> calls.control.approve(id, null)).isInstanceOf(IOException.class);
            assertThat(calls.control.approvals().get(0).state()).isEqualTo(Approval.State.PENDING);
            assertThat(calls.vault.leaseCalls()).isZero();
        }
    }

    @Test
    void outlastsARestartOnARealFolder() throws Exception {
        try (ApprovedCalls calls = new ApprovedCalls(UnaryOperator.identity());
                OutloopBroker first = broker(calls)) {
            String approved = pending(first, "Anna");
            String waiting = pending(first, "Berta");
            first.approve(approved, "yes");
            first.close();
            try (OutloopBroker second = broker(calls)) {
                assertThat(second.approvals())
                        .extracting(each -> each.request().id() + " " + each.state())
                        .containsExactly(approved + " APPROVED", waiting + " PENDING");
                assertThat(second.broker().perform(add(second, "Anna"))).isCompleted();
                assertThat(second.broker().perform(add(second, "Anna"))).isPendingApproval();
                assertThat(pending(second, "Berta")).isEqualTo(waiting);
            }
            assertThat(calls.service.requests()).hasSize(1);
        }
    }

    @Test
    void isForThatQueryAndThoseHeadersAlone() throws Exception {
        try (ApprovedCalls calls = new ApprovedCalls(UnaryOperator.identity())) {
            calls.control.approve(calls.pending(raw(calls, "one", "1")).approvalId(), null);
            assertThat(calls.perform(raw(calls, "two", "1")))
                    .as("another query")
                    .isPendingApproval();
            assertThat(calls.perform(raw(calls, "one", "2")))
                    .as("another header")
                    .isPendingApproval();
            assertThat(calls.perform(raw(calls, "one", "1"))).isCompleted();
            assertThat(calls.service.requests()).hasSize(1);
        }
    }

    private static ActionRequest raw(ApprovedCalls calls, String note, String tag) {
        return ActionRequest.http(calls.caller, "crm", "POST", "/items/inbox?note=" + note)
                .header("Content-Type", "application/json")
                .header("X-Tag", tag)
                .body("{\"name\":\"Anna\"}".getBytes(StandardCharsets.US_ASCII))
                .build();
    }

    /** It waits, nothing was done, and a person's yes is still good for it. */
    private static void requireWaiting(ApprovedCalls calls) throws IOException {
        assertThat(calls.perform(calls.add("Anna"))).isPendingApproval();
        assertThat(calls.control.approvals())
                .extracting(each -> each.state().toString())
                .containsExactly("PENDING");
        assertThat(calls.vault.leaseCalls()).isZero();
    }

    /** Says yes only once nobody waits for it any more. */
    private static Approver late(CountDownLatch interrupted) {
        return (request, atMost) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return Approver.Answer.APPROVED;
        };
    }

    private OutloopBroker broker(ApprovedCalls calls) throws Exception {
        String yaml = calls.yaml("") + "state: { path: state }\n";
        return OutloopBroker.builder()
                .config(BrokerConfig.parse(yaml, directory))
                .vault("memory", InMemoryVault.create().put("memory:crm/key", calls.key))
                .auditSink(RecordingAuditSink.create())
                .policy(ApprovedCalls.asking(ApprovalTerms.once()))
                .clock(calls.clock)
                .build();
    }

    private static String pending(OutloopBroker broker, String name) {
        return ((ActionResult.PendingApproval) broker.broker().perform(add(broker, name))).approvalId();
    }

    private static ActionRequest add(OutloopBroker broker, String name) {
        return ActionRequest.action(broker.assertCaller("acme", "claude-code"), "crm", "add")
                .with("folder", "inbox")
                .with("name", name)
                .build();
    }
}
