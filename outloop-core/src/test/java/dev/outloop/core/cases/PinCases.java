package dev.outloop.core.cases;

import static dev.outloop.core.cases.Case.denied;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Tenants of others in every place and every kind of body that an action can declare. The service {@code wide} declares
 * forms, parts, batches and GraphQL, and workspace {@code b} has it for customer 1234567890.
 */
final class PinCases {

    private static final String PIN = "admit.PinRules#requirePinned";
    private static final String RESOURCE = "admit.PinRules#requireResource";
    private static final String UNDECLARED = "admit.BodyRules#refuseUndeclaredField";
    private static final String HEAD = "admit.MultipartBody#requireHead";
    private static final String CLOSED = "admit.MultipartBody#requireClosed";
    private static final String UNDERSTOOD = "admit.RequestList#requireUnderstood";
    private static final String OTHER = "another account";
    private static final String DECLARED = "only fields that the action declares";
    private static final String PLAIN = "plain quotes";
    private static final String BETWEEN = "nothing else between";
    private static final String OWN = "{\"method\":\"GET\",\"relative_url\":\"customers/1234567890/campaigns\"}";

    private PinCases() {}

    static List<Case> all() {
        List<Case> all = new ArrayList<>();
        all.addAll(forms());
        all.addAll(parts());
        all.addAll(trees());
        all.addAll(batches());
        all.addAll(queries());
        all.addAll(overrides());
        return all;
    }

    private static List<Case> forms() {
        return List.of(
                form("X-TEN-036", "account_id=9990000000", ErrorCode.PIN_MISMATCH, OTHER, PIN),
                form("X-TEN-036-escaped", "acc%6Funt_id=9990000000", ErrorCode.PIN_MISMATCH, OTHER, PIN),
                form("X-TEN-036-blank", "account_id=1234567890+", ErrorCode.PIN_MISMATCH, OTHER, PIN),
                form("X-TEN-036-escaped-twice", "account_id=%2531234567890", ErrorCode.PIN_MISMATCH, OTHER, PIN),
                form(
                        "X-TEN-036-repeated",
                        "account_id=1234567890&account_id=9990000000",
                        "each field once",
                        "refuseRepeated"),
                form("X-TEN-036-semicolon", "note=a;account_id=9990000000", "'&' alone", "refuseSecondSeparator"),
                form("X-TEN-036-empty", "note=a&&account_id=1234567890", "a name, '='", "requirePair"),
                form("X-TEN-036-nameless", "=9990000000", "a name, '='", "requirePair"),
                form("X-TEN-036-escape", "account_id=%zz", "two hex digits", "requireEscapes"),
                form("X-TEN-036-utf8", "note=%ff", "two hex digits", "requireEscapes"),
                form("X-TEN-036-raw", "note=\u0001", "visible ASCII", "requireVisibleAscii"),
                form(
                        "X-TEN-036-many",
                        "a=&".repeat(300) + "b=",
                        ErrorCode.BODY_REFUSED,
                        "each field once",
                        "admit.FormBody#refuseRepeated"),
                form("X-TEN-036-case", "Account_Id=9990000000", ErrorCode.BODY_REFUSED, DECLARED, UNDECLARED),
                form("X-TEN-036-array", "account_id[]=9990000000", ErrorCode.BODY_REFUSED, DECLARED, UNDECLARED),
                form("X-TEN-036-separator", "account-id=9990000000", ErrorCode.BODY_REFUSED, DECLARED, UNDECLARED),
                form("X-TEN-036-other", "customer=9990000000", ErrorCode.BODY_REFUSED, DECLARED, UNDECLARED),
                typed(
                        "X-TEN-036-charset",
                        "/form",
                        "application/x-www-form-urlencoded; charset=utf-16",
                        "account_id=9990000000",
                        "is a form and says so",
                        "requireFormType"),
                typed(
                        "X-TEN-036-json",
                        "/form",
                        "application/json",
                        "{\"account_id\":\"9990000000\"}",
                        "is a form and says so",
                        "requireFormType"),
                typed(
                        "X-TEN-041",
                        "/form",
                        "multipart/mixed; boundary=b",
                        "--b--",
                        "is a form and says so",
                        "requireFormType"),
                denied(
                        "X-TEN-036-typed",
                        bench -> ActionRequest.action(bench.b, "wide", "form").with("customer", "9990000000"),
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN));
    }

