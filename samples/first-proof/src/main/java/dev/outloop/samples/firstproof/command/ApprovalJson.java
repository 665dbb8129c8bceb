package dev.outloop.samples.firstproof.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.outloop.action.HttpField;
import dev.outloop.policy.Approval;
import dev.outloop.policy.ApprovalRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Approvals as JSON in ASCII; every key is always there but {@code body_base64}. */
final class ApprovalJson {

    private ApprovalJson() {}

    static String of(Approval approval) throws IOException {
        return JsonLines.object(out -> fields(out, approval));
    }

    static String of(List<Approval> approvals) throws IOException {
        return JsonLines.object(out -> {
            out.writeArrayFieldStart("approvals");
            for (Approval approval : approvals) {
                out.writeStartObject();
                fields(out, approval);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private static void fields(JsonGenerator out, Approval approval) throws IOException {
        ApprovalRequest request = approval.request();
        out.writeStringField("id", request.id());
        out.writeStringField("state", approval.state().toString());
        out.writeStringField("workspace", request.workspace().name());
        out.writeStringField("tenant", request.workspace().tenant().id());
        out.writeStringField("runtime", request.runtime().name());
        out.writeStringField("alias", request.alias());
        out.writeStringField("service", request.service());
        out.writeStringField("action", request.action());
        out.writeBooleanField("writes", request.writes());
        http(out, request);
        out.writeStringField("rule", request.rule());
        out.writeStringField("reason", request.reason());
        out.writeNumberField("times", request.terms().times());
        out.writeNumberField("within_seconds", request.terms().within().toSeconds());
        out.writeBooleanField("first_use", request.terms().firstUse());
        out.writeNumberField("used", approval.used());
        out.writeStringField("requested_at", request.requestedAt().toString());
        out.writeStringField("expires_at", request.expiresAt().toString());
        text(out, "decided_at", approval.decidedAt().map(Instant::toString).orElse(null));
        text(out, "usable_until", usableUntil(approval));
        text(out, "note", approval.note().orElse(null));
        out.writeStringField("fingerprint", request.fingerprint());
        out.writeStringField("definition", request.definition());
    }

    private static void http(JsonGenerator out, ApprovalRequest request) throws IOException {
        out.writeStringField("method", request.method());
        out.writeStringField("url", request.url());
        out.writeArrayFieldStart("headers");
        for (HttpField header : request.headers()) {
            out.writeStartArray();
            out.writeString(header.name());
            out.writeString(header.value());
            out.writeEndArray();
        }
        out.writeEndArray();
        byte[] body = request.body().orElse(null);
        String text = body == null ? null : ApprovalBody.text(body).orElse(null);
        text(out, "body", text);
        if (body != null && text == null) {
            out.writeFieldName("body_base64");
            out.writeBinary(body);
        }
    }

    private static @Nullable String usableUntil(Approval approval) {
        return approval.state() == Approval.State.APPROVED
                ? approval.usableUntil().map(Instant::toString).orElse(null)
                : null;
    }

    private static void text(JsonGenerator out, String name, @Nullable String text) throws IOException {
        out.writeStringField(name, text);
    }
}
