package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Patience LONG = Patience.of(Patience.DEFAULT);

    @Test
    void isLongerThanNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Patience.of(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> Patience.of(Duration.ofSeconds(-1)));
    }

    @Test
    void endsWithoutAnAnswer() throws Exception {
        Patience shortest = Patience.of(Duration.ofNanos(1));

        assertThatThrownBy(() -> shortest.await(new CompletableFuture<>())).isInstanceOf(TimeoutException.class);
        shortest.await(CompletableFuture.completedFuture(true));
    }

    @Test
    void endsWithAnyAnswer() throws Exception {
        LONG.await(CompletableFuture.failedFuture(new IllegalStateException("a defect")));
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread answering = new Thread(() -> answer.completeExceptionally(new IllegalStateException("a defect")));
        answering.start();

        LONG.await(answer);

        assertThat(answer).isCompletedExceptionally();
        answering.join();
    }

    @Test
    void waitsOnWhenInterruptedAndTellsItAfterwards() throws Exception {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread caller = Thread.currentThread();
        Thread answering = new Thread(() -> {
            while (caller.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            caller.interrupt();
            while (caller.isInterrupted() || caller.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            answer.complete(true);
        });
        answering.setDaemon(true);
        answering.start();

        LONG.await(answer);

        assertThat(answer).isCompletedWithValue(true);
        assertThat(Thread.interrupted()).isTrue();
    }
}