    private static List<Case> parts() {
        String own = part("name=\"account_id\"", "1234567890");
        String other = part("name=\"account_id\"", "9990000000");
        return List.of(
                parts("X-TEN-parts", other, ErrorCode.PIN_MISMATCH, OTHER, PIN),
                parts("X-TEN-parts-repeated", own + other, "each field once", "admit.MultipartBody#refuseRepeated"),
                parts("X-TEN-parts-case", part("name=\"Account_id\"", "9990000000"), DECLARED, UNDECLARED),
                parts("X-TEN-parts-array", part("name=\"account_id[]\"", "9990000000"), DECLARED, UNDECLARED),
                parts("X-TEN-parts-names", part("name=\"note\"; name=\"account_id\"", "9990000000"), PLAIN, HEAD),
                parts("X-TEN-parts-filename", part("name=\"note\"; filename=\"account_id\"", "x"), PLAIN, HEAD),
                parts("X-TEN-parts-extended", part("name*=utf-8''account_id", "9990000000"), PLAIN, HEAD),
                parts("X-TEN-parts-pair", part("name=\"account\\_id\"", "9990000000"), PLAIN, HEAD),
                parts("X-TEN-parts-escaped", part("name=\"account%5Fid\"", "9990000000"), PLAIN, HEAD),
                parts("X-TEN-parts-token", part("name=account_id", "9990000000"), PLAIN, HEAD),
                parts(
                        "X-TEN-parts-encoding",
                        part("name=\"note\"\r\nContent-Transfer-Encoding: base64", "eA=="),
                        PLAIN,
                        HEAD),
                parts(
                        "X-TEN-parts-charset",
                        part("name=\"note\"\r\nContent-Type: text/plain; charset=utf-7", "x"),
                        PLAIN,
                        HEAD),
                parts(
                        "X-TEN-parts-nested",
                        part("name=\"note\"\r\nContent-Type: multipart/mixed; boundary=c", "--c--"),
                        PLAIN,
                        HEAD),
                parts("X-TEN-parts-headless", "--b\r\n\r\nx\r\n", PLAIN, HEAD),
                parts(
                        "X-TEN-parts-inside",
                        part("name=\"note\"", "x\n--b\n" + disposition("name=\"account_id\"") + "\n\n9990000000"),
                        "nowhere but between",
                        "admit.MultipartBody#refuseBoundaryInside"),
                parts("X-TEN-parts-preamble", "x\r\n" + own, BETWEEN, CLOSED),
                parts(
                        "X-TEN-parts-longer",
                        own + "--bc\r\n" + disposition("name=\"note\"") + "\r\n\r\nx\r\n",
                        BETWEEN,
                        CLOSED),
                parts("X-TEN-parts-ended", own + "--b--\r\n" + other, BETWEEN, CLOSED),
                typed(
                        "X-TEN-parts-boundaries",
                        "/parts",
                        "multipart/form-data; boundary=b; boundary=c",
                        own + "--b--",
                        "is a form of parts",
                        "requireMultipartType"),
                typed(
                        "X-TEN-parts-mixed",
                        "/parts",
                        "multipart/mixed; boundary=b",
                        own + "--b--",
                        "is a form of parts",
                        "requireMultipartType"),
                typed(
                        "X-TEN-parts-form",
                        "/parts",
                        "application/x-www-form-urlencoded",
                        "account_id=9990000000",
                        "is a form of parts",
                        "requireMultipartType"),
                denied(
                        "X-TEN-parts-utf8",
                        bench -> bytes(
                                bench,
                                (part("name=\"note\"", "\u00ff") + "--b--").getBytes(StandardCharsets.ISO_8859_1)),
                        ErrorCode.BODY_REFUSED,
                        "well-formed UTF-8",
                        "admit.MultipartBody#requireUtf8"));
    }

