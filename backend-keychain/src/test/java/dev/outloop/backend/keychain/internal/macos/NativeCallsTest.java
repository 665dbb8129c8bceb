package dev.outloop.backend.keychain.internal.macos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outloop.backend.keychain.internal.Deadline;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NativeCallsTest {

    private final TestClock clock = TestClock.create();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final NativeCalls calls = new NativeCalls(1);

    private Deadline in(Duration patience) {
        return Deadline.at(clock.in(patience), clock);
    }

    private String call(Deadline deadline, String name, CountDownLatch until) throws VaultException {
        return calls.call(
                deadline,
                () -> {
                    until.await();
                    return name;
                },
                late -> events.add("discarded " + late),
                () -> events.add("after " + name));
    }

    private static void fails(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isSameAs(code));
    }

    @Test
    void resultInTimeIsHandedOver() throws Exception {
        assertThat(call(in(Duration.ofSeconds(30)), "soon", new CountDownLatch(0)))
                .isEqualTo("soon");
        assertThat(events.take()).isEqualTo("after soon");
        assertThat(events).isEmpty();
    }

    @Test
    void lateResultIsDiscardedAndItsThreadIsGivenBack() throws Exception {
        CountDownLatch until = new CountDownLatch(1);
        fails(ErrorCode.VAULT_TIMEOUT, () -> call(in(Duration.ofMillis(50)), "late", until));
        assertThat(events).isEmpty();
        until.countDown();
        assertThat(events.take()).isEqualTo("discarded late");
        assertThat(events.take()).isEqualTo("after late");
        assertThat(call(in(Duration.ofSeconds(30)), "next", until)).isEqualTo("next");
    }

    @Test
    void callWithoutAThreadIsNotBegunAndStillEnds() throws Exception {
        CountDownLatch until = new CountDownLatch(1);
        fails(ErrorCode.VAULT_TIMEOUT, () -> call(in(Duration.ofMillis(50)), "first", until));
        fails(ErrorCode.VAULT_TIMEOUT, () -> call(in(Duration.ofMillis(50)), "second", until));
        assertThat(events).containsExactly("after second");
        until.countDown();
        assertThat(events.take()).isEqualTo("after second");
        assertThat(events.take()).isEqualTo("discarded first");
        assertThat(events.take()).isEqualTo("after first");
    }

    @Test
    void failuresComeThroughWithoutTheirCauses() {
        Deadline deadline = in(Duration.ofSeconds(30));
        fails(
                ErrorCode.VAULT_LOCKED,
                () -> calls.call(
                        deadline,
                        () -> {
                            throw new VaultException(ErrorCode.VAULT_LOCKED, "locked");
                        },
                        late -> {},
                        () -> {}));
        Canary value = Canary.random("thrown");
        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() -> calls.call(
                        deadline,
                        () -> {
                            throw new IllegalStateException(value.text());
                        },
                        late -> {},
                        () -> {}))
                .satisfies(e -> assertThat(e.code()).isSameAs(ErrorCode.VAULT_FAILED))
                .satisfies(e -> assertThat(e.getCause()).isNull())
                .satisfies(e -> assertThat(value.isFoundIn(e.toString())).isFalse());
    }
}
