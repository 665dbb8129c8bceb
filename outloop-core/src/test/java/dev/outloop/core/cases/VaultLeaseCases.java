package dev.outloop.core.cases;

import static dev.outloop.core.cases.FaultCase.checked;
import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionResult;
import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** A vault that fails, changes its mind or is asked by many at once. */
final class VaultLeaseCases {

    private static final String FAILURE = "expected to";
    private static final int CALLS = Boolean.getBoolean("outloop.full") ? 1000 : 100;

    private VaultLeaseCases() {}

    static List<FaultCase> all() {
        return List.of(
                checked("VAULT-002", VaultLeaseCases::wantsToBeLeftAlone, FAILURE, "lease.Pace#pause"),
                checked("VAULT-003", VaultLeaseCases::failsOnce, FAILURE, "lease.Flights#mayGoOn"),
                checked("VAULT-004", VaultLeaseCases::isGone, FAILURE, "lease.Times#isOver"),
                checked("VAULT-022", VaultLeaseCases::rotatedToAnotherBadKey, "no loop", "lease.LeaseCache#isRefused"),
                checked(
                        "VAULT-023",
                        VaultLeaseCases::revoked,
                        FAILURE,
                        "lease.LeaseCache#forget",
                        "lease.LeaseCache#drop"),
                checked("VAULT-040", VaultLeaseCases::manyAtOnce, "asked once", "lease.Flights#underWay"),
                checked("VAULT-041", VaultLeaseCases::storedLater, FAILURE, "lease.LeaseCache#putMissing"));
    }

    private static void wantsToBeLeftAlone() throws Exception {
        try (VaultBench bench = VaultBench.open()) {
            bench.vault.enqueue(Reply.status(429, bench.token.text(), "Retry-After: 3600"));
            for (int i = 0; i < 20; i++) {
                bench.requireRefused(ErrorCode.VAULT_RATE_LIMITED);
            }
            assertThat(bench.vault.requests()).as("asked once").hasSize(1);
            bench.clock.advance(Duration.ofHours(1));
            assertThat(bench.get()).isCompleted();
            bench.requireInvariants();
        }
    }

    private static void failsOnce() throws Exception {
        try (VaultBench bench = VaultBench.open()) {
            bench.vault.enqueue(Reply.status(500, "failed: " + bench.token.text()));
            assertThat(bench.get()).as("expected to complete").isCompleted();
            assertThat(bench.vault.requests()).hasSize(2);
            assertThat(bench.good.requests()).hasSize(1);
            bench.requireInvariants();
        }
    }

    /** A value that was lent before is good for its time, and for no longer, whether the vault is there or not. */
    private static void isGone() throws Exception {
        try (VaultBench bench = VaultBench.open(", lease: { ttl: 60s }")) {
            bench.requireControl();
            bench.vault.close();
            assertThat(bench.get()).isCompleted();
            bench.clock.advance(Duration.ofSeconds(60));
            bench.requireRefused(ErrorCode.VAULT_UNAVAILABLE);
            bench.requireInvariants();
        }
    }

    private static void rotatedToAnotherBadKey() throws Exception {
        Canary next = Canary.random("next");
        try (VaultBench bench = VaultBench.open()) {
            bench.good.answer(request -> Reply.status(401, "bad: " + bench.key.text() + " " + next.text()));
            bench.vault.enqueue(VaultBench.value(bench.key.text())).answer(request -> VaultBench.value(next.text()));

            ActionResult first = bench.get();
            assertThat(first).isCompleted().hasStatus(401).hides(bench.key).hides(next);
            assertThat(bench.good.requests()).hasSize(2);
            assertThat(bench.key.isFoundIn(bench.good.requests().get(0).raw())).isTrue();
            assertThat(next.isFoundIn(bench.good.requests().get(1).raw())).isTrue();
            for (int i = 0; i < 10; i++) {
                assertThat(bench.get())
                        .isCompleted()
                        .hasStatus(401)
                        .hides(bench.key)
                        .hides(next);
            }
            assertThat(bench.vault.requests()).as("no loop").hasSize(2);
            bench.requireInvariants();
        }
    }

    private static void revoked() throws Exception {
        for (int status : new int[] {404, 403}) {
            try (VaultBench bench = VaultBench.open()) {
                bench.requireControl();
                bench.good.answer(Reply.status(401, "no longer"));
                bench.vault.answer(request -> Reply.status(status, "gone"));
                assertThat(bench.get()).isCompleted().hasStatus(401);
                bench.requireRefused(status == 404 ? ErrorCode.SECRET_NOT_FOUND : ErrorCode.VAULT_DENIED);
                bench.requireInvariants();
            }
        }
    }

    private static void manyAtOnce() throws Exception {
        try (VaultBench bench = VaultBench.open(", calls: { deadline: 4s }")) {
            Semaphore go = new Semaphore(0);
            bench.vault.answer(
                    request -> Reply.nothing().thenAwait(go).thenSurplus(VaultBench.value(bench.key.text())));
            ExecutorService threads = Executors.newFixedThreadPool(64);
            try {
                List<Future<ActionResult>> calls = new ArrayList<>();
                for (int i = 0; i < CALLS; i++) {
                    calls.add(threads.submit(bench::get));
                }
                bench.vault.awaitRequest(Duration.ofSeconds(30));
                go.release(CALLS);
                for (Future<ActionResult> call : calls) {
                    assertThat(call.get()).isCompleted();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(bench.vault.requests()).as("asked once").hasSize(1);
            assertThat(bench.good.requests()).hasSize(CALLS);
            bench.requireInvariants();
        }
    }

    private static void storedLater() throws Exception {
        try (VaultBench bench = VaultBench.open(", lease: { missing: 5s }")) {
            bench.vault.enqueue(Reply.status(404, "no such secret"));
            for (int i = 0; i < 5; i++) {
                bench.requireRefused(ErrorCode.SECRET_NOT_FOUND);
            }
            assertThat(bench.vault.requests()).as("asked once").hasSize(1);
            bench.clock.advance(Duration.ofSeconds(5));
            assertThat(bench.get()).isCompleted();
            bench.requireInvariants();
        }
    }
}