    private static List<Case> trees() {
        return List.of(
                tree("X-TEN-each", "[{\"customer\":\"9990000000\"}]", ErrorCode.PIN_MISMATCH, OTHER, PIN),
                tree(
                        "X-TEN-each-last",
                        "[{},{\"customer\":\"1234567890\"},{\"customer\":\"9990000000\"}]",
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN),
                tree("X-TEN-each-array", "[{\"customer\":[\"1234567890\"]}]", ErrorCode.PIN_MISMATCH, OTHER, PIN),
                tree("X-TEN-each-number", "[{\"customer\":1234567890}]", ErrorCode.PIN_MISMATCH, OTHER, PIN),
                tree(
                        "X-TEN-035",
                        "[{\"create\":{\"owner\":{\"id\":1234567890.0}}}]",
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN),
                tree(
                        "X-TEN-035-power",
                        "[{\"create\":{\"owner\":{\"id\":1.23456789e9}}}]",
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN),
                tree(
                        "X-TEN-each-case",
                        "[{\"Customer\":\"9990000000\"}]",
                        ErrorCode.BODY_REFUSED,
                        "spelled as it is declared",
                        "admit.PinnedTree#refuseTwin"),
                tree(
                        "X-TEN-each-branch",
                        "[{\"create\":{\"Owner\":{\"id\":999}}}]",
                        ErrorCode.BODY_REFUSED,
                        "spelled as it is declared",
                        "admit.PinnedTree#refuseTwin"),
                tree(
                        "X-TEN-each-elsewhere",
                        "[{\"create\":{\"accountId\":\"9990000000\"}}]",
                        ErrorCode.BODY_REFUSED,
                        "spelled as it is declared",
                        "admit.PinnedTree#refuseTwin"),
                tree(
                        "X-TEN-each-text",
                        "[\"customer=9990000000\"]",
                        ErrorCode.BODY_REFUSED,
                        "objects and arrays where",
                        "admit.PinnedTree#requireShape"),
                tree(
                        "X-TEN-each-deeper",
                        "[[{\"customer\":\"9990000000\"}]]",
                        ErrorCode.BODY_REFUSED,
                        "objects and arrays where",
                        "admit.PinnedTree#requireShape"),
                tree(
                        "X-TEN-each-list",
                        "[{\"create\":[{\"owner\":{\"id\":999}}]}]",
                        ErrorCode.BODY_REFUSED,
                        "objects and arrays where",
                        "admit.PinnedTree#requireShape"),
                tree(
                        "X-TEN-each-many",
                        "[" + "{},".repeat(100) + "{}]",
                        ErrorCode.REQUEST_TOO_LARGE,
                        "more values",
                        "admit.PinnedTree#requireBounded"),
                tree(
                        "X-TEN-each-deep",
                        "[{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}]",
                        ErrorCode.REQUEST_TOO_LARGE,
                        "16 levels deep",
                        "admit.PinnedTree#requireBounded"),
                tree(
                        "X-TEN-resource",
                        "[{\"remove\":\"customers/9990000000/campaigns/4\"}]",
                        ErrorCode.PIN_MISMATCH,
                        "form customers/",
                        RESOURCE,
                        "admit.PinRules#refuseForeignResource"),
                tree(
                        "X-TEN-resource-dots",
                        "[{\"remove\":\"customers/1234567890/campaigns/..\"}]",
                        ErrorCode.PIN_MISMATCH,
                        "form customers/",
                        RESOURCE),
                tree(
                        "X-TEN-resource-escaped",
                        "[{\"remove\":\"customers/1234567890/campaigns/..%2f..%2f999\"}]",
                        ErrorCode.PIN_MISMATCH,
                        "form customers/",
                        RESOURCE),
                tree(
                        "X-TEN-resource-long",
                        "[{\"remove\":\"customers/1234567890/campaigns/4/customers/999\"}]",
                        ErrorCode.PIN_MISMATCH,
                        "form customers/",
                        RESOURCE),
                tree(
                        "X-TEN-resource-elsewhere",
                        "[{\"create\":{\"budget\":\"customers/9990000000/campaignBudgets/1\"}}]",
                        ErrorCode.PIN_MISMATCH,
                        "resource of another account",
                        "admit.PinRules#refuseForeignResource"),
                tree(
                        "X-TEN-resource-key",
                        "[{\"create\":{\"customers/9990000000/budgets/1\":true}}]",
                        ErrorCode.PIN_MISMATCH,
                        "resource of another account",
                        "admit.PinRules#refuseForeignResource"),
                tree(
                        "X-TEN-resource-url",
                        "[{\"create\":{\"budget\":\"//ads.example/Customers/9990000000/budgets/1\"}}]",
                        ErrorCode.PIN_MISMATCH,
                        "resource of another account",
                        "admit.PinRules#refuseForeignResource"),
                denied(
                        "X-TEN-024",
                        bench -> ActionRequest.http(
                                bench.b, "wide", "GET", "/resource?parent=customers/123-456-7890/campaigns/4"),
                        ErrorCode.PIN_MISMATCH,
                        "form customers/",
                        RESOURCE),
                denied(
                        "X-TEN-resource-header",
                        bench -> ActionRequest.http(
                                        bench.b, "wide", "GET", "/resource?parent=customers/1234567890/campaigns/4")
                                .header("X-Parent", "customers/9990000000"),
                        ErrorCode.PIN_MISMATCH,
                        "form customers/",
                        RESOURCE),
                denied(
                        "X-TEN-resource-typed",
                        bench -> ActionRequest.action(bench.b, "wide", "resource")
                                .with("parent", "customers/9990000000/campaigns/4"),
                        ErrorCode.PIN_MISMATCH,
                        "form customers/",
                        RESOURCE),
                denied(
                        "X-TEN-each-typed",
                        bench -> ActionRequest.action(bench.b, "wide", "mutate")
                                .with("operations", "[{\"customer\":\"9990000000\"}]"),
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN));
    }

