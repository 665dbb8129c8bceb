package dev.outloop.samples.firstproof.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.outloop.core.PolicyVerdict;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Explanation;
import java.io.IOException;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Why a request would be decided as it would, as JSON in ASCII. */
final class ExplanationJson {

    private ExplanationJson() {}

    static String of(PolicyVerdict verdict) throws IOException {
        return JsonLines.object(out -> fields(out, verdict));
    }

    /** The fields of a verdict, into an object that is open. */
    static void fields(JsonGenerator out, PolicyVerdict verdict) throws IOException {
        out.writeStringField("decision", word(verdict));
        text(out, "code", verdict.code().map(ErrorCode::name).orElse(null));
        text(out, "shown_code", verdict.shownCode().map(ErrorCode::name).orElse(null));
        text(out, "rule", verdict.rule().orElse(null));
        out.writeArrayFieldStart("limits");
        for (String limit : new TreeSet<>(verdict.limits())) {
            out.writeString(limit);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("steps");
        for (Explanation.Step step : verdict.explanation().steps()) {
            out.writeStartObject();
            out.writeStringField("stage", step.stage());
            out.writeStringField("subject", step.subject());
            out.writeStringField("verdict", step.verdict());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static String word(PolicyVerdict verdict) {
        return switch (verdict.kind()) {
            case ALLOW -> "allow";
            case REQUIRE_APPROVAL -> "approve";
            default -> "deny";
        };
    }

    private static void text(JsonGenerator out, String name, @Nullable String text) throws IOException {
        out.writeStringField(name, text);
    }
}
