package dev.outloop.core.internal.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.admit.Deadlines.Deadline;
import dev.outloop.error.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadlinesTest {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATE = Duration.ofHours(1);

    private final Deadlines deadlines = new Deadlines();

    @AfterEach
    void close() {
        deadlines.close();
    }

    @Test
    void stopsACallWhoseTimeIsUp() throws Exception {
        CallScope call = new CallScope("one");
        CountDownLatch stopped = stopOf(call);

        deadlines.start(call, SOON);

        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(call.stopCode()).contains(ErrorCode.DEADLINE_EXCEEDED);
    }

    @Test
    void anEarlierDeadlineOvertakesThoseThatWait() throws Exception {
        CallScope late = new CallScope("late");
        CallScope soon = new CallScope("soon");
        CountDownLatch stopped = stopOf(soon);

        deadlines.start(late, LATE);
        deadlines.start(soon, SOON);

        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(late.stopCode()).isEmpty();
    }

    @Test
    void aLaterDeadlineStrikesAfterTheOneThatWasWaitedForIsClosed() throws Exception {
        CallScope ended = new CallScope("ended");
        CallScope call = new CallScope("call");
        CountDownLatch stopped = stopOf(call);

        try (Deadline waitedFor = deadlines.start(ended, SOON)) {
            deadlines.start(call, SOON.multipliedBy(2));
            assertThat(waitedFor.remaining()).isLessThanOrEqualTo(SOON);
        }

        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ended.stopCode()).isEmpty();
    }

    @Test
    void strikesAgainAfterAPauseWithoutCalls() throws Exception {
        stopsACallWhoseTimeIsUp();
        stopsACallWhoseTimeIsUp();
    }

    @Test
    void anAbortThatThrowsOrInterruptsStopsNoOtherCallsDeadline() throws Exception {
        CallScope broken = new CallScope("broken");
        broken.onStop(() -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("abort");
        });
        CallScope call = new CallScope("call");
        CountDownLatch stopped = stopOf(call);

        deadlines.start(broken, SOON);
        deadlines.start(call, SOON.multipliedBy(2));

        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(broken.stopCode()).contains(ErrorCode.DEADLINE_EXCEEDED);
    }

    @Test
    void aTimeTooLongToCountIsNoDeadlineButNoErrorEither() throws Exception {
        CallScope call = new CallScope("call");

        try (Deadline far = deadlines.start(call, Duration.ofNanos(Long.MAX_VALUE))) {
            assertThat(far.remaining()).isGreaterThan(LATE);
        }

        stopsACallWhoseTimeIsUp();
        assertThat(call.stopCode()).isEmpty();
    }

    @Test
    void stopsCallsAtOnceOnceClosed() {
        deadlines.close();
        CallScope call = new CallScope("call");

        deadlines.start(call, LATE).close();

        assertThat(call.stopCode()).contains(ErrorCode.BROKER_CLOSED);
    }

    private static CountDownLatch stopOf(CallScope call) {
        CountDownLatch stopped = new CountDownLatch(1);
        call.onStop(stopped::countDown);
        return stopped;
    }
}
