package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.audit.AuditEvent;
import org.junit.jupiter.api.Test;

/** What reaches a service of a query: one of the definition's own, with the pin in its variables. */
class GraphqlTest {

    private static final String TEXT = "query($id: ID!, $first: Int) { orders(id: $id, first: $first) { id } }";

    @Test
    void aTypedRequestNamesTheQuery() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            ActionRequest request = ActionRequest.action(bench.b, "wide", "graphql")
                    .with("query", "orders")
                    .with("first", 5)
                    .build();
            assertThat(bench.perform(request)).isCompleted();
            assertThat(bench.lastRequest().bodyAsUtf8())
                    .isEqualTo("{\"query\":\"" + TEXT + "\",\"variables\":{\"first\":5,\"id\":\"1234567890\"}}");
            bench.requireInvariants(request);
            assertThat(TrailRecords.of(bench.trail()).stream()
                            .filter(record -> record.event() == AuditEvent.ATTEMPT)
                            .reduce((first, last) -> last)
                            .orElseThrow()
                            .fields())
                    .containsKey("param.query");
        }
    }

    @Test
    void aRawRequestHasItsVeryText() throws Exception {
        try (Bench bench = Bench.open()) {
            assertThat(bench.perform(bench.json(
                                    ActionRequest.http(bench.b, "wide", "POST", "/graphql"),
                                    "{\"variables\":{\"id\":\"1234567890\"},\"query\":\"" + TEXT + "\"}")
                            .build()))
                    .isCompleted();
            assertThat(bench.lastRequest().bodyAsUtf8())
                    .isEqualTo("{\"query\":\"" + TEXT + "\",\"variables\":{\"id\":\"1234567890\"}}");
        }
    }
}
