package dev.outloop.core.cases;

import static dev.outloop.core.cases.Case.answered;
import static dev.outloop.core.cases.Case.denied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** Paths, queries and methods. {@code /alias/crm/items} of a case is alias {@code crm} and the raw path {@code /items}. */
final class UrlCases {

    private static final String DOTS = "has no '.' or '..' segment";
    private static final String UNKNOWN = "No approved action of this alias fits";

    private UrlCases() {}

    static List<Case> all() {
        List<Case> all = new ArrayList<>(paths());
        all.addAll(targets());
        all.addAll(queriesAndMethods());
        all.addAll(neighbours());
        return all;
    }

    private static List<Case> paths() {
        return List.of(
                path("URL-001", "/items/../admin", DOTS, "refuseDotSegment"),
                path("URL-002", "/items/%2e%2e/admin", DOTS, "refuseDotSegment"),
                path("URL-003", "/items/.%2E/admin", DOTS, "refuseDotSegment"),
                path("URL-005", "/items/..%5cadmin", "no encoded slash", "refuseSeparatorInSegment"),
                path("URL-006", "/items/..\\admin", "has no backslash", "refuseBackslash", "refuseSeparatorInSegment"),
                path("URL-008", "/items/..;foo=bar/admin", "has no ';'", "refuseParameters"),
                path("URL-009", "/items/%252e%252e/admin", "encoded once, not twice", "refuseSecondEncoding"),
                path("URL-010", "/items/%c0%ae%c0%ae/admin", "well-formed UTF-8", "requireWellFormed"),
                path("URL-011", "/items%c0%afadmin", "well-formed UTF-8", "requireWellFormed"),
                path("URL-014", "/items/%00", "control or invisible", "refuseControlCharacters"),
                path("URL-015", "/items%0d%0aX-Evil:%201", "control or invisible", "refuseControlCharacters"),
                path("URL-016", "/it\tems", "visible ASCII", "requireVisibleAscii"),
                path("URL-017", "/it\nems", "visible ASCII", "requireVisibleAscii"),
                path("URL-019", "//evil.example/items", "no empty segment", "refuseEmptySegment"),
                path("URL-024", "/https://evil.example/x", "no empty segment", "refuseEmptySegment"),
                path("URL-029", "/items#/../admin", "has no fragment", "refuseFragment"),
                path("URL-030", "/items%23/../admin", DOTS, "refuseDotSegment"));
    }

    private static List<Case> targets() {
        return List.of(
                path("URL-021", "http://evil.example/x", "never a full URL", "requireOriginForm"),
                denied(
                        "URL-022",
                        bench -> ActionRequest.http(bench.a, "crm", "CONNECT", "evil.example:443"),
                        ErrorCode.PATH_REFUSED,
                        "never a full URL",
                        "admit.PathRules#requireOriginForm"),
                denied(
                        "URL-023",
                        bench -> ActionRequest.http(bench.a, "crm", "OPTIONS", "*"),
                        ErrorCode.PATH_REFUSED,
                        "never a full URL",
                        "admit.PathRules#requireOriginForm"),
                unknown("URL-027", "/:8443/items"),
                unknown("URL-028", "/.evil.example/items"),
                denied(
                        "URL-034",
                        bench -> ActionRequest.action(bench.a, "crm", "item").with("id", ".."),
                        ErrorCode.PATH_REFUSED,
                        DOTS,
                        "admit.PathRules#refuseDotSegment"),
                denied(
                        "URL-035",
                        bench -> ActionRequest.action(bench.a, "crm", "item").with("id", ""),
                        ErrorCode.PATH_REFUSED,
                        "no empty segment",
                        "admit.PathRules#refuseEmptySegment"),
                denied(
                        "URL-045",
                        bench -> ActionRequest.http(bench.a, "c%72m", "GET", "/items"),
                        ErrorCode.ALIAS_UNKNOWN,
                        "no access of that name",
                        "admit.Snapshot#requireGranted"),
                denied(
                        "URL-047",
                        bench -> bench.get("/items/" + "a".repeat(65_536)),
                        ErrorCode.REQUEST_TOO_LARGE,
                        "longer than 8192",
                        "admit.PathRules#requireBoundedTarget"));
    }

    private static List<Case> queriesAndMethods() {
        return List.of(
                answered(
                        "URL-037",
                        bench -> bench.get("/items?a=1%26customer_id=999"),
                        (bench, result) -> assertThat(bench.lastRequest().target())
                                .isEqualTo("/v1/items?a=1%26customer_id%3D999")),
                query(
                        "URL-039",
                        "Customer_ID=999",
                        "spells declared names",
                        "refuseTwin",
                        "refuseTenant",
                        "refuseUndeclared"),
                denied(
                        "URL-041",
                        bench -> ActionRequest.http(bench.a, "maps", "GET", "/places?k%65y=attacker"),
                        ErrorCode.QUERY_REFUSED,
                        "leaves the credential",
                        "admit.QueryRules#refuseCredential",
                        "dispatch.OutgoingRequest#requireCredentialPlacesFree"),
                method("URL-048", "get"),
                method("URL-050", "GET / HTTP/1.1\r\nX: y"),
                denied(
                        "URL-052",
                        bench -> bench.get("/items").header("Upgrade", "websocket"),
                        ErrorCode.HEADER_REFUSED,
                        "leaves transport",
                        "admit.HeaderRules#refuseReserved",
                        "dispatch.OutgoingRequest#requireFaithful"));
    }

