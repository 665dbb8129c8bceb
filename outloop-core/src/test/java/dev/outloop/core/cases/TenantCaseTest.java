package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import org.junit.jupiter.api.Test;

/** What takes more than one request to show. */
class TenantCaseTest {

    /** Nothing is timed: both take the same way and end in the same words. */
    @Test
    @CaseId("TEN-048")
    void aForeignAliasIsRefusedInTheWordsOfAnUnknownOne() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            ActionRequest unknown =
                    ActionRequest.http(bench.a, "nothing", "GET", "/items").build();
            ActionResult there = bench.perform(
                    ActionRequest.http(bench.a, "ads", "GET", "/items").build());
            ActionResult nowhere = bench.perform(unknown);
            assertThat(there).isDeniedWith(ErrorCode.ALIAS_UNKNOWN);
            assertThat(nowhere).isDeniedWith(ErrorCode.ALIAS_UNKNOWN);
            assertThat(((ActionResult.Denied) there).message()).isEqualTo(((ActionResult.Denied) nowhere).message());
            bench.requireInvariants(unknown, there, nowhere);
            assertThat(bench.trailText()).contains("ALIAS_FOREIGN").contains("ALIAS_UNKNOWN");
        }
    }

    @Test
    @CaseId("TEN-046")
    void theSameNameInTwoVaultsIsTwoSecrets() throws Exception {
        Canary other = Canary.random("other");
        InMemoryVault second = InMemoryVault.create().put("second:crm/key", other);
        try (Bench bench = Bench.open(
                yaml -> yaml.replace("services:\n", "  second: { backend: keystore, path: unused2.p12 }\nservices:\n")
                        .replace(
                                "alias: bear, service: bear, secret: \"memory:",
                                "alias: bear, service: bear, secret: \"second:"),
                builder -> builder.vault("second", second))) {
            assertThat(bench.perform(bench.get("/items").build())).isCompleted();
            assertThat(bench.crmKey.isFoundIn(bench.lastRequest().raw())).isTrue();
            assertThat(bench.perform(
                            ActionRequest.http(bench.a, "bear", "GET", "/items").build()))
                    .isCompleted();
            assertThat(other.isFoundIn(bench.lastRequest().raw())).isTrue();
            assertThat(bench.crmKey.isFoundIn(bench.lastRequest().raw())).isFalse();
        }
    }

    @Test
    @CaseId("TEN-050")
    void aConnectionServesOneAccessAlone() throws Exception {
        try (Bench bench = Bench.open()) {
            for (int i = 0; i < 3; i++) {
                assertThat(bench.perform(bench.get("/items").build())).isCompleted();
                assertThat(bench.perform(ActionRequest.http(bench.a, "bear", "GET", "/items")
                                .build()))
                        .isCompleted();
            }
            assertThat(bench.good.connections()).as("each keeps its own").isEqualTo(2);
            assertThat(bench.good.requests())
                    .allSatisfy(sent ->
                            assertThat(sent.header("X-Api-Key").isPresent()).isEqualTo(sent.connection() == 1));
        }
    }
}