    private static List<Case> batches() {
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

    private static Case form(String id, String body, ErrorCode code, String sentence, String... removed) {
        return denied(
                id, bench -> typed(bench, "/form", "application/x-www-form-urlencoded", body), code, sentence, removed);
    }

    private static Case form(String id, String body, String sentence, String removed) {
        return form(id, body, ErrorCode.BODY_REFUSED, sentence, "admit.FormBody#" + removed);
    }

    private static Case parts(String id, String parts, ErrorCode code, String sentence, String... removed) {
        return denied(
                id,
                bench -> typed(bench, "/parts", "multipart/form-data; boundary=b", parts + "--b--\r\n"),
                code,
                sentence,
                removed);
    }

    private static Case parts(String id, String parts, String sentence, String removed) {
        return parts(id, parts, ErrorCode.BODY_REFUSED, sentence, removed);
    }

    private static Case tree(String id, String operations, ErrorCode code, String sentence, String... removed) {
        return json(id, "/mutate", "{\"operations\":" + operations + "}", code, sentence, removed);
    }

    private static Case batch(String id, String requests, ErrorCode code, String sentence, String... removed) {
        String field = "batch=" + URLEncoder.encode("[" + requests + "]", StandardCharsets.UTF_8);
        return denied(
                id,
                bench -> typed(bench, "/batch", "application/x-www-form-urlencoded", field),
                code,
                sentence,
                removed);
    }

    private static Case json(String id, String path, String body, ErrorCode code, String sentence, String... removed) {
        return denied(
                id,
                bench -> bench.json(ActionRequest.http(bench.b, "wide", "POST", path), body),
                code,
                sentence,
                removed);
    }

    private static Case typed(String id, String path, String type, String body, String sentence, String removed) {
        return denied(
                id,
                bench -> typed(bench, path, type, body),
                ErrorCode.BODY_REFUSED,
                sentence,
                "admit.BodyRules#" + removed);
    }

    private static ActionRequest.Builder typed(Bench bench, String path, String type, String body) {
        return ActionRequest.http(bench.b, "wide", "POST", path)
                .header("Content-Type", type)
                .body(body.getBytes(StandardCharsets.UTF_8));
    }

    private static ActionRequest.Builder bytes(Bench bench, byte[] body) {
        return ActionRequest.http(bench.b, "wide", "POST", "/parts")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .body(body);
    }

    private static String part(String head, String value) {
        return "--b\r\n" + disposition(head) + "\r\n\r\n" + value + "\r\n";
    }

    private static String disposition(String head) {
        return "Content-Disposition: form-data; " + head;
    }
}
