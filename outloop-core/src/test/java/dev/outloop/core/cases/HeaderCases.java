package dev.outloop.core.cases;

import static dev.outloop.core.cases.Case.answered;
import static dev.outloop.core.cases.Case.denied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Header fields and bodies. */
final class HeaderCases {

    private static final String BROKERS = "leaves transport, routing, credentials";
    private static final String FAITHFUL = "dispatch.OutgoingRequest#requireFaithful";

    private HeaderCases() {}

    static List<Case> all() {
        List<Case> all = new ArrayList<>(fields());
        all.addAll(reserved());
        all.addAll(others());
        all.addAll(bodies());
        return all;
    }

    private static List<Case> fields() {
        return List.of(
                value("HDR-001", "a\r\nAuthorization: Bearer x"),
                value("HDR-002", "a\nX-Evil: 1"),
                value("HDR-003", "a\rX-Evil: 1"),
                value("HDR-005", "\u560a\u560dX-Evil: 1"),
                value("X-HDR-fold", "a\r\n b"),
                value("X-HDR-nul", "a\0b"),
                value("X-HDR-obs-text", "caf\u00e9"),
                value("X-HDR-blank", " a"),
                value("X-HDR-long", "a".repeat(9000)),
                name("HDR-007", "X-B: 1\r\nX-Evil"),
                name("HDR-010", "X-\u00c9"),
                name("X-HDR-empty", ""),
                name("X-HDR-colon", "X-A:"),
                name("X-HDR-blank-behind", "X-A "));
    }

    private static List<Case> reserved() {
        return List.of(
                reserved("HDR-012", "X-Forwarded-Host", "evil.example"),
                reserved("HDR-013", "Forwarded", "host=evil.example"),
                reserved("HDR-014", "Authorization", "Bearer attacker"),
                reserved("HDR-015", "aUTHORIZATION", "x"),
                reserved("HDR-019", "Proxy-Authorization", "Basic x"),
                reserved("HDR-022", "Connection", "close, Authorization"),
                denied(
                        "HDR-023",
                        bench -> bench.json(ActionRequest.http(bench.a, "crm", "POST", "/items"), "{}")
                                .header("Transfer-Encoding", "chunked")
                                .header("Content-Length", "5"),
                        ErrorCode.HEADER_REFUSED,
                        BROKERS,
                        "admit.HeaderRules#refuseReserved",
                        FAITHFUL),
                reserved("HDR-024", "Transfer-Encoding", "xchunked"),
                reserved("HDR-032", "Range", "bytes=0-3"),
                reserved("HDR-034", "Referer", "http://127.0.0.1/?token"),
                reserved("X-HDR-host", "Host", "evil.example"),
                reserved("X-HDR-cookie", "cOOKIE", "a=b"),
                reserved("X-HDR-override", "X-HTTP-Method-Override", "DELETE"),
                reserved("X-HDR-rewrite", "X-Rewrite-URL", "/admin"),
                reserved("X-HDR-original", "X-Original-URL", "/admin"),
                reserved("X-HDR-real-ip", "X-Real-IP", "127.0.0.1"));
    }

