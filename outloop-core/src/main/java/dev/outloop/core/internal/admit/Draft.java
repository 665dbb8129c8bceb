package dev.outloop.core.internal.admit;

import dev.outloop.action.HttpField;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ParameterType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was read from a request before it is composed anew: judged values, and what may come along undeclared. */
final class Draft {

    private final Asking asking;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> trees = new HashMap<>();
    private final List<QueryPair> query = new ArrayList<>();
    private final List<HttpField> headers = new ArrayList<>();
    private final List<AdmittedAction> parts = new ArrayList<>();
    private byte @Nullable [] body;
    private @Nullable String mediaType;

    Draft(Asking asking) {
        this.asking = asking;
    }

    /** The written form of each declared parameter that was given. */
    Map<String, String> values() {
        return values;
    }

    /** The tree of each declared parameter that is one and was given. */
    Map<String, @Nullable Object> trees() {
        return trees;
    }

    /** Query pairs that nobody declared. */
    List<QueryPair> query() {
        return query;
    }

    /** Header fields that nobody declared. */
    List<HttpField> headers() {
        return headers;
    }

    /** The requests inside this one, each judged as one of its own. */
    List<AdmittedAction> parts() {
        return parts;
    }

    /** A value as a typed request gives it. */
    void value(CompiledParameter parameter, Object given) throws Refused {
        if (parameter.definition().type().isTree()) {
            tree(parameter, StrictJson.parse(parameter.acceptJson(given).getBytes(StandardCharsets.UTF_8)));
            return;
        }
        String text = parameter.accept(given);
        ResourceName resource = parameter.resource();
        if (resource != null) {
            PinRules.requireResource(text, resource, asking.binding().pins());
        }
        values.put(parameter.definition().name(), text);
    }

    /** A value as it stands on the wire. */
    void wire(CompiledParameter parameter, String given) throws Refused {
        value(parameter, parameter.named(given));
    }

    /** A value that is a tree of JSON. */
    void tree(CompiledParameter parameter, @Nullable Object given) throws Refused {
        ParameterDefinition definition = parameter.definition();
        PinnedTree pinned = parameter.tree();
        Object judged = definition.type() == ParameterType.REQUESTS || pinned == null
                ? RequestList.judge(given, asking, definition.maxElements(), parts)
                : pinned.judge(given, asking.binding());
        String text = new String(StrictJson.write(judged), StandardCharsets.UTF_8);
        parameter.requireLength(text);
        values.put(definition.name(), text);
        trees.put(definition.name(), judged);
    }

    /** A tree that may be left out is not, where a pin has to stand in it: without one the request has no tenant. */
    void fillTrees(CompiledAction action) throws Refused {
        for (CompiledParameter parameter : action.parameters()) {
            PinnedTree pinned = parameter.tree();
            String name = parameter.definition().name();
            if (pinned != null && !parameter.definition().required() && !values.containsKey(name)) {
                Map<?, ?> filled = (Map<?, ?>) pinned.judge(Map.of(), asking.binding());
                if (filled != null && !filled.isEmpty()) {
                    tree(parameter, filled);
                }
            }
        }
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
