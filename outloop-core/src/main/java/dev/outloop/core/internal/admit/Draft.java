package dev.outloop.core.internal.admit;

import dev.outloop.action.HttpField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was read from a request before it is composed anew: judged values, and what may come along undeclared. */
final class Draft {

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<QueryPair> query = new ArrayList<>();
    private final List<HttpField> headers = new ArrayList<>();
    private byte @Nullable [] body;
    private @Nullable String mediaType;

    /** The written form of each declared parameter that was given. */
    Map<String, String> values() {
        return values;
    }

    /** Query pairs that nobody declared. */
    List<QueryPair> query() {
        return query;
    }

    /** Header fields that nobody declared. */
    List<HttpField> headers() {
        return headers;
    }

    void value(CompiledParameter parameter, Object given) throws Refused {
        values.put(parameter.definition().name(), parameter.accept(given));
    }

    void body(byte[] bytes, String type) {
        this.body = bytes;
        this.mediaType = type;
    }

    byte @Nullable [] body() {
        return body;
    }

    @Nullable
    String mediaType() {
        return mediaType;
    }
}
