package dev.outloop.core.cases;

import static dev.outloop.core.cases.Case.answered;
import static dev.outloop.core.cases.Case.denied;
import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.net.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Workspaces and their tenants. Workspace {@code b} has {@code ads} for customer 1234567890 and nobody else has. */
final class TenantCases {

    private static final String PIN = "admit.PinRules#requirePinned";

    private TenantCases() {}

    static List<Case> all() {
        return List.of(
                denied(
                        "TEN-001",
                        bench -> ActionRequest.http(bench.a, "ads", "GET", "/customers/1234567890/campaigns"),
                        ErrorCode.ALIAS_UNKNOWN,
                        "no access of that name",
                        "admit.Snapshot#requireGranted"),
                denied(
                        "TEN-002",
                        bench -> bench.get("/items").header("X-Outloop-Workspace", "b"),
                        ErrorCode.HEADER_REFUSED,
                        "leaves transport",
                        "admit.HeaderRules#refuseReserved"),
                denied(
                        "TEN-003",
                        bench -> ActionRequest.action(bench.a, "crm", "items").with("_meta.workspace", "b"),
                        ErrorCode.PARAMETER_UNKNOWN,
                        "not one of this action's",
                        "admit.TypedReader#requireDeclared"),
                pin("TEN-024", "ads", "/customers/999-999-9999/campaigns"),
                // What a query language reaches is bounded by the service: a documented limit. The account is ours.
                answered(
                        "TEN-026",
                        bench -> search(bench, "{\"customer\":\"1234567890\",\"query\":\"FROM customer_client\"}"),
                        (bench, result) -> {
                            assertThat(bench.lastRequest().header("login-customer-id"))
                                    .contains("1234567890");
                            assertThat(bench.lastRequest().bodyAsUtf8()).contains("\"customer\":\"1234567890\"");
                        }),
                pin("TEN-027", "meta", "/v21.0/act_999/insights"),
                denied(
                        "TEN-029",
                        bench -> bench.json(
                                ActionRequest.http(bench.b, "meta", "POST", "/"),
                                "{\"batch\":[{\"relative_url\":\"act_999/insights\"}]}"),
                        ErrorCode.ACTION_NOT_APPROVED,
                        "No approved action",
                        "admit.CompiledService#requireKnown"),
                pin("TEN-032", "bases", "/v0/meta/bases"),
                upload("TEN-035", "{\"account\":999.0}"),
                denied(
                        "TEN-036",
                        bench -> bench.ads("POST", "/upload")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .body("account_id=999".getBytes(StandardCharsets.US_ASCII)),
                        ErrorCode.BODY_REFUSED,
                        "is JSON and says so",
                        "admit.BodyRules#requireJsonType"),
                body("TEN-039", "{\"query\":\"q\",\"variables\":{\"id\":\"999\"}}"),
                body("TEN-040", "[{\"query\":\"q\"},{\"query\":\"q\"}]"),
                denied(
                        "TEN-041",
                        bench -> bench.ads("POST", "/search")
                                .header("Content-Type", "multipart/mixed; boundary=b")
                                .body("--b\r\n\r\nGET /customers/999 HTTP/1.1\r\n--b--"
                                        .getBytes(StandardCharsets.US_ASCII)),
                        ErrorCode.BODY_REFUSED,
                        "is JSON and says so",
                        "admit.BodyRules#requireJsonType"),
                answered(
                        "TEN-043",
                        bench -> {
                            bench.answer(Reply.status(200, "ok", "Set-Cookie: tenant=999; Path=/"));
                            assertThat(bench.perform(bench.get("/items").build()))
                                    .isCompleted();
                            return bench.get("/items");
                        },
                        (bench, result) -> assertThat(bench.lastRequest().headers("Cookie"))
                                .isEmpty()),
                denied(
                        "TEN-045",
                        bench -> ActionRequest.http(bench.a, "../b/ads", "GET", "/items"),
                        ErrorCode.ALIAS_UNKNOWN,
                        "no access of that name",
                        "admit.Snapshot#requireGranted"),
                upload("X-TEN-zero", "{\"account\":\"0999\"}"),
                upload("X-TEN-power", "{\"account\":9.99e2}"),
                upload("X-TEN-fraction", "{\"account\":1234567890.0}"),
                upload("X-TEN-text", "{\"account\":\"1234567890\"}"),
                upload("X-TEN-array", "{\"account\":[1234567890,999]}"),
                upload("X-TEN-object", "{\"account\":{\"id\":1234567890}}"),
                upload("X-TEN-null", "{\"account\":null}"),
                body("X-TEN-case", "{\"Customer\":\"999\"}"),
                body("X-TEN-separator", "{\"cust_omer\":\"999\"}"),
                body("X-TEN-escaped", "{\"customer\\u0000\":\"999\"}"),
                denied(
                        "X-TEN-escaped-key",
                        bench -> search(bench, "{\"cust\\u006fmer\":\"999\"}"),
                        ErrorCode.PIN_MISMATCH,
                        "another account",
                        PIN),
                denied(
                        "X-TEN-header",
                        bench -> bench.json(bench.ads("POST", "/search"), "{}").header("Login-Customer-Id", "999"),
                        ErrorCode.PIN_MISMATCH,
                        "another account",
                        PIN),
                pin("X-TEN-unicode-digits", "ads", "/customers/%D9%A1234567890/campaigns"),
                pin("X-TEN-blank", "ads", "/customers/1234567890%C2%A0x/campaigns"));
    }

    private static ActionRequest.Builder search(Bench bench, String body) {
        return bench.json(bench.ads("POST", "/search"), body);
    }

    private static Case pin(String id, String alias, String target) {
        return denied(
                id,
                bench -> ActionRequest.http(bench.b, alias, "GET", target),
                ErrorCode.PIN_MISMATCH,
                "another account",
                PIN);
    }

    private static Case upload(String id, String body) {
        return denied(
                id,
                bench -> bench.json(bench.ads("POST", "/upload"), body),
                ErrorCode.PIN_MISMATCH,
                "another account",
                PIN);
    }

    private static Case body(String id, String body) {
        return denied(
                id,
                bench -> search(bench, body),
                ErrorCode.BODY_REFUSED,
                "only fields that the action declares",
                "admit.BodyRules#refuseUndeclaredField");
    }
}
