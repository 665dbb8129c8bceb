package dev.outloop.samples.firstproof.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.outloop.core.AuditVerification;
import dev.outloop.core.ReplayDifference;
import dev.outloop.core.ReplayReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a replay found, as one JSON object in ASCII. */
final class ReplayJson {

    private ReplayJson() {}

    static String of(ReplayReport report, AuditVerification verified) throws IOException {
        return JsonLines.object(out -> {
            out.writeBooleanField(
                    "intact", verified.isIntact() && report.damage().isEmpty());
            out.writeNumberField("records", verified.records());
            out.writeNumberField("same", report.same());
            out.writeNumberField("differ", report.differing());
            out.writeNumberField("depend", report.undecided());
            out.writeNumberField("not_judged", report.notJudged());
            out.writeNumberField("pins_not_compared", report.pinsNotCompared());
            out.writeNumberField("ungrouped", report.ungrouped());
            out.writeArrayFieldStart("differences");
            for (ReplayDifference difference : report.differences()) {
                difference(out, difference);
            }
            out.writeEndArray();
            out.writeObjectFieldStart("charges");
            for (Map.Entry<String, Long> charge : report.charges().entrySet()) {
                out.writeNumberField(charge.getKey(), charge.getValue());
            }
            out.writeEndObject();
        });
    }

    private static void difference(JsonGenerator out, ReplayDifference difference) throws IOException {
        out.writeStartObject();
        out.writeStringField("outcome", difference.isUndecided() ? "depends" : "differs");
        out.writeStringField("alias", difference.alias());
        out.writeStringField("action", difference.action());
        out.writeStringField("was", difference.was());
        out.writeStringField("now", difference.now());
        texts(out, "rules", difference.rules());
        texts(out, "depends_on", difference.dependsOn());
        texts(out, "changes", difference.changes());
        out.writeNumberField("count", difference.count());
        texts(out, "examples", difference.examples());
        out.writeEndObject();
    }

    private static void texts(JsonGenerator out, String name, List<String> texts) throws IOException {
        out.writeArrayFieldStart(name);
        for (String text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }
}
