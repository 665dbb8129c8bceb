package dev.outloop.core.internal.approve;

import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.policy.ApprovalRequest;
import dev.outloop.spi.Approver;
import dev.outloop.spi.Approver.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An approver that answers in time or not at all. Each question has a thread of its own, so that one that hangs holds no
 * call; while {@value #MOST_AT_ONCE} are under way, nobody else is asked. Thread-safe.
 */
public final class AskedPerson {

    /** The most questions at once, those included that nobody waits for any more. */
    static final int MOST_AT_ONCE = 32;

    private final Approver approver;
    private final Duration atMost;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /** Asks the approver and waits that long. */
    public AskedPerson(Approver approver, Duration atMost) {
        this.approver = approver;
        this.atMost = atMost;
    }

    /** Nobody: each answer comes later. */
    public static AskedPerson nobody() {
        return new AskedPerson((request, atMost) -> Answer.LATER, Duration.ZERO);
    }

    /** Asks; LATER also if the approver fails or takes too long, or the call ends first. */
    public Answer ask(ApprovalRequest request, CallScope scope) {
        if (atMost.isZero() || !places.tryAcquire()) {
            return Answer.LATER;
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(request, answer), "outloop-approver");
        thread.setDaemon(true);
        thread.start();
        CallScope.Handle stopped = scope.onStop(() -> answer.complete(Answer.LATER));
        try {
            return answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Answer.LATER;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.LATER;
        } finally {
            stopped.close();
            thread.interrupt();
        }
    }

    @SuppressWarnings("ConstantValue") // a foreign approver may return null all the same
    private void run(ApprovalRequest request, CompletableFuture<Answer> answer) {
        try {
            Answer said = approver.ask(request, atMost);
            answer.complete(said == null ? Answer.LATER : said);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            answer.complete(Answer.LATER);
        } finally {
            places.release();
        }
    }
}