    /** What lies beside the given ones. */
    private static List<Case> neighbours() {
        return List.of(
                path("X-URL-slash", "/items/..%2fadmin", "no encoded slash", "refuseSeparatorInSegment"),
                path("X-URL-slash-upper", "/items/a%2F..%2Fadmin", "no encoded slash", "refuseSeparatorInSegment"),
                path("X-URL-parameter", "/items/..;/admin", "has no ';'", "refuseParameters"),
                path("X-URL-parameter-encoded", "/items/..%3b/admin", "has no ';'", "refuseParameters"),
                path("X-URL-one-dot", "/items/%2e/admin", DOTS, "refuseDotSegment"),
                path("X-URL-iis", "/items/%u002e%u002e/admin", "before two hex digits", "requireEscape"),
                path("X-URL-half", "/items/%2", "before two hex digits", "requireEscape"),
                path("X-URL-twice-slash", "/items/%252f..", "encoded once, not twice", "refuseSecondEncoding"),
                path("X-URL-fullwidth-raw", "/items/\uff0e\uff0e/admin", "visible ASCII", "requireVisibleAscii"),
                path("X-URL-fullwidth", "/items/%EF%BC%8E%EF%BC%8E/admin", "compatibility", "refuseCompatibilityForms"),
                path("X-URL-fullwidth-slash", "/items/a%EF%BC%8Fadmin", "compatibility", "refuseCompatibilityForms"),
                path("X-URL-tab", "/items/%09", "control or invisible", "refuseControlCharacters"),
                path("X-URL-zero-width", "/items/.%E2%80%8B./admin", "control or invisible", "refuseControlCharacters"),
                path("X-URL-c1", "/items/%C2%85", "control or invisible", "refuseControlCharacters"),
                path("X-URL-space-dots", "/items/..%20/admin", "blanks", "refuseOuterBlanks"),
                path("X-URL-surrogate", "/items/%ED%A0%80", "well-formed UTF-8", "requireWellFormed"),
                path("X-URL-trailing", "/items/", "no empty segment", "refuseEmptySegment"),
                path("X-URL-empty", "", "never a full URL", "requireOriginForm"),
                unknown("X-URL-root", "/"),
                unknown("X-URL-case", "/Items"),
                method("X-URL-blank", ""),
                query(
                        "X-URL-twice",
                        "customer_id=1234567890&customer_id=999",
                        "each declared name once",
                        "refuseRepeated",
                        "PinRules#requirePinned"),
                query(
                        "X-URL-bracket",
                        "customer[id]=999",
                        "spells declared names",
                        "refuseTwin",
                        "refuseTenant",
                        "refuseUndeclared"),
                query(
                        "X-URL-array",
                        "customer_id[]=999",
                        "spells declared names",
                        "refuseTwin",
                        "refuseTenant",
                        "refuseUndeclared"),
                query(
                        "X-URL-camel",
                        "customerId=999",
                        "spells declared names",
                        "refuseTwin",
                        "refuseTenant",
                        "refuseUndeclared"),
                query("X-URL-semicolon", "limit=1;customer_id=999", "separated by '&' alone", "refuseSecondSeparator"),
                query("X-URL-nul", "a=%00", "no control characters", "refuseControlCharacters"),
                query("X-URL-nameless", "=999", "without a name", "refuseEmptyName", "refuseUndeclared"));
    }

    private static Case path(String id, String target, String sentence, String... checks) {
        return denied(id, bench -> bench.get(target), ErrorCode.PATH_REFUSED, sentence, below("PathRules", checks));
    }

    private static Case query(String id, String query, String sentence, String... checks) {
        return denied(
                id,
                bench -> bench.ads("GET", "/report?" + query),
                ErrorCode.QUERY_REFUSED,
                sentence,
                below("QueryRules", checks));
    }

    private static Case unknown(String id, String target) {
        return denied(
                id,
                bench -> bench.get(target),
                ErrorCode.ACTION_NOT_APPROVED,
                UNKNOWN,
                "admit.CompiledService#requireKnown");
    }

    private static Case method(String id, String method) {
        return denied(
                id,
                bench -> ActionRequest.http(bench.a, "crm", method, "/items"),
                ErrorCode.METHOD_REFUSED,
                "upper-case",
                "admit.RawReader#requireMethod");
    }

    private static String[] below(String owner, String... checks) {
        return List.of(checks).stream()
                .map(check -> "admit." + (check.contains("#") ? check : owner + "#" + check))
                .toArray(String[]::new);
    }
}
