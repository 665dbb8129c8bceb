package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import org.junit.jupiter.api.Test;

/** What reaches a service of JSON with pins under wildcards, and of resources' names. */
class PinnedTreeTest {

    @Test
    void fillsThePinIntoEveryElement() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            ActionRequest request = raw(
                            bench,
                            "[{\"create\":{\"name\":\"x\",\"n\":1.50}},{\"customer\":\"1234567890\","
                                    + "\"remove\":\"customers/1234567890/campaigns/-4~5\"},"
                                    + "{\"create\":{\"owner\":{\"id\":1234567890},\"budget\":\"customers/1234567890/budgets/1\"}}]")
                    .build();
            assertThat(bench.perform(request)).isCompleted();
            assertThat(bench.lastRequest().bodyAsUtf8())
                    .isEqualTo("{\"operations\":[{\"create\":{\"name\":\"x\",\"n\":1.50},\"customer\":\"1234567890\"},"
                            + "{\"customer\":\"1234567890\",\"remove\":\"customers/1234567890/campaigns/-4~5\"},"
                            + "{\"create\":{\"owner\":{\"id\":1234567890},\"budget\":\"customers/1234567890/budgets/1\"},"
                            + "\"customer\":\"1234567890\"}]}");
            bench.requireInvariants(request);
        }
    }

    @Test
    void aTypedRequestGivesTheTreeAsText() throws Exception {
        try (Bench bench = Bench.open()) {
            assertThat(bench.perform(ActionRequest.action(bench.b, "wide", "mutate")
                            .with("operations", "[ {}, {} ]")
                            .build()))
                    .isCompleted();
            assertThat(bench.lastRequest().bodyAsUtf8())
                    .isEqualTo("{\"operations\":[{\"customer\":\"1234567890\"},{\"customer\":\"1234567890\"}]}");
            assertThat(bench.perform(ActionRequest.action(bench.b, "wide", "mutate")
                            .with("operations", "[{},{}")
                            .build()))
                    .isDeniedWith(ErrorCode.BODY_REFUSED);
            assertThat(bench.perform(ActionRequest.action(bench.b, "wide", "mutate")
                            .with("operations", "[\"" + "x".repeat(20_000) + "\"]")
                            .build()))
                    .isDeniedWith(ErrorCode.PARAMETER_INVALID);
        }
    }

    /** A body that is left out would leave the pin out with it. */
    @Test
    void fillsThePinInWhereTheTreeIsLeftOut() throws Exception {
        try (Bench bench = Bench.open(
                yaml -> yaml.replace(
                        "      resource:\n        method: GET",
                        "      search:\n        method: POST\n        path: /search\n        body: json\n"
                                + "        params: { filter: { in: body, type: json, required: false } }\n"
                                + "        pins: { customer: { in: body, pointer: /filter/customer } }\n"
                                + "      resource:\n        method: GET"),
                builder -> builder)) {
            assertThat(bench.perform(
                            ActionRequest.action(bench.b, "wide", "search").build()))
                    .isCompleted();
            assertThat(bench.lastRequest().bodyAsUtf8()).isEqualTo("{\"filter\":{\"customer\":\"1234567890\"}}");
        }
    }

    @Test
    void ofAnotherShapeIsRefused() throws Exception {
        try (Bench bench = Bench.open()) {
            assertThat(bench.perform(raw(bench, "[]").build())).isCompleted();
            for (String operations : new String[] {"null", "\"x\"", "7", "[null]", "[{\"create\":null}]"}) {
                assertThat(bench.perform(raw(bench, operations).build()))
                        .as(operations)
                        .isDeniedWith(ErrorCode.BODY_REFUSED);
            }
        }
    }

    @Test
    void aResourceOfThisAccountPassesInQueryAndHeader() throws Exception {
        try (Bench bench = Bench.open()) {
            assertThat(bench.perform(ActionRequest.http(
                                    bench.b, "wide", "GET", "/resource?parent=customers%2F1234567890/campaigns/4")
                            .build()))
                    .isCompleted();
            assertThat(bench.lastRequest().target())
                    .isEqualTo("/v1/resource?parent=customers%2F1234567890%2Fcampaigns%2F4");
            assertThat(bench.lastRequest().header("x-parent")).contains("customers/1234567890");
            assertThat(bench.perform(ActionRequest.action(bench.b, "wide", "resource")
                            .with("parent", "customers/1234567890/campaigns/4")
                            .build()))
                    .isCompleted();
            assertThat(bench.perform(
                            ActionRequest.action(bench.b, "wide", "resource").build()))
                    .isDeniedWith(ErrorCode.PARAMETER_MISSING);
        }
    }

    /** What has a part for the agent to choose cannot be made up. */
    @Test
    void aRequiredResourceThatIsMissingIsAskedFor() throws Exception {
        try (Bench bench = Bench.open(
                yaml -> yaml.replace("campaigns/{*}\", required: false }", "campaigns/{*}\" }"), builder -> builder)) {
            assertThat(bench.perform(raw(bench, "[{\"remove\":\"customers/1234567890/campaigns/4\"}]")
                            .build()))
                    .isCompleted();
            assertThat(bench.perform(raw(bench, "[{}]").build())).isDeniedWith(ErrorCode.PARAMETER_MISSING);
        }
    }

    private static ActionRequest.Builder raw(Bench bench, String operations) {
        return bench.json(
                ActionRequest.http(bench.b, "wide", "POST", "/mutate"), "{\"operations\":" + operations + "}");
    }
}
