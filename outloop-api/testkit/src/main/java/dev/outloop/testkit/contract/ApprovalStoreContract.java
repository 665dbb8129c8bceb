package dev.outloop.testkit.contract;

import static dev.outloop.testkit.contract.ApprovalRequests.CHANGED;
import static dev.outloop.testkit.contract.ApprovalRequests.DEFINITION;
import static dev.outloop.testkit.contract.ApprovalRequests.FIRST_USE;
import static dev.outloop.testkit.contract.ApprovalRequests.START;
import static dev.outloop.testkit.contract.ApprovalRequests.claim;
import static dev.outloop.testkit.contract.ApprovalRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.policy.Approval;
import dev.outloop.policy.ApprovalRequest;
import dev.outloop.policy.ApprovalTerms;
import dev.outloop.spi.ApprovalStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link ApprovalStore} has to do.
 *
 * <p>What it cannot see: whether a crash of the machine keeps what a method has returned; that needs storage that can forget.
 */
public interface ApprovalStoreContract {

    /** Opens the store on what is in the folder, which is empty at first. */
    ApprovalStore open(Path directory) throws Exception;

    /** As many requests of one caller as the store would not keep; no more are asked. */
    default int tooMany() {
        return 2048;
    }

    /** The terms that most tests are under. */
    private static ApprovalTerms once() {
        return ApprovalTerms.once();
    }

    private static void approve(ApprovalStore store, String id, String fingerprint, ApprovalTerms terms)
            throws Exception {
        assertThat(store.ask(request(id, fingerprint, terms))).isPresent();
        assertThat(store.decide(id, true, null, START)).isPresent();
    }

    @Test
    @DisplayName("The same request waits once, whole as it was asked")
    default void waitsOnce(@TempDir Path directory) throws Exception {
        try (ApprovalStore store = open(directory)) {
            Approval first = store.ask(request("one", "f", once())).orElseThrow();
            assertThat(first.state()).isEqualTo(Approval.State.PENDING);
            assertThat(store.ask(request("two", "f", once()))
                            .orElseThrow()
                            .request()
                            .id())
                    .isEqualTo("one");
            store.ask(request("three", "g", once()));
            assertThat(store.open(START))
                    .extracting(each -> each.request().id())
                    .containsExactly("one", "three");
        }
        try (ApprovalStore store = open(directory)) {
            ApprovalRequest asked = request("one", "f", once());
            ApprovalRequest kept = store.open(START).get(0).request();
            assertThat(kept.body().orElseThrow()).isEqualTo(asked.body().orElseThrow());
            assertThat(kept.headers()).isEqualTo(asked.headers());
            assertThat(kept.url()).isEqualTo(asked.url());
            assertThat(kept.terms()).isEqualTo(asked.terms());
            assertThat(kept.workspace()).isEqualTo(asked.workspace());
            assertThat(kept.expiresAt()).isEqualTo(asked.expiresAt());
        }
    }

    @Test
    @DisplayName("What nobody has approved is not used")
    default void wantsAYes(@TempDir Path directory) throws Exception {
        try (ApprovalStore store = open(directory)) {
            assertThat(store.claim(claim("f"))).isEmpty();
            store.ask(request("one", "f", once()));
            assertThat(store.claim(claim("f"))).isEmpty();
            assertThat(store.decide("one", true, "fine", START).orElseThrow().note())
                    .contains("fine");
            assertThat(store.claim(claim("g"))).isEmpty();
            assertThat(store.claim(claim("f"))).isPresent();
        }
    }

    @Test
    @DisplayName("A yes is used as often as its terms say, also over restarts")
    default void isUsedUp(@TempDir Path directory) throws Exception {
        try (ApprovalStore store = open(directory)) {
            approve(store, "one", "f", once().times(3, Duration.ofHours(1)));
            assertThat(store.claim(claim("f")).orElseThrow().used()).isEqualTo(1);
        }
        try (ApprovalStore store = open(directory)) {
            assertThat(store.look(claim("f")).orElseThrow().used()).isEqualTo(1);
            assertThat(store.claim(claim("f")).orElseThrow().state()).isEqualTo(Approval.State.APPROVED);
            assertThat(store.claim(claim("f")).orElseThrow().state()).isEqualTo(Approval.State.USED);
            assertThat(store.claim(claim("f"))).isEmpty();
        }
        try (ApprovalStore store = open(directory)) {
            assertThat(store.claim(claim("f"))).isEmpty();
            assertThat(store.open(START)).isEmpty();
            assertThat(store.ask(request("two", "f", once()))
                            .orElseThrow()
                            .request()
                            .id())
                    .isEqualTo("two");
        }
    }

    @Test
    @DisplayName("Of 64 threads that use one yes, one does")
    default void isUsedByOne(@TempDir Path directory) throws Exception {
        try (ApprovalStore store = open(directory)) {
            approve(store, "one", "f", once());
            Callable<Optional<Approval>> use = () -> store.claim(claim("f"));
            assertThat(Together.run(Collections.nCopies(64, use)).stream().filter(Optional::isPresent))
                    .hasSize(1);
        }
    }

    @Test
    @DisplayName("Looking uses nothing")
    default void lookingUsesNothing(@TempDir Path directory) throws Exception {
        try (ApprovalStore store = open(directory)) {
            assertThat(store.look(claim("f"))).isEmpty();
            approve(store, "one", "f", once());
            assertThat(store.look(claim("f"))).isPresent();
            assertThat(store.look(claim("f"))).isPresent();
            assertThat(store.claim(claim("f"))).isPresent();
            assertThat(store.look(claim("f"))).isEmpty();
        }
    }

