package dev.outloop.core.cases;

import static dev.outloop.core.cases.Case.denied;
import static dev.outloop.core.cases.PinCases.OTHER;
import static dev.outloop.core.cases.PinCases.OWN;
import static dev.outloop.core.cases.PinCases.PIN;
import static dev.outloop.core.cases.PinCases.RESOURCE;
import static dev.outloop.core.cases.PinCases.UNDERSTOOD;
import static dev.outloop.core.cases.PinCases.batch;
import static dev.outloop.core.cases.PinCases.json;
import static dev.outloop.core.cases.PinCases.typed;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import java.util.List;

/** Tenants of others in the requests of a batch, and batches that say more than is understood. */
final class BatchCases {

    private BatchCases() {}

    static List<Case> all() {
        return List.of(
                batch(
                        "X-TEN-029",
                        "{\"method\":\"GET\",\"relative_url\":\"customers/9990000000/campaigns\"}",
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN),
                batch(
                        "X-TEN-029-last",
                        OWN + ",{\"method\":\"GET\",\"relative_url\":\"customers/9990000000/campaigns\"}",
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN),
                batch(
                        "X-TEN-029-body",
                        "{\"method\":\"POST\",\"relative_url\":\"form\",\"body\":\"account_id=9990000000\"}",
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN),
                batch(
                        "X-TEN-029-query",
                        "{\"method\":\"GET\",\"relative_url\":\"resource?parent=customers%2F9990000000%2Fcampaigns%2F4\"}",
                        ErrorCode.PIN_MISMATCH,
                        "form customers/",
                        RESOURCE,
                        UNDERSTOOD),
                batch(
                        "X-TEN-029-unknown",
                        "{\"method\":\"GET\",\"relative_url\":\"me/adaccounts\"}",
                        ErrorCode.ACTION_NOT_APPROVED,
                        "No approved action",
                        "admit.CompiledService#requireKnown"),
                batch(
                        "X-TEN-029-absolute",
                        "{\"method\":\"GET\",\"relative_url\":\"http://evil.example/customers\"}",
                        ErrorCode.PATH_REFUSED,
                        "no empty segment",
                        "admit.PathRules#refuseEmptySegment"),
                batch(
                        "X-TEN-029-dots",
                        "{\"method\":\"GET\",\"relative_url\":\"customers/1234567890/../9990000000/campaigns\"}",
                        ErrorCode.PATH_REFUSED,
                        "'..' segment",
                        "admit.PathRules#refuseDotSegment"),
                batch(
                        "X-TEN-029-token",
                        "{\"method\":\"GET\",\"relative_url\":\"customers/1234567890/campaigns?access_token=x\"}",
                        ErrorCode.QUERY_REFUSED,
                        "credential to the broker",
                        "admit.QueryRules#refuseCredential"),
                batch(
                        "X-TEN-029-method",
                        "{\"method\":\"GET\",\"relative_url\":\"customers/1234567890/campaigns?method=POST\"}",
                        ErrorCode.QUERY_REFUSED,
                        "override the method",
                        "admit.QueryRules#refuseMethodOverride"),
                batch(
                        "X-TEN-029-name",
                        OWN.replace("}", ",\"name\":\"a\"}"),
                        ErrorCode.BODY_REFUSED,
                        "of nothing else",
                        "admit.RequestList#refuseOtherMember"),
                batch(
                        "X-TEN-029-depends",
                        OWN.replace("}", ",\"depends_on\":\"a\"}"),
                        ErrorCode.BODY_REFUSED,
                        "of nothing else",
                        "admit.RequestList#refuseOtherMember"),
                batch(
                        "X-TEN-029-credential",
                        OWN.replace("}", ",\"access_token\":\"a\"}"),
                        ErrorCode.BODY_REFUSED,
                        "of nothing else",
                        "admit.RequestList#refuseOtherMember"),
                batch(
                        "X-TEN-029-urls",
                        OWN.replace("}", ",\"url\":\"/customers/9990000000/campaigns\"}"),
                        ErrorCode.BODY_REFUSED,
                        "of nothing else",
                        UNDERSTOOD),
                batch(
                        "X-TEN-029-headers",
                        OWN.replace("}", ",\"headers\":[]}"),
                        ErrorCode.BODY_REFUSED,
                        "of nothing else",
                        UNDERSTOOD),
                batch(
                        "X-TEN-029-text",
                        "\"customers/9990000000/campaigns\"",
                        ErrorCode.BODY_REFUSED,
                        "of nothing else",
                        UNDERSTOOD),
                batch(
                        "X-TEN-029-nested",
                        "{\"method\":\"POST\",\"relative_url\":\"batch\",\"body\":\"batch=%5B%5D\"}",
                        ErrorCode.BODY_REFUSED,
                        "no batch inside a batch",
                        "admit.RequestList#refuseNested"),
                batch(
                        "X-TEN-029-many",
                        OWN + ("," + OWN).repeat(3),
                        ErrorCode.REQUEST_TOO_LARGE,
                        "more than 3 requests",
                        "admit.RequestList#requireBounded"),
                json(
                        "X-TEN-041-body",
                        "/$batch",
                        "{\"requests\":[{\"id\":\"1\",\"method\":\"POST\",\"url\":\"/upload\",\"body\":{\"account\":9990000000}}]}",
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN),
                json(
                        "X-TEN-041-url",
                        "/$batch",
                        "{\"requests\":[{\"id\":\"1\",\"method\":\"GET\",\"url\":\"/customers/9990000000/campaigns\"}]}",
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN),
                json(
                        "X-TEN-041-header",
                        "/$batch",
                        "{\"requests\":[{\"method\":\"GET\",\"url\":\"/customers/1234567890/campaigns\",\"headers\":{\"X-HTTP-Method-Override\":\"DELETE\"}}]}",
                        ErrorCode.HEADER_REFUSED,
                        "method override to the broker",
                        "admit.HeaderRules#refuseReserved",
                        "admit.HeaderRules#refuseUndeclared"),
                typed(
                        "X-TEN-041-mixed",
                        "/$batch",
                        "multipart/mixed; boundary=b",
                        "--b\r\n\r\nGET /customers/999 HTTP/1.1\r\n--b--",
                        "is JSON and says so",
                        "requireJsonType"),
                denied(
                        "X-TEN-029-typed",
                        bench -> ActionRequest.action(bench.b, "wide", "batch")
                                .with("batch", "[" + OWN.replace("1234567890", "9990000000") + "]"),
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN));
    }
}
