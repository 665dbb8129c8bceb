package dev.outloop.core.internal.admit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.outloop.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON that has one reading only (RFC 8259, and the stricter I-JSON of RFC 7493 where that leaves room): valid UTF-8
 * without byte order mark, no duplicate names, no lone surrogates, bounded depth, one value. What was read is written
 * again from the tree, so that what policy judged is what is sent.
 */
final class StrictJson {

    private static final int MAX_DEPTH = 64;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(1000)
                    .build())
            .build();

    private StrictJson() {}

    /**
     * A number in the words of its writer.
     *
     * @param text the literal
     */
    record Numeral(String text) {}

    /** The tree of a body: Map, List, String, Numeral, Boolean or null. */
    static @Nullable Object parse(byte[] body) throws Refused {
        String text = decode(body);
        refuseByteOrderMark(text);
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            Object tree = value(parser);
            requireEnd(parser.nextToken());
            return tree;
        } catch (IOException e) {
            throw refused("is strict JSON: one value, no duplicate names, no comments, at most 64 levels deep");
        }
    }

    /** The compact form of a tree. */
    static byte[] write(@Nullable Object tree) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            write(generator, tree);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    static void refuseByteOrderMark(String text) throws Refused {
        if (text.startsWith("\uFEFF")) {
            throw refused("starts without a byte order mark");
        }
    }

    static void requireEnd(@Nullable JsonToken next) throws Refused {
        if (next != null) {
            throw refused("is one JSON value and nothing behind it");
        }
    }

    static void refuseLoneSurrogates(String text) throws Refused {
        if (hasLoneSurrogate(text)) {
            throw refused("has no lone surrogates");
        }
    }

    /** Pairs are one code point above the surrogates, so what is left among them stands alone. */
    static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** Compared as read, so that an escaped letter and the letter itself are one name. */
    static void refuseRepeatedName(boolean first) throws Refused {
        if (!first) {
            throw refused("has each name of an object once");
        }
    }

    private static String decode(byte[] body) throws Refused {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("is well-formed UTF-8");
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException, Refused {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw refused("is not empty");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> string(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw refused("is strict JSON");
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException, Refused {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = string(parser.currentName());
            refuseRepeatedName(!fields.containsKey(name));
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException, Refused {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    private static String string(String text) throws Refused {
        refuseLoneSurrogates(text);
        return text;
    }

    private static void write(JsonGenerator generator, @Nullable Object tree) throws IOException {
        if (tree instanceof Map<?, ?> object) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> field : object.entrySet()) {
                generator.writeFieldName((String) field.getKey());
                write(generator, field.getValue());
            }
            generator.writeEndObject();
        } else if (tree instanceof List<?> array) {
            generator.writeStartArray();
            for (Object item : array) {
                write(generator, item);
            }
            generator.writeEndArray();
        } else if (tree instanceof Numeral number) {
            generator.writeNumber(number.text());
        } else if (tree instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (tree instanceof String text) {
            generator.writeString(text);
        } else {
            generator.writeNull();
        }
    }

    private static Refused refused(String rule) {
        return Refused.of(ErrorCode.BODY_REFUSED, "Mend the body: an accepted one " + rule + ".");
    }
}