    private static List<Case> others() {
        return List.of(
                denied(
                        "HDR-016",
                        bench -> bench.get("/items").header("X-Api-Key", "attacker"),
                        ErrorCode.HEADER_REFUSED,
                        "leaves the credential",
                        "admit.HeaderRules#refuseCredential",
                        "dispatch.OutgoingRequest#requireCredentialPlacesFree"),
                denied(
                        "HDR-018",
                        bench -> bench.get("/items").header("X_Api_Key", "attacker"),
                        ErrorCode.HEADER_REFUSED,
                        "letters, digits and '-'",
                        "admit.HeaderRules#requireName",
                        "admit.HeaderRules#refuseCredential"),
                denied(
                        "HDR-030",
                        bench -> bench.json(
                                ActionRequest.http(bench.a, "crm", "POST", "/items?_method=DELETE"), "{\"a\":1}"),
                        ErrorCode.QUERY_REFUSED,
                        "does not override",
                        "admit.QueryRules#refuseMethodOverride"),
                denied(
                        "X-HDR-override-form",
                        bench -> ActionRequest.http(bench.a, "crm", "POST", "/forms")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .body("a=1&_m%65thod=DELETE".getBytes(StandardCharsets.US_ASCII)),
                        ErrorCode.QUERY_REFUSED,
                        "does not override",
                        "admit.QueryRules#refuseMethodOverride"),
                answered(
                        "HDR-031",
                        bench -> bench.get("/items").header("Accept-Encoding", "br, zstd"),
                        (bench, result) -> assertThat(bench.lastRequest().headers("Accept-Encoding"))
                                .containsExactly("gzip, deflate")),
                answered(
                        "HDR-035",
                        bench -> bench.get("/items").header("baggage", "exfil=data"),
                        (bench, result) ->
                                assertThat(bench.lastRequest().head()).doesNotContainIgnoringCase("baggage")),
                denied(
                        "HDR-042",
                        bench -> bench.get("/items").header("X", "a".repeat(65_536)),
                        ErrorCode.REQUEST_TOO_LARGE,
                        "more than 64 or longer",
                        "admit.HeaderRules#requireBounded"),
                denied(
                        "HDR-043",
                        bench -> {
                            ActionRequest.Builder request = bench.get("/items");
                            for (int i = 0; i < 10_000; i++) {
                                request.header("X-" + i, "1");
                            }
                            return request;
                        },
                        ErrorCode.REQUEST_TOO_LARGE,
                        "more than 64 or longer",
                        "admit.HeaderRules#requireBounded"),
                denied(
                        "X-HDR-twice",
                        bench -> bench.get("/items").header("X-A", "1").header("x-a", "2"),
                        ErrorCode.HEADER_REFUSED,
                        "has each name once",
                        "admit.HeaderRules#refuseDuplicate"),
                denied(
                        "X-HDR-tenant",
                        bench -> bench.ads("GET", "/customers/1234567890/campaigns")
                                .header("login-customer-id", "999"),
                        ErrorCode.HEADER_REFUSED,
                        "only headers that the action declares",
                        "admit.HeaderRules#refuseUndeclared"));
    }

    private static List<Case> bodies() {
        return List.of(
                denied(
                        "HDR-036",
                        bench -> ActionRequest.http(bench.a, "crm", "POST", "/items")
                                .header("Content-Type", "text/plain")
                                .body("{\"a\":1}".getBytes(StandardCharsets.US_ASCII)),
                        ErrorCode.BODY_REFUSED,
                        "is JSON and says so",
                        "admit.BodyRules#requireJsonType"),
                body(
                        "HDR-039",
                        "{\"customer\":\"mine\",\"customer\":\"theirs\"}",
                        "each name of an object once",
                        "refuseRepeatedName"),
                body("HDR-041", "\uFEFF{\"a\":1}", "without a byte order mark", "refuseByteOrderMark"),
                body(
                        "X-HDR-escaped-twin",
                        "{\"customer\":1,\"cust\\u006fmer\":2}",
                        "each name of an object once",
                        "refuseRepeatedName"),
                body(
                        "X-HDR-nested-twin",
                        "{\"a\":{\"b\":1,\"b\":2}}",
                        "each name of an object once",
                        "refuseRepeatedName"),
                body("X-HDR-behind", "{} {}", "nothing behind it", "requireEnd"),
                body("X-HDR-surrogate", "{\"a\":\"\\ud800\"}", "no lone surrogates", "refuseLoneSurrogates"),
                body("X-HDR-comment", "{/* */\"a\":1}", "is strict JSON"),
                body("X-HDR-nan", "{\"a\":NaN}", "is strict JSON"),
                body("X-HDR-deep", "[".repeat(65) + "]".repeat(65), "64 levels deep"),
                body("X-HDR-trailing-comma", "{\"a\":1,}", "is strict JSON"));
    }

    private static Case value(String id, String value) {
        return denied(
                id,
                bench -> bench.get("/items").header("X-Note", value),
                ErrorCode.HEADER_REFUSED,
                "visible ASCII",
                "admit.HeaderRules#requireValue",
                FAITHFUL);
    }

    private static Case name(String id, String name) {
        return denied(
                id,
                bench -> bench.get("/items").header(name, "1"),
                ErrorCode.HEADER_REFUSED,
                "letters, digits and '-'",
                "admit.HeaderRules#requireName",
                FAITHFUL);
    }

    private static Case reserved(String id, String name, String value) {
        return denied(
                id,
                bench -> bench.get("/items").header(name, value),
                ErrorCode.HEADER_REFUSED,
                BROKERS,
                "admit.HeaderRules#refuseReserved",
                FAITHFUL);
    }

    private static Case body(String id, String body, String sentence, String... checks) {
        return denied(
                id,
                bench -> bench.json(ActionRequest.http(bench.a, "crm", "POST", "/items"), body),
                ErrorCode.BODY_REFUSED,
                sentence,
                List.of(checks).stream()
                        .map(check -> "admit.StrictJson#" + check)
                        .toArray(String[]::new));
    }
}
