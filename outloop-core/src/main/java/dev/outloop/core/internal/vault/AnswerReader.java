package dev.outloop.core.internal.vault;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.outloop.core.internal.vault.AnswerJson.Other;
import dev.outloop.core.internal.vault.AnswerJson.Text;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer as one JSON value. Strings are left where they are, by the offset of their opening quote. The parser
 * works on the answer's own array, and skips a string whose text nobody asks it for: it checks the form and copies
 * nothing. It does decode names, which are therefore kept in no table that outlives it.
 */
final class AnswerReader {

    private static final int MAX_DEPTH = 64;

    /** Small values take far more memory than their bytes; this is several times what the largest listing has. */
    private static final long MAX_TOKENS = 500_000;

    private final String vaultName;
    private final JsonParser parser;

    private AnswerReader(String vaultName, JsonParser parser) {
        this.vaultName = vaultName;
        this.parser = parser;
    }

    /**
     * Reads them.
     *
     * @throws IllegalStateException if they are closed
     */
    static VaultJson read(String vaultName, AnswerBytes bytes) throws VaultException {
        byte[] raw = bytes.held();
        if (!AnswerBytes.isPlainUtf8(raw)) {
            throw malformed(vaultName);
        }
        try (JsonParser parser = factory().createParser(raw)) {
            AnswerReader reader = new AnswerReader(vaultName, parser);
            parser.nextToken();
            Object value = reader.value();
            reader.requireEnd();
            return new AnswerJson(vaultName, "", bytes, value);
        } catch (IOException e) {
            // Its message and its location quote what was read.
            throw malformed(vaultName);
        }
    }

    /** A new one each time, as a factory keeps the names and the buffers of its parsers for the next. */
    static JsonFactory factory() {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxTokenCount(MAX_TOKENS)
                        .build())
                .build();
    }

    private static VaultException malformed(String vaultName) {
        return new VaultException(
                ErrorCode.VAULT_FAILED,
                "The vault " + vaultName + " answered with something else than JSON; see what its address leads to.");
    }

    /** As {@link AnswerJson} has it. */
    private @Nullable Object value() throws IOException, VaultException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw malformed(vaultName);
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new Text((int) parser.currentTokenLocation().getByteOffset());
            case VALUE_NUMBER_INT -> whole();
            case VALUE_NUMBER_FLOAT -> new Other();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw malformed(vaultName);
        };
    }

    private Object whole() throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            default -> new Other();
        };
    }

    private Map<String, @Nullable Object> object() throws IOException, VaultException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value());
        }
        return members;
    }

    private List<@Nullable Object> array() throws IOException, VaultException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return items;
    }

    private void requireEnd() throws IOException, VaultException {
        if (parser.nextToken() != null) {
            throw malformed(vaultName);
        }
    }
}
