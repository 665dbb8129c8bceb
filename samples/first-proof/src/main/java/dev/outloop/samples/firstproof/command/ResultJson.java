package dev.outloop.samples.firstproof.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.outloop.action.ActionResult;
import dev.outloop.action.Effect;
import dev.outloop.action.Exposure;
import dev.outloop.action.HttpField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A result as one JSON object in ASCII on one line; every key is always there, {@code null} where it says nothing. */
public final class ResultJson {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private ResultJson() {}

    /** Prints the result and a line feed. */
    static void write(ActionResult result, PrintStream out) throws IOException {
        out.write(encode(result));
        out.flush();
    }

    /** The result, and a line feed. */
    public static byte[] encode(ActionResult result) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            result.<Boolean>match(
                    completed -> written(() -> completed(json, completed)),
                    denied -> written(() -> stopped(
                            json, "denied", denied.code().name(), denied.message(), null, null, Effect.NONE, null)),
                    pending -> written(() -> stopped(
                            json, "pending", "APPROVAL_REQUIRED", pending.message(), null, null, Effect.NONE, null)),
                    failed -> written(() -> stopped(
                            json,
                            "failed",
                            failed.code().name(),
                            failed.message(),
                            failed.status().orElse(null),
                            failed.exposure(),
                            failed.effect(),
                            failed.outcomeRecorded())));
            json.writeStringField("id", result.actionId());
            json.writeStringField(
                    "approval", result instanceof ActionResult.PendingApproval pending ? pending.approvalId() : null);
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static void completed(JsonGenerator json, ActionResult.Completed completed) throws IOException {
        json.writeStringField("outcome", "completed");
        json.writeNullField("code");
        json.writeNullField("message");
        json.writeNumberField("status", completed.status());
        json.writeArrayFieldStart("headers");
        for (HttpField field : completed.head().headers()) {
            json.writeStartArray();
            json.writeString(field.name());
            json.writeString(field.value());
            json.writeEndArray();
        }
        json.writeEndArray();
        body(json, completed.body());
        json.writeNumberField("redactions", completed.redactions());
        json.writeObjectFieldStart("redactions_by_kind");
        for (var kind : completed.redactionsByKind().entrySet()) {
            json.writeNumberField(kind.getKey(), kind.getValue());
        }
        json.writeEndObject();
        exposure(json, completed.exposure());
        json.writeStringField("effect", Effect.HAPPENED.name());
        json.writeBooleanField("outcome_recorded", completed.outcomeRecorded());
    }

    private static void stopped(
            JsonGenerator json,
            String outcome,
            String code,
            String message,
            @Nullable Integer status,
            @Nullable Exposure exposure,
            Effect effect,
            @Nullable Boolean recorded)
            throws IOException {
        json.writeStringField("outcome", outcome);
        json.writeStringField("code", code);
        json.writeStringField("message", message);
        json.writeObjectField("status", status);
        json.writeNullField("headers");
        json.writeNullField("body");
        json.writeNullField("redactions");
        exposure(json, exposure);
        json.writeStringField("effect", effect.name());
        json.writeObjectField("outcome_recorded", recorded);
    }

    /** {@code false} is a finding of the checker, so nothing else may say it. */
    private static void exposure(JsonGenerator json, @Nullable Exposure exposure) throws IOException {
        if (exposure == Exposure.NONE_FOUND) {
            json.writeBooleanField("secret_exposed", false);
        } else if (exposure == Exposure.WITHHELD) {
            json.writeStringField("secret_exposed", "withheld");
        } else {
            json.writeNullField("secret_exposed");
        }
    }

    private static void body(JsonGenerator json, byte[] body) throws IOException {
        try {
            json.writeStringField(
                    "body",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString());
        } catch (CharacterCodingException e) {
            json.writeNullField("body");
            json.writeFieldName("body_base64");
            json.writeBinary(body);
        }
    }

    private static boolean written(Step step) {
        try {
            step.run();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
