package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.error.ErrorCode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What reaches a service of a batch, and that each request in it is judged as one of its own. */
class BatchTest {

    private static final String OWN =
            "{\"method\":\"GET\",\"relative_url\":\"/customers/1234567890/campaigns?limit=5\"}";

    @Test
    void writesEachRequestAnew() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            ActionRequest request = form(
                            bench,
                            "[" + OWN
                                    + ",{\"relative_url\":\"form\",\"method\":\"POST\",\"id\":\"b\",\"body\":\"note=a+b\","
                                    + "\"omit_response_on_success\":false}]")
                    .build();
            assertThat(bench.perform(request)).isCompleted();
            assertThat(sent(bench))
                    .isEqualTo("[{\"method\":\"GET\",\"relative_url\":\"customers/1234567890/campaigns?limit=5\"},"
                            + "{\"id\":\"b\",\"omit_response_on_success\":false,\"method\":\"POST\",\"relative_url\":\"form\","
                            + "\"body\":\"note=a%20b&account_id=1234567890\"}]");
            bench.requireInvariants(request);
        }
    }

    @Test
    void writesJsonRequestsWithTheirHeadersAndBodies() throws Exception {
        try (Bench bench = Bench.open()) {
            ActionRequest request = bench.json(
                            ActionRequest.http(bench.b, "wide", "POST", "/$batch"),
                            "{\"requests\":[{\"id\":1,\"method\":\"POST\",\"url\":\"/mutate\",\"headers\":{\"content-type\":"
                                    + "\"application/json\"},\"body\":{\"operations\":[{}]}},{\"id\":\"2\",\"method\":\"GET\","
                                    + "\"url\":\"/resource?parent=customers/1234567890/campaigns/4\"}]}")
                    .build();
            assertThat(bench.perform(request)).isCompleted();
            assertThat(bench.lastRequest().bodyAsUtf8())
                    .isEqualTo(
                            "{\"requests\":[{\"id\":1,\"method\":\"POST\",\"url\":\"/mutate\",\"body\":{\"operations\":"
                                    + "[{\"customer\":\"1234567890\"}]},\"headers\":{\"Content-Type\":\"application/json\"}},"
                                    + "{\"id\":\"2\",\"method\":\"GET\",\"url\":\"/resource?parent=customers%2F1234567890%2Fcampaigns%2F4\","
                                    + "\"headers\":{\"x-parent\":\"customers/1234567890\"}}]}");
        }
    }

    @Test
    void aTypedRequestGivesTheBatchAsText() throws Exception {
        try (Bench bench = Bench.open()) {
            assertThat(bench.perform(typed(bench, "[" + OWN + "]").build())).isCompleted();
            assertThat(sent(bench)).contains("customers/1234567890/campaigns");
        }
    }

    /** The access approves the batch, but not what is in it. */
    @Test
    void whatIsNotApprovedAloneIsNotApprovedInABatch() throws Exception {
        try (Bench bench = Bench.open(
                yaml -> yaml.replace(
                        "    service: wide\n    secret: \"memory:ads/key\"\n    actions: [\"*\"]",
                        "    service: wide\n    secret: \"memory:ads/key\"\n    actions: [batch, form]"),
                builder -> builder)) {
            String form = "{\"method\":\"POST\",\"relative_url\":\"form\",\"body\":\"\"}";
            assertThat(bench.perform(typed(bench, "[" + form + "]").build())).isCompleted();
            ActionResult alone =
                    bench.perform(ActionRequest.http(bench.b, "wide", "GET", "/customers/1234567890/campaigns")
                            .build());
            ActionResult inside =
                    bench.perform(typed(bench, "[" + form + "," + OWN + "]").build());
            assertThat(alone).isDeniedWith(ErrorCode.ACTION_NOT_APPROVED);
            assertThat(inside).isDeniedWith(ErrorCode.ACTION_NOT_APPROVED);
            assertThat(bench.good.requests()).hasSize(1);
            assertThat(bench.control
                            .explain(typed(bench, "[" + OWN + "]").build())
                            .isAllowed())
                    .isFalse();
        }
    }

    @Test
    void whatIsReadOnlyAloneIsReadOnlyInABatch() throws Exception {
        try (Bench bench = Bench.open(
                yaml -> yaml.replace(
                                "path: /batch, body: form, params", "path: /batch, body: form, read-only: true, params")
                        .replace(
                                "    service: wide\n    secret: \"memory:ads/key\"\n",
                                "    service: wide\n    secret: \"memory:ads/key\"\n    read-only: true\n"),
                builder -> builder)) {
            assertThat(bench.perform(typed(bench, "[" + OWN + "]").build())).isCompleted();
            assertThat(bench.perform(typed(bench, "[{\"method\":\"POST\",\"relative_url\":\"form\",\"body\":\"\"}]")
                            .build()))
                    .isInstanceOf(ActionResult.Denied.class);
            assertThat(bench.good.requests()).hasSize(1);
        }
    }

    private static ActionRequest.Builder typed(Bench bench, String batch) {
        return ActionRequest.action(bench.b, "wide", "batch").with("batch", batch);
    }

    private static ActionRequest.Builder form(Bench bench, String batch) {
        return ActionRequest.http(bench.b, "wide", "POST", "/batch")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(("batch=" + URLEncoder.encode(batch, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static String sent(Bench bench) {
        String body = bench.lastRequest().bodyAsUtf8();
        assertThat(body).startsWith("batch=");
        return URLDecoder.decode(body.substring("batch=".length()), StandardCharsets.UTF_8);
    }
}
