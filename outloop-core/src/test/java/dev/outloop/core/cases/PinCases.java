package dev.outloop.core.cases;

import static dev.outloop.core.cases.Case.denied;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tenants of others in every place and every kind of body that an action can declare. The service {@code wide} declares
 * forms, parts, batches and GraphQL, and workspace {@code b} has it for customer 1234567890.
 */
final class PinCases {

    static final String PIN = "admit.PinRules#requirePinned";
    static final String RESOURCE = "admit.PinRules#requireResource";
    static final String UNDECLARED = "admit.BodyRules#refuseUndeclaredField";
    static final String HEAD = "admit.MultipartBody#requireHead";
    static final String CLOSED = "admit.MultipartBody#requireClosed";
    static final String UNDERSTOOD = "admit.RequestList#requireUnderstood";
    static final String OTHER = "another account";
    static final String DECLARED = "only fields that the action declares";
    static final String PLAIN = "plain quotes";
    static final String BETWEEN = "nothing else between";
    static final String OWN = "{\"method\":\"GET\",\"relative_url\":\"customers/1234567890/campaigns\"}";

    private PinCases() {}

    static List<Case> all() {
        return Stream.of(FormCases.all(), PartCases.all(), TreeCases.all(), BatchCases.all(), QueryCases.all())
                .flatMap(List::stream)
                .toList();
    }

    static Case form(String id, String body, ErrorCode code, String sentence, String... removed) {
        return denied(
                id, bench -> typed(bench, "/form", "application/x-www-form-urlencoded", body), code, sentence, removed);
    }

    static Case form(String id, String body, String sentence, String removed) {
        return form(id, body, ErrorCode.BODY_REFUSED, sentence, "admit.FormBody#" + removed);
    }

    static Case parts(String id, String parts, ErrorCode code, String sentence, String... removed) {
        return denied(
                id,
                bench -> typed(bench, "/parts", "multipart/form-data; boundary=b", parts + "--b--\r\n"),
                code,
                sentence,
                removed);
    }

    static Case parts(String id, String parts, String sentence, String removed) {
        return parts(id, parts, ErrorCode.BODY_REFUSED, sentence, removed);
    }

    static Case tree(String id, String operations, ErrorCode code, String sentence, String... removed) {
        return json(id, "/mutate", "{\"operations\":" + operations + "}", code, sentence, removed);
    }

    static Case batch(String id, String requests, ErrorCode code, String sentence, String... removed) {
        String field = "batch=" + URLEncoder.encode("[" + requests + "]", StandardCharsets.UTF_8);
        return denied(
                id,
                bench -> typed(bench, "/batch", "application/x-www-form-urlencoded", field),
                code,
                sentence,
                removed);
    }

    static Case json(String id, String path, String body, ErrorCode code, String sentence, String... removed) {
        return denied(
                id,
                bench -> bench.json(ActionRequest.http(bench.b, "wide", "POST", path), body),
                code,
                sentence,
                removed);
    }

    static Case typed(String id, String path, String type, String body, String sentence, String removed) {
        return denied(
                id,
                bench -> typed(bench, path, type, body),
                ErrorCode.BODY_REFUSED,
                sentence,
                "admit.BodyRules#" + removed);
    }

    static ActionRequest.Builder typed(Bench bench, String path, String type, String body) {
        return ActionRequest.http(bench.b, "wide", "POST", path)
                .header("Content-Type", type)
                .body(body.getBytes(StandardCharsets.UTF_8));
    }

    static ActionRequest.Builder bytes(Bench bench, byte[] body) {
        return ActionRequest.http(bench.b, "wide", "POST", "/parts")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .body(body);
    }

    static String part(String head, String value) {
        return "--b\r\n" + disposition(head) + "\r\n\r\n" + value + "\r\n";
    }

    static String disposition(String head) {
        return "Content-Disposition: form-data; " + head;
    }
}
