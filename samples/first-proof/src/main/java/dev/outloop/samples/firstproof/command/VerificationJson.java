package dev.outloop.samples.firstproof.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.outloop.core.AuditVerification;
import java.io.IOException;
import java.io.StringWriter;

/** What a verification found, as one JSON object in ASCII. */
final class VerificationJson {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private VerificationJson() {}

    static String of(AuditVerification found) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeBooleanField("intact", found.isIntact());
            out.writeStringField("trail", found.trail());
            out.writeNumberField("records", found.records());
            out.writeNumberField("last_sequence", found.lastSequence());
            out.writeStringField("last_hash", found.lastHash());
            out.writeNumberField("segments", found.segments());
            out.writeNumberField("removed_segments", found.removedSegments());
            out.writeNumberField("superseded_records", found.supersededRecords());
            out.writeNumberField("checkpoints", found.checkpoints());
            out.writeNumberField("signed_to", found.signedTo());
            out.writeArrayFieldStart("signed_by");
            for (String key : found.signedBy()) {
                out.writeString(key);
            }
            out.writeEndArray();
            out.writeFieldName("problem");
            if (found.problem().isPresent()) {
                problem(out, found.problem().get());
            } else {
                out.writeNull();
            }
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void problem(JsonGenerator out, AuditVerification.Problem problem) throws IOException {
        out.writeStartObject();
        out.writeStringField("kind", problem.kind());
        out.writeStringField("file", problem.file());
        out.writeNumberField("line", problem.line());
        out.writeNumberField("sequence", problem.sequence());
        out.writeBooleanField("tampering", problem.isTampering());
        out.writeEndObject();
    }
}
