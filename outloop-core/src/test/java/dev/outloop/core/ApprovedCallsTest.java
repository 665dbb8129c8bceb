package dev.outloop.core;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.Broker;
import dev.outloop.action.ActionResult;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Approval;
import dev.outloop.policy.ApprovalRequest;
import dev.outloop.policy.ApprovalTerms;
import dev.outloop.policy.Decision;
import dev.outloop.spi.Approver;
import dev.outloop.testkit.fake.RecordingApprover;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A call that a person has to approve")
class ApprovedCallsTest {

    @Test
    void waitsUntilAPersonHasSaidYesAndIsThenMadeOnce() throws Exception {
        try (ApprovedCalls calls = new ApprovedCalls(UnaryOperator.identity())) {
            ActionResult.PendingApproval pending = calls.pending(calls.add("Anna"));
            String id = pending.approvalId();
            assertThat(pending.message()).contains(id, "send the same request again");
            assertThat(calls.pending(calls.add("Anna")).approvalId()).isEqualTo(id);
            assertThat(calls.vault.leaseCalls()).isZero();
            ApprovalRequest shown = calls.control.approvals().get(0).request();
            assertThat(shown.url()).isEqualTo("http://127.0.0.1:" + calls.service.port() + "/v1/items/inbox");
            assertThat(new String(shown.body().orElseThrow(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"name\":\"Anna\"}");
            calls.control.approve(id, null);
            assertThat(calls.perform(calls.add("Berta"))).isPendingApproval();
            assertThat(calls.perform(calls.add("Anna"))).isCompleted();
            assertThat(calls.perform(calls.add("Anna"))).isPendingApproval();
            assertThat(calls.service.requests()).hasSize(1);
            assertThat(calls.events())
                    .containsSubsequence("PENDING " + id, "APPROVED " + id, "ATTEMPT " + id, "OUTCOME");
        }
    }

    @Test
    void goesOnWhateverItsListenerThrows() throws Exception {
        AtomicInteger told = new AtomicInteger();
        try (ApprovedCalls calls = new ApprovedCalls(builder -> builder.listener(event -> {
            told.incrementAndGet();
            throw new LinkageError("a jar is missing");
        }))) {
            calls.control.approve(calls.pending(calls.add("Anna")).approvalId(), null);
            assertThat(calls.perform(calls.add("Anna"))).isCompleted();
            assertThat(told.get()).isPositive();
        }
    }

    @Test
    void isRefusedInThePersonsWordsOnceTheyHaveSaidNo() throws Exception {
        try (ApprovedCalls calls = new ApprovedCalls(UnaryOperator.identity())) {
            String id = calls.pending(calls.add("Anna")).approvalId();
            calls.control.reject(id, "Not\u001b her");
            ActionResult denied = calls.perform(calls.add("Anna"));
            assertThat(denied).isDeniedWith(ErrorCode.APPROVAL_REJECTED);
            assertThat(((ActionResult.Denied) denied).message()).contains("Not  her");
            assertThat(calls.events()).contains("REJECTED " + id);
            assertThatThrownBy(() -> calls.control.approve(id, null)).isInstanceOf(IllegalArgumentException.class);
            assertThat(calls.vault.leaseCalls()).isZero();
        }
    }

    @Test
    void goesOnAtOnceWhenThePersonAnswersAtOnceAndTheTrailHasItFirst() throws Exception {
        AtomicReference<List<String>> before = new AtomicReference<>();
        RecordingApprover person = RecordingApprover.answering(Approver.Answer.APPROVED);
        try (ApprovedCalls calls = new ApprovedCalls(builder -> builder.approver(person))) {
            person.answer(request -> {
                before.set(calls.events());
                return Approver.Answer.APPROVED;
            });
            assertThat(calls.perform(calls.add("Anna"))).isCompleted();
            String id = person.requests().get(0).id();
            assertThat(before.get()).endsWith("PENDING " + id);
            person.answer(request -> Approver.Answer.REJECTED);
            assertThat(calls.perform(calls.add("Berta"))).isDeniedWith(ErrorCode.APPROVAL_REJECTED);
            assertThat(calls.service.requests()).hasSize(1);
        }
    }

    @Test
    void waitsOnIfThePersonsWindowFails() throws Exception {
        RecordingApprover person = RecordingApprover.answering(Approver.Answer.LATER);
        person.answer(request -> {
            throw new IllegalStateException("no window");
        });
        try (ApprovedCalls calls = new ApprovedCalls(builder -> builder.approver(person))) {
            assertThat(calls.perform(calls.add("Anna"))).isPendingApproval();
            assertThat(calls.perform(calls.add("Anna"))).isPendingApproval();
            assertThat(person.requests()).as("asked once").hasSize(1);
        }
    }

    @Test
    void isJudgedAgainWhenItsApprovalIsUsed() throws Exception {
        AtomicReference<Decision> decision = new AtomicReference<>(Decision.requireApproval("ask", "Ask."));
        try (ApprovedCalls calls =
                new ApprovedCalls(input -> decision.get(), RecordingAuditSink.create(), UnaryOperator.identity())) {
            calls.control.approve(calls.pending(calls.add("Anna")).approvalId(), null);
            decision.set(Decision.deny("stop", "Stop."));
            assertThat(calls.perform(calls.add("Anna"))).isDeniedWith(ErrorCode.POLICY_DENIED);
            decision.set(Decision.requireApproval("ask", "Ask."));
            assertThat(calls.perform(calls.add("Anna"))).isCompleted();
        }
    }

    @Test
    void isFreeAfterItsFirstUseUntilADefinitionChanges() throws Exception {
        try (ApprovedCalls calls = new ApprovedCalls(ApprovalTerms.once().forFirstUse(), UnaryOperator.identity())) {
            calls.control.approve(calls.pending(calls.add("Anna")).approvalId(), null);
            assertThat(calls.perform(calls.add("Anna"))).isCompleted();
            assertThat(calls.perform(calls.add("Berta"))).isCompleted();
            calls.control.reload(calls.config("/changed"));
            calls.control.reload(calls.config(""));
            assertThat(calls.perform(calls.add("Berta"))).isPendingApproval();
        }
    }

    @Test
    void isNotApprovedForWhatItsAliasMeansLater() throws Exception {
        try (ApprovedCalls calls = new ApprovedCalls(UnaryOperator.identity())) {
            calls.control.approve(calls.pending(calls.add("Anna")).approvalId(), null);
            calls.control.reload(calls.config("/changed"));
            assertThat(calls.perform(calls.add("Anna"))).isPendingApproval();
            calls.control.reload(calls.config(""));
            assertThat(calls.perform(calls.add("Anna"))).isPendingApproval();
            assertThat(calls.vault.leaseCalls()).isZero();
        }
    }

    @Test
    void isRefusedOnceTooManyWait() throws Exception {
        try (ApprovedCalls calls = new ApprovedCalls(UnaryOperator.identity())) {
            for (int i = 0; i < 64; i++) {
                assertThat(calls.perform(calls.add("number " + i))).isPendingApproval();
            }
            assertThat(calls.perform(calls.add("one more"))).isDeniedWith(ErrorCode.TOO_MANY_PENDING);
            assertThat(calls.control.approvals()).hasSize(64);
        }
    }

    @Test
    void canBeApprovedByNothingThatAnAgentsSideHas() {
        assertThat(Stream.of(Broker.class.getMethods()).map(Method::getReturnType))
                .isNotEmpty()
                .doesNotContain(Approval.class);
        assertThat(Stream.of(Broker.class.getMethods()).map(Method::getName).distinct())
                .containsExactlyInAnyOrder("authenticate", "actions", "newCall", "perform");
    }
}
