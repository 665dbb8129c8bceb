package dev.outloop.testkit.fake;

import dev.outloop.policy.ApprovalRequest;
import dev.outloop.spi.Approver;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A person who answers as told and keeps what they were asked. Thread-safe. */
public final class RecordingApprover implements Approver {

    private final List<ApprovalRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Function<ApprovalRequest, Answer> script;

    private RecordingApprover(Function<ApprovalRequest, Answer> script) {
        this.script = script;
    }

    /** One who always gives this answer. */
    public static RecordingApprover answering(Answer answer) {
        Objects.requireNonNull(answer, "answer");
        return new RecordingApprover(request -> answer);
    }

    /** From now on they answer like this. */
    public void answer(Function<ApprovalRequest, Answer> answers) {
        this.script = Objects.requireNonNull(answers, "answers");
    }

    @Override
    public Answer ask(ApprovalRequest request, Duration atMost) {
        requests.add(request);
        return script.apply(request);
    }

    /** What they were asked, in order. */
    public List<ApprovalRequest> requests() {
        return List.copyOf(requests);
    }
}
