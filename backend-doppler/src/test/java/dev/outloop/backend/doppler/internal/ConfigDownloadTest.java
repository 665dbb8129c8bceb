package dev.outloop.backend.doppler.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.TestVaultContext;
import dev.outloop.testkit.net.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("One download for many threads")
class ConfigDownloadTest {

    private static final int WAITING = 63;
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Semaphore gate = new Semaphore(0);

    @TempDir
    private Path directory;

    private FakeDoppler doppler;
    private DopplerApi api;
    private ConfigDownload download;

    @BeforeEach
    void start() throws Exception {
        doppler = FakeDoppler.start();
        doppler.keep("NAME", "new value");
        TestVaultContext context = doppler.context(directory);
        api = new DopplerApi(context, context.http(doppler.server.url()), Optional.empty());
        download = new ConfigDownload(api, Optional.empty(), doppler.clock);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        api.close();
        download.close();
        doppler.close();
    }

    @Test
    void waitsForOneThatBeganAfterTheQuestion() throws Exception {
        enqueueGated(FakeDoppler.json(200, Map.of("NAME", "old value")));
        Future<String> first = threads.submit(() -> ask());
        doppler.server.awaitRequest(AT_MOST);
        List<Future<String>> others = askWhileItIsUnderWay();
        gate.release();

        assertThat(first.get()).isEqualTo("old value");
        for (Future<String> other : others) {
            assertThat(other.get()).isEqualTo("new value");
        }
        assertThat(doppler.paths()).hasSize(2);
    }

    @Test
    void sharesARefusalWithAllWhoWait() throws Exception {
        enqueueGated(FakeDoppler.json(200, Map.of("NAME", "old value")));
        doppler.server.enqueue(Reply.status(429, "", "Retry-After: 9"));
        Future<String> first = threads.submit(() -> ask());
        doppler.server.awaitRequest(AT_MOST);
        List<Future<String>> others = askWhileItIsUnderWay();
        gate.release();

        assertThat(first.get()).isEqualTo("old value");
        List<Throwable> failures = new ArrayList<>();
        for (Future<String> other : others) {
            assertThat(other).failsWithin(AT_MOST).withThrowableThat().satisfies(e -> failures.add(e.getCause()));
        }
        assertThat(failures).doesNotHaveDuplicates().hasSize(WAITING).allSatisfy(failure -> {
            assertThat(((VaultException) failure).code()).isSameAs(ErrorCode.VAULT_RATE_LIMITED);
            assertThat(((VaultException) failure).retryAfter()).contains(Duration.ofSeconds(9));
        });
        assertThat(doppler.paths()).hasSize(2);
    }

    @Test
    void leavesToEachThreadItsOwnDeadline() throws Exception {
        doppler.server.enqueue(Reply.nothing().thenHang());
        Instant soon = doppler.clock.in(Duration.ofMillis(1500));
        Future<String> first = threads.submit(() -> ask(soon));
        doppler.server.awaitRequest(AT_MOST);
        Future<String> second = threads.submit(() -> ask());

        assertThat(first)
                .failsWithin(AT_MOST)
                .withThrowableThat()
                .satisfies(
                        e -> assertThat(((VaultException) e.getCause()).code()).isSameAs(ErrorCode.VAULT_TIMEOUT));
        assertThat(second.get()).isEqualTo("new value");
    }

    @Test
    void leavesOthersAloneWhenAThreadIsInterrupted() throws Exception {
        enqueueGated(FakeDoppler.json(200, Map.of("NAME", "old value")));
        doppler.server.enqueue(Reply.nothing().thenHang());
        Future<String> first = threads.submit(() -> ask());
        doppler.server.awaitRequest(AT_MOST);
        List<Future<String>> others = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            others.add(threads.submit(() -> ask()));
            while (download.waiting() <= i) {
                Thread.onSpinWait();
            }
        }
        gate.release();
        assertThat(first.get()).isEqualTo("old value");
        while (doppler.paths().size() < 2) {
            Thread.onSpinWait();
        }

        others.get(0).cancel(true);
        assertThat(others.get(1).get()).isEqualTo("new value");
    }

    @Test
    void endsAWaitAtItsDeadline() throws Exception {
        enqueueGated(FakeDoppler.json(200, Map.of("NAME", "old value")));
        Future<String> first = threads.submit(() -> ask());
        doppler.server.awaitRequest(AT_MOST);

        for (Duration left : List.of(Duration.ofMillis(20), Duration.ZERO, Duration.ofDays(-1))) {
            OpenDoppler.requireFailure(ErrorCode.VAULT_TIMEOUT, () -> ask(doppler.clock.in(left)));
        }
        gate.release();
        assertThat(first.get()).isEqualTo("old value");
        assertThat(doppler.paths()).hasSize(1);
    }

    @Test
    void keepsNothingOnceItIsClosed() throws Exception {
        assertThat(ask()).isEqualTo("new value");
        download.close();
        assertThat(download.value("NAME", doppler.clock.in(AT_MOST))).isEmpty();
    }

    @Test
    void takesAnyDeadline() throws Exception {
        assertThat(ask(Instant.MAX)).isEqualTo("new value");
        OpenDoppler.requireFailure(ErrorCode.VAULT_TIMEOUT, () -> ask(Instant.MIN));
    }

    private void enqueueGated(Reply reply) {
        doppler.server.enqueue(Reply.nothing().thenAwait(gate).thenSurplus(reply));
    }

    private List<Future<String>> askWhileItIsUnderWay() {
        List<Future<String>> asking = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            asking.add(threads.submit(() -> ask()));
        }
        while (download.waiting() < WAITING) {
            Thread.onSpinWait();
        }
        return asking;
    }

    private String ask() throws VaultException {
        return ask(doppler.clock.in(AT_MOST));
    }

    private String ask(Instant deadline) throws VaultException {
        try (Secret secret = download.value("NAME", deadline).orElseThrow()) {
            return new String(secret.toByteArray(InsecureSecretAccess.get()), StandardCharsets.UTF_8);
        }
    }
}
