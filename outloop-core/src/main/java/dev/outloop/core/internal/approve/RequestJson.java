package dev.outloop.core.internal.approve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outloop.action.HttpField;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.ApprovalRequest;
import dev.outloop.policy.ApprovalTerms;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A request that waits, as a JSON object and back. */
final class RequestJson {

    private RequestJson() {}

    static ObjectNode write(ApprovalRequest request, ObjectNode json) {
        ApprovalTerms terms = request.terms();
        json.put("id", request.id())
                .put("workspace", request.workspace().name())
                .put("tenant", request.workspace().tenant().id())
                .put("runtime", request.runtime().name())
                .put("alias", request.alias())
                .put("service", request.service())
                .put("action", request.action())
                .put("writes", request.writes())
                .put("method", request.method())
                .put("url", request.url())
                .put("rule", request.rule())
                .put("reason", request.reason())
                .put("times", terms.times())
                .put("within", terms.within().toString())
                .put("wait", terms.waiting().toString())
                .put("first_use", terms.firstUse())
                .put("fingerprint", request.fingerprint())
                .put("definition", request.definition())
                .put("time", request.requestedAt().toString());
        ArrayNode headers = json.putArray("headers");
        request.headers().forEach(field -> headers.addArray().add(field.name()).add(field.value()));
        request.body().ifPresent(body -> json.put("body", body));
        return json;
    }

    /**
     * The request.
     *
     * @throws RuntimeException of some kind if it is none
     */
    static ApprovalRequest read(JsonNode json) throws IOException {
        ApprovalTerms once = ApprovalTerms.once()
                .times(json.path("times").asInt(), Duration.parse(text(json, "within")))
                .waiting(Duration.parse(text(json, "wait")));
        List<HttpField> headers = new ArrayList<>();
        json.path("headers")
                .forEach(field -> headers.add(
                        new HttpField(field.path(0).asText(), field.path(1).asText())));
        return ApprovalRequest.builder(text(json, "id"))
                .caller(
                        Workspace.of(text(json, "workspace"), new Tenant(text(json, "tenant"))),
                        new AgentRuntime(text(json, "runtime")))
                .action(
                        text(json, "alias"),
                        text(json, "service"),
                        text(json, "action"),
                        json.path("writes").asBoolean())
                .http(
                        text(json, "method"),
                        text(json, "url"),
                        headers,
                        json.has("body") ? json.path("body").binaryValue() : null)
                .rule(
                        text(json, "rule"),
                        text(json, "reason"),
                        json.path("first_use").asBoolean() ? once.forFirstUse() : once)
                .fingerprint(text(json, "fingerprint"), text(json, "definition"))
                .requestedAt(Instant.parse(text(json, "time")))
                .build();
    }

    static String text(JsonNode json, String name) {
        String text = json.path(name).textValue();
        if (text == null) {
            throw new IllegalArgumentException("a line lacks a text");
        }
        return text;
    }
}
