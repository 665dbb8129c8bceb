package dev.outloop.core.cases;

import static dev.outloop.core.cases.Case.denied;
import static dev.outloop.core.cases.PinCases.DECLARED;
import static dev.outloop.core.cases.PinCases.OTHER;
import static dev.outloop.core.cases.PinCases.PIN;
import static dev.outloop.core.cases.PinCases.UNDECLARED;
import static dev.outloop.core.cases.PinCases.json;
import static dev.outloop.core.cases.PinCases.part;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Queries that nobody declared, and methods that replace the approved one. */
final class QueryCases {

    private QueryCases() {}

    static List<Case> all() {
        return Stream.of(queries(), overrides()).flatMap(List::stream).toList();
    }

    private static List<Case> queries() {
        String known = "\"query\":\"query($id: ID!, $first: Int) { orders(id: $id, first: $first) { id } }\"";
        return List.of(
                json(
                        "X-TEN-039",
                        "/graphql",
                        "{" + known + ",\"variables\":{\"id\":\"9990000000\"}}",
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN),
                json(
                        "X-TEN-039-text",
                        "/graphql",
                        "{\"query\":\"{ orders(id: 9990000000) { id } }\"}",
                        ErrorCode.PARAMETER_INVALID,
                        "one of the action's queries",
                        "admit.CompiledParameter#requireChoice"),
                json(
                        "X-TEN-026",
                        "/graphql",
                        "{\"query\":\"SELECT customer_client.id FROM customer_client\"}",
                        ErrorCode.PARAMETER_INVALID,
                        "one of the action's queries",
                        "admit.CompiledParameter#requireChoice"),
                json(
                        "X-TEN-039-name",
                        "/graphql",
                        "{\"query\":\"orders\"}",
                        ErrorCode.PARAMETER_INVALID,
                        "one of the action's queries",
                        "admit.CompiledParameter#requireChoice"),
                json(
                        "X-TEN-039-stored",
                        "/graphql",
                        "{" + known + ",\"extensions\":{\"persistedQuery\":{\"sha256Hash\":\"00\"}}}",
                        ErrorCode.BODY_REFUSED,
                        DECLARED,
                        UNDECLARED),
                json(
                        "X-TEN-040",
                        "/graphql",
                        "[{" + known + "},{" + known + "}]",
                        ErrorCode.BODY_REFUSED,
                        DECLARED,
                        UNDECLARED),
                denied(
                        "X-TEN-039-typed",
                        bench -> ActionRequest.action(bench.b, "wide", "graphql")
                                .with("query", "{ orders(id: 9990000000) { id } }"),
                        ErrorCode.PARAMETER_INVALID,
                        "one of the action's queries",
                        "admit.CompiledParameter#requireChoice"));
    }

    private static List<Case> overrides() {
        return List.of(
                denied(
                        "X-TEN-method-json",
                        bench -> bench.json(
                                ActionRequest.http(bench.a, "crm", "POST", "/items"), "{\"_method\":\"DELETE\"}"),
                        ErrorCode.BODY_REFUSED,
                        "override the method",
                        "admit.BodyRules#refuseOverrideInJson"),
                denied(
                        "X-TEN-method-parts",
                        bench -> ActionRequest.http(bench.a, "crm", "POST", "/forms")
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .body((part("name=\"_method\"", "DELETE") + "--b--")
                                        .getBytes(StandardCharsets.US_ASCII)),
                        ErrorCode.BODY_REFUSED,
                        "override the method",
                        "admit.BodyRules#refuseOverrideInParts"),
                denied(
                        "X-TEN-method-header",
                        bench -> bench.get("/items").header("Method-Override", "DELETE"),
                        ErrorCode.HEADER_REFUSED,
                        "method override to the broker",
                        "admit.HeaderRules#refuseReserved"));
    }
}
