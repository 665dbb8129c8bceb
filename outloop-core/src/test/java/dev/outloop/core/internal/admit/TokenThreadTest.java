package dev.outloop.core.internal.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.CallerToken;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Caller;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenThreadTest {

    private static final int THREADS = 64;
    private static final Workspace ACME = Workspace.of("acme", new Tenant("acme-corp"));
    private static final AgentRuntime CODEX = new AgentRuntime("codex");

    private final Callers callers = new Callers(Folders.inMemory(), Clock.systemUTC());
    private final Tokens tokens = Tokens.inMemory(callers, Clock.systemUTC());
    private final Snapshot snapshot = TokensTest.snapshot(ACME);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private <T> List<T> all(Callable<T> work) throws Exception {
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(() -> {
                together.await();
                return work.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> each : running) {
            results.add(each.get());
        }
        return results;
    }

    @Test
    void onlyOneOfManyRotationsTakesTheTokensPlace() throws Exception {
        for (int round = 0; round < 20; round++) {
            String id = tokens.issue(ACME, CODEX, Duration.ofHours(1)).id();
            int before = tokens.list().size();

            List<Boolean> rotated = all(() -> {
                try {
                    tokens.rotate(id, Duration.ZERO);
                    return true;
                } catch (IllegalArgumentException gone) {
                    return false;
                }
            });

            assertThat(rotated).filteredOn(each -> each).hasSize(1);
            assertThat(tokens.list()).hasSize(before);
        }
    }

    /** Whoever was let in before is stopped, and whoever comes later is not let in; nobody is in between. */
    @Test
    void noCallOutlivesARevocation() throws Exception {
        for (int round = 0; round < 20; round++) {
            CallerToken token = tokens.issue(ACME, CODEX, Duration.ofHours(1));
            String text = TokensTest.text(token);
            AtomicBoolean first = new AtomicBoolean(true);
            List<CallScope> entered = new ArrayList<>();

            List<Optional<CallScope>> calls = all(() -> {
                if (first.getAndSet(false)) {
                    tokens.revoke(token.id());
                    return Optional.empty();
                }
                Optional<Caller> caller = tokens.authenticate(text, null, snapshot);
                if (caller.filter(callers::recognises).isEmpty()) {
                    return Optional.empty();
                }
                CallScope scope = new CallScope("call");
                callers.enter(caller.get(), scope);
                return Optional.of(scope);
            });

            calls.forEach(each -> each.ifPresent(entered::add));
            assertThat(entered)
                    .allSatisfy(scope -> assertThat(scope.stopCode()).contains(ErrorCode.CALLER_NOT_RECOGNISED));
            assertThat(tokens.authenticate(text, null, snapshot)).isEmpty();
        }
    }

    @Test
    void noTwoTokensAreTheSame() throws Exception {
        List<String> texts = all(() -> TokensTest.text(tokens.issue(ACME, CODEX, Duration.ofHours(1))));

        assertThat(texts).hasSize(THREADS).doesNotHaveDuplicates();
        assertThat(tokens.list())
                .extracting(info -> info.id())
                .doesNotHaveDuplicates()
                .hasSize(THREADS);
    }
}