    @Test
    @DisplayName("Of two answers the first counts, and none to what does not wait")
    default void theFirstAnswerCounts(@TempDir Path directory) throws Exception {
        try (ApprovalStore store = open(directory)) {
            assertThat(store.decide("one", true, null, START)).isEmpty();
            store.ask(request("one", "f", once()));
            assertThat(store.decide("one", false, "no", START)).isPresent();
            assertThat(store.decide("one", true, null, START)).isEmpty();
            assertThat(store.claim(claim("f")).orElseThrow().state()).isEqualTo(Approval.State.REJECTED);
        }
    }

    @Test
    @DisplayName("A no holds for the same request until its time to wait is over, also over restarts")
    default void aNoHolds(@TempDir Path directory) throws Exception {
        Duration wait = once().waiting();
        try (ApprovalStore store = open(directory)) {
            store.ask(request("one", "f", once()));
            store.decide("one", false, "not now", START);
        }
        try (ApprovalStore store = open(directory)) {
            Approval refused = store.claim(claim("f", DEFINITION, null, wait.minusSeconds(1)))
                    .orElseThrow();
            assertThat(refused.state()).isEqualTo(Approval.State.REJECTED);
            assertThat(refused.note()).contains("not now");
            assertThat(store.claim(claim("f", DEFINITION, null, wait))).isEmpty();
        }
    }

    @Test
    @DisplayName("Nothing is answered or used after its time, and a clock that goes back revives nothing")
    default void expires(@TempDir Path directory) throws Exception {
        Duration within = once().within();
        try (ApprovalStore store = open(directory)) {
            approve(store, "one", "f", once());
            assertThat(store.look(claim("f", DEFINITION, null, within.minusSeconds(1))))
                    .isPresent();
            assertThat(store.claim(claim("f", DEFINITION, null, within))).isEmpty();
            assertThat(store.claim(claim("f"))).isEmpty();
            store.ask(request("two", "g", once()));
            assertThat(store.decide("two", true, null, START.plus(once().waiting())))
                    .isEmpty();
            assertThat(store.open(START)).isEmpty();
        }
    }

    @Test
    @DisplayName("A yes is for the definitions that it was given under")
    default void isBoundToDefinitions(@TempDir Path directory) throws Exception {
        try (ApprovalStore store = open(directory)) {
            approve(store, "one", "f", once());
            assertThat(store.claim(claim("f", CHANGED, null, Duration.ZERO))).isEmpty();
            assertThat(store.claim(claim("f"))).isPresent();
        }
    }

    @Test
    @DisplayName("What was voided stays so when the definitions are as before, also over restarts")
    default void voidsForGood(@TempDir Path directory) throws Exception {
        try (ApprovalStore store = open(directory)) {
            approve(store, "one", "f", once());
            store.ask(request("two", "g", once()));
            assertThat(store.keepOnly(Set.of(DEFINITION), START)).isEmpty();
            assertThat(store.keepOnly(Set.of(CHANGED), START))
                    .extracting(Approval::state)
                    .containsExactly(Approval.State.VOID, Approval.State.VOID);
            assertThat(store.ask(request("three", "h", once())).orElseThrow().state())
                    .isEqualTo(Approval.State.VOID);
            store.keepOnly(Set.of(DEFINITION), START);
            assertThat(store.claim(claim("f"))).isEmpty();
            assertThat(store.decide("two", true, null, START)).isEmpty();
            assertThat(store.open(START)).isEmpty();
        }
        try (ApprovalStore store = open(directory)) {
            assertThat(store.claim(claim("f"))).isEmpty();
            assertThat(store.open(START)).isEmpty();
        }
    }

    @Test
    @DisplayName("After the first use an action is free, under the same definitions, also over restarts")
    default void freesAfterTheFirstUse(@TempDir Path directory) throws Exception {
        ApprovalTerms first = once().forFirstUse();
        try (ApprovalStore store = open(directory)) {
            approve(store, "one", "f", first);
            assertThat(store.claim(claim("g", DEFINITION, FIRST_USE, Duration.ZERO)))
                    .as("before the use")
                    .isEmpty();
            assertThat(store.claim(claim("f", DEFINITION, FIRST_USE, Duration.ZERO)))
                    .isPresent();
        }
        try (ApprovalStore store = open(directory)) {
            Duration later = first.within().plusDays(30);
            assertThat(store.claim(claim("g", DEFINITION, FIRST_USE, later))).isPresent();
            assertThat(store.claim(claim("g", DEFINITION, FIRST_USE + "-else", later)))
                    .isEmpty();
            assertThat(store.claim(claim("g", CHANGED, FIRST_USE, later))).isEmpty();
            assertThat(store.claim(claim("g", DEFINITION, null, later))).isEmpty();
            store.keepOnly(Set.of(CHANGED), START);
            store.keepOnly(Set.of(DEFINITION), START);
            assertThat(store.claim(claim("g", DEFINITION, FIRST_USE, later))).isEmpty();
        }
    }

    @Test
    @DisplayName("One caller has only so many wait, and takes no room from others")
    default void boundsWhatWaits(@TempDir Path directory) throws Exception {
        try (ApprovalStore store = open(directory)) {
            int asked = 0;
            while (asked < tooMany()
                    && store.ask(request("id-" + asked, "f" + asked, once())).isPresent()) {
                asked++;
            }
            assertThat(asked).isPositive().isLessThan(tooMany());
            assertThat(store.ask(request("other", "globex", "f", DEFINITION, once())))
                    .isPresent();
            store.decide("id-0", true, null, START);
            assertThat(store.claim(claim("f0"))).isPresent();
            assertThat(store.ask(request("next", "next", once()))).isPresent();
        }
    }
}
