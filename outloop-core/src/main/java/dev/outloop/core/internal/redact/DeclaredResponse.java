package dev.outloop.core.internal.redact;

import dev.outloop.action.HttpField;
import dev.outloop.action.ResponseFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an action's declaration means for one response. Where nothing is declared, everything stays as it is.
 *
 * <p>Every header field is a place where a service could write something. So those that stay have a value of ours or a
 * short number: the media type, and when to try again.
 */
final class DeclaredResponse {

    private static final int FIRST_ERROR = 400;
    private static final Set<String> LINES = Set.of("application/x-ndjson", "application/ndjson", "application/jsonl");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private final @Nullable ResponseFields fields;
    private final boolean isJson;
    private final boolean isLines;

    private DeclaredResponse(@Nullable ResponseFields fields, String mediaType) {
        this.fields = fields;
        this.isJson = mediaType.equals("application/json") || mediaType.endsWith("+json");
        this.isLines = LINES.contains(mediaType);
    }

    static DeclaredResponse of(ReceivedResponse received, ContentType type) {
        ResponseFields fields = received.fields();
        boolean passes = fields == null || (fields.errorsPass() && received.status() >= FIRST_ERROR);
        return new DeclaredResponse(passes ? null : fields, type.mediaType());
    }

    /** The header fields that stay. */
    List<HttpField> headers(List<HttpField> received) {
        if (fields == null) {
            return received;
        }
        List<HttpField> kept = new ArrayList<>();
        if (isJson || isLines) {
            kept.add(new HttpField("Content-Type", isJson ? "application/json" : "application/x-ndjson"));
        }
        received.stream()
                .filter(field -> field.name().equalsIgnoreCase("Retry-After"))
                .filter(field -> SECONDS.matcher(field.value()).matches())
                .limit(1)
                .forEach(field -> kept.add(new HttpField("Retry-After", field.value())));
        return kept;
    }

    /** Where the body's text goes first, on its way to the next step. */
    ByteSink before(ByteSink next) {
        if (fields == null) {
            return next;
        }
        return isJson || isLines ? new Projection(fields, isLines, next) : new KeptBack(next);
    }

    /** A body of which no fields can be told. An empty one is none. */
    private record KeptBack(ByteSink next) implements ByteSink {

        @Override
        public void write(byte[] bytes, int offset, int length) throws Withheld {
            if (length > 0) {
                throw Withheld.because("the response is not declared as JSON, so its fields cannot be told apart and"
                        + " it is kept back");
            }
        }

        @Override
        public void end() throws Withheld {
            next.end();
        }
    }
}
