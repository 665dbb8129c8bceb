package dev.outloop.samples.firstproof.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.outloop.core.ConfigChange;
import dev.outloop.core.ConfigChanges;
import dev.outloop.core.ConfigProblem;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the commands over configurations found, as one JSON object in ASCII. */
final class ConfigJson {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private ConfigJson() {}

    static String problems(Path source, List<ConfigProblem> problems) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeBooleanField("usable", problems.isEmpty());
            out.writeArrayFieldStart("problems");
            for (ConfigProblem problem : problems) {
                problem(out, source, problem);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void problem(JsonGenerator out, Path source, ConfigProblem problem) throws IOException {
        out.writeStartObject();
        out.writeStringField("file", problem.file().orElse(source.toString()));
        out.writeNumberField("line", problem.line());
        out.writeNumberField("column", problem.column());
        out.writeStringField("key", problem.key());
        out.writeStringField("sentence", problem.sentence());
        out.writeEndObject();
    }

    static String changes(ConfigChanges changes) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeNumberField("moves", changes.moves().size());
            out.writeArrayFieldStart("changes");
            for (ConfigChange change : changes.all()) {
                change(out, change);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void change(JsonGenerator out, ConfigChange change) throws IOException {
        out.writeStartObject();
        out.writeStringField("type", change.type());
        out.writeStringField("name", change.name());
        text(out, "workspace", change.workspace().orElse(null));
        out.writeStringField("kind", change.kind().toString());
        text(out, "what", change.what().isEmpty() ? null : change.what());
        text(out, "before", change.before().orElse(null));
        text(out, "after", change.after().orElse(null));
        out.writeBooleanField("moves_account", change.movesAccount());
        out.writeEndObject();
    }

    private static void text(JsonGenerator out, String name, @Nullable String value) throws IOException {
        if (value == null) {
            out.writeNullField(name);
        } else {
            out.writeStringField(name, value);
        }
    }
}
