package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.ReceivedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What {@link VaultHttpContract} does with one backend: the same question with one fault after the other. */
final class FaultRuns {

    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    private final VaultHttpContract contract;
    private final Path directory;
    private final int steps;

    FaultRuns(VaultHttpContract contract, Path directory) throws Exception {
        this.contract = contract;
        this.directory = directory;
        try (FaultyVault vault = FaultyVault.healthy(contract, directory)) {
            assertThat(vault.lend()).isEqualTo(vault.value.bytes());
            this.steps = vault.server.requests().size();
        }
        assertThat(steps).as("requests for one secret").isPositive();
    }

    /** How many requests lending one secret takes when all is well. */
    int steps() {
        return steps;
    }

    /** Has one request of a new backend fail, and looks at what it says, does, does next and leaves. */
    void fail(VaultFault fault, int step) throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (FaultyVault vault = FaultyVault.with(contract, directory, fault, step)) {
            VaultException failure = ask(vault, fault);
            requireNoStorm(vault, fault, failure);
            if (passes(failure.code())) {
                vault.mend();
                assertThatCode(() -> assertThat(vault.lend()).isEqualTo(vault.value.bytes()))
                        .as("the question after %s", fault)
                        .doesNotThrowAnyException();
            }
            vault.backend.close();
            if (!fault.hangs()) {
                vault.server.awaitNoConnection(AT_MOST);
            }
        }
        requireNoThreadBut(before);
    }

    void closeWhileItHangs(int step) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (FaultyVault vault = FaultyVault.with(contract, directory, VaultFault.HUNG, step)) {
            Future<Throwable> asking = thread.submit(() -> catchThrowable(vault::lend));
            for (int i = 0; i <= step; i++) {
                vault.server.awaitRequest(AT_MOST);
            }
            vault.backend.close();
            requireCode(
                    asking.get(AT_MOST.toMillis(), TimeUnit.MILLISECONDS),
                    ErrorCode.VAULT_UNAVAILABLE,
                    "closed while it hung");
        } finally {
            thread.shutdownNow();
        }
    }

    private VaultException ask(FaultyVault vault, VaultFault fault) {
        try (Spoken spoken = Spoken.listen()) {
            Throwable thrown = failure(vault, fault);
            ReceivedRequest faulty = Objects.requireNonNull(vault.faulty());
            VaultException failure = requireCode(
                    thrown,
                    contract.expected(fault, faulty),
                    fault + " in answer to " + faulty.method() + " " + faulty.target());
            assertThat(failure.getMessage()).isNotBlank();
            for (Canary planted : vault.planted()) {
                Traces.requireAbsent(planted, failure, vault.backend, contract.provider());
                assertThat(planted.isFoundIn(spoken.heard()))
                        .as("whether the planted value is logged")
                        .isFalse();
            }
            return failure;
        }
    }

    /** Asks until the fault was met: on a slow machine a short time may be over before. */
    private static @Nullable Throwable failure(FaultyVault vault, VaultFault fault) {
        Duration wait = fault.hangs() ? FIRST_WAIT : FaultyVault.PATIENCE;
        while (true) {
            Duration patience = wait;
            Throwable thrown = assertTimeoutPreemptively(
                    patience.plus(AT_MOST), () -> catchThrowable(() -> vault.lend(patience)), fault.toString());
            if (vault.faulty() != null || wait.compareTo(FaultyVault.PATIENCE) >= 0) {
                assertThat(vault.faulty()).as("the request that gets %s", fault).isNotNull();
                return thrown;
            }
            wait = wait.multipliedBy(4);
        }
    }

    private void requireNoStorm(FaultyVault vault, VaultFault fault, VaultException failure) {
        assertThat(vault.server.requests().size()).as("requests with %s", fault).isLessThanOrEqualTo(2 * steps);
        assertThat(vault.server.requests())
                .as("redirects that were followed")
                .noneMatch(request -> request.target().endsWith(VaultFault.ELSEWHERE));
        if (failure.code().equals(ErrorCode.VAULT_RATE_LIMITED)) {
            assertThat(vault.faults())
                    .as("requests of a vault that wants to be left alone")
                    .isOne();
            assertThat(failure.retryAfter())
                    .as("how long %s asks to be left alone", fault)
                    .contains(Duration.ofSeconds(7));
        }
    }

    private static VaultException requireCode(@Nullable Throwable thrown, ErrorCode code, String what) {
        assertThat(thrown).as(what).isInstanceOf(VaultException.class);
        VaultException failure = (VaultException) Objects.requireNonNull(thrown);
        assertThat(failure.code()).as(what).isEqualTo(code);
        return failure;
    }

    private static void requireNoThreadBut(Set<Thread> before) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && !isOfTheRuntime(thread)) {
                thread.join(AT_MOST.toMillis());
                assertThat(thread.isAlive())
                        .as("whether the thread %s is left", thread.getName())
                        .isFalse();
            }
        }
    }

    /** Whether what follows is asked of the vault at once. */
    private static boolean passes(ErrorCode code) {
        return code.equals(ErrorCode.VAULT_UNAVAILABLE) || code.equals(ErrorCode.VAULT_TIMEOUT);
    }

    private static boolean isOfTheRuntime(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group == null || !group.getName().equals("main");
    }
}
