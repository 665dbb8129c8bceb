package dev.outloop.core.internal.redact;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.outloop.action.ResponseFields;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the tokens of documents one by one and writes those of the declared fields. Not thread-safe. */
final class ShownFields {

    /** Names are remembered to find one that is given twice, so their number is bounded. */
    static final int MAX_NAMES = 100_000;

    private final FieldView document;
    private final JsonText out;
    private @Nullable Level level;
    private int hiddenLevels;
    private int names;

    /** An object or array that is open and shown. */
    private static final class Level {
        private final @Nullable Level around;
        private final FieldView view;
        private final boolean isArray;
        private final Set<String> seen = new HashSet<>();
        private String name = "";
        private long index;
        private boolean isEmpty = true;

        private Level(@Nullable Level around, FieldView view, boolean isArray) {
            this.around = around;
            this.view = view;
            this.isArray = isArray;
        }

        private FieldView next() {
            return view.below(isArray ? Long.toString(index++) : name);
        }
    }

    ShownFields(ResponseFields fields, JsonText out) {
        this.document = FieldView.of(fields);
        this.out = out;
    }

    /** Whether a document has come to its end, or none has begun; hidden levels are always inside a shown one. */
    boolean isBetweenDocuments() {
        return level == null;
    }

    /** Takes the parser's current token. */
    void take(JsonToken token, JsonParser parser) throws IOException, Withheld {
        Level in = level;
        if (hiddenLevels > 0) {
            hiddenLevels += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } else if (in == null) {
            value(token, parser, document, null);
        } else if (token == JsonToken.FIELD_NAME) {
            in.name = parser.currentName();
        } else if (token.isStructEnd()) {
            out.raw(in.isArray ? ']' : '}');
            names -= in.seen.size();
            level = in.around;
        } else {
            value(token, parser, in.next(), in);
        }
    }

    private void value(JsonToken token, JsonParser parser, FieldView view, @Nullable Level in)
            throws IOException, Withheld {
        if (token.isStructStart() && view.isHidden()) {
            hiddenLevels = 1;
        } else if (token.isStructStart()) {
            begin(in);
            boolean isArray = token == JsonToken.START_ARRAY;
            out.raw(isArray ? '[' : '{');
            level = new Level(in, view, isArray);
        } else if (view.isShown() && !view.isHidden()) {
            // Asking for a text that is too long fails, so that nothing of its field may be written before.
            char[] text = parser.getTextCharacters();
            begin(in);
            scalar(token, text, parser.getTextOffset(), parser.getTextLength());
        }
    }

    private void begin(@Nullable Level in) throws Withheld {
        if (in == null) {
            return;
        }
        if (!in.isArray) {
            requireNew(in);
        }
        if (!in.isEmpty) {
            out.raw(',');
        }
        in.isEmpty = false;
        if (!in.isArray) {
            out.string(in.name.toCharArray(), 0, in.name.length());
            out.raw(':');
        }
    }

    private void requireNew(Level in) throws Withheld {
        if (!in.seen.add(in.name)) {
            throw Withheld.because("the response gives a field twice, so the rest of it is kept back");
        }
        names++;
        if (names > MAX_NAMES) {
            throw Withheld.because("the response has objects with too many fields, so the rest of it is kept back");
        }
    }

    private void scalar(JsonToken token, char[] text, int offset, int length) {
        if (token == JsonToken.VALUE_STRING) {
            out.string(text, offset, length);
        } else {
            out.raw(text, offset, length);
        }
    }
}
