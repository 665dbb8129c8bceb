package dev.outloop.core.internal.redact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.outloop.action.ResponseFields;
import java.io.IOException;

/**
 * Lets the declared fields of a JSON body through, token by token: what comes out is the same however the bytes came
 * in, and each token goes on as soon as it is complete. Numbers keep their digits. What is not JSON in every respect
 * ends it. Not thread-safe.
 */
final class Projection implements ByteSink {

    static final int MAX_DEPTH = 64;
    static final int MAX_TEXT_CHARS = 1024 * 1024;
    static final int MAX_NAME_CHARS = 1024;
    static final int MAX_NUMBER_CHARS = 1000;

    private static final int BYTE_ORDER_MARK = 0xef;

    // Neither names nor buffers outlive a response: they hold what a service sent.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT_CHARS)
                    .maxNameLength(MAX_NAME_CHARS)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .build())
            .build();

    private final boolean isLines;
    private final ByteSink next;
    private final JsonText out = new JsonText();
    private final ShownFields shown;
    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private boolean begun;
    private long documents;

    /** For one document, or for any number of them that leave with a line feed behind each. */
    Projection(ResponseFields fields, boolean isLines, ByteSink next) {
        this.isLines = isLines;
        this.next = next;
        this.shown = new ShownFields(fields, out);
        try {
            this.parser = FACTORY.createNonBlockingByteArrayParser();
        } catch (IOException e) {
            throw new IllegalStateException("a parser of arrays reads no file", e);
        }
        this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws Withheld {
        if (length > 0) {
            requireNoMark(bytes[offset] & 0xff);
            draw(() -> feeder.feedInput(bytes, offset, offset + length));
        }
    }

    @Override
    public void end() throws Withheld {
        draw(feeder::endOfInput);
        next.end();
    }

    private void requireNoMark(int first) throws Withheld {
        if (!begun && first == BYTE_ORDER_MARK) {
            throw Withheld.because("the response begins with a byte order mark, so it is kept back");
        }
        begun = true;
    }

    private interface Feeding {
        void feed() throws IOException;
    }

    /** Whatever was decided before a failure goes on, or it would depend on the chunks how much does. */
    private void draw(Feeding feeding) throws Withheld {
        try {
            feeding.feed();
            JsonToken token = parser.nextToken();
            while (token != null && token != JsonToken.NOT_AVAILABLE) {
                take(token);
                token = parser.nextToken();
            }
        } catch (StreamConstraintsException e) {
            out.flushTo(next);
            throw Withheld.because("the response has more levels, or a longer text, name or number, than can be read;"
                    + " the rest of it is kept back");
        } catch (IOException e) {
            out.flushTo(next);
            throw Withheld.because("the response is not well-formed JSON, so the rest of it is kept back");
        } catch (Withheld e) {
            out.flushTo(next);
            throw e;
        }
        out.flushTo(next);
    }

    private void take(JsonToken token) throws IOException, Withheld {
        if (shown.isBetweenDocuments() && ++documents > 1 && !isLines) {
            throw Withheld.because("the response has a second value behind its end, so the rest of it is kept back");
        }
        shown.take(token, parser);
        if (isLines && shown.isBetweenDocuments()) {
            out.raw('\n');
        }
    }
}
