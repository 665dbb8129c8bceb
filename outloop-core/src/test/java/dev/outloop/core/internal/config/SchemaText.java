package dev.outloop.core.internal.config;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A JSON Schema (draft 2020-12) of what an exploration found. */
final class SchemaText {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAMES = Probe.patternOf(dev.outloop.identity.Name::isValid);

    private final Exploration found;

    private SchemaText(Exploration found) {
        this.found = found;
    }

    static String of(Exploration found, String title) {
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", title);
        root.setAll(new SchemaText(found).schema(""));
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return JSON.writer(printer).writeValueAsString(root) + "\n";
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode schema(String path) {
        Set<String> facts = found.at(path);
        List<ObjectNode> kinds = new ArrayList<>();
        if (facts.contains("text") || facts.contains("characters")) {
            kinds.addAll(texts(facts));
        }
        if (facts.contains("boolean")) {
            kinds.add(JSON.createObjectNode().put("type", "boolean"));
        }
        if (all(facts, "integer ").findAny().isPresent()) {
            kinds.add(integer(facts));
        }
        if (facts.contains("mapping")) {
            kinds.add(mapping(path, facts));
        }
        if (facts.contains("sequence")) {
            ObjectNode list = JSON.createObjectNode().put("type", "array");
            list.set("items", schema(path + "[]"));
            if (facts.contains("not empty")) {
                list.put("minItems", 1);
            }
            kinds.add(list);
        }
        if (kinds.isEmpty()) {
            return JSON.createObjectNode();
        }
        if (kinds.size() == 1) {
            return kinds.get(0);
        }
        ObjectNode any = JSON.createObjectNode();
        any.putArray("anyOf").addAll(kinds);
        return any;
    }

    private static java.util.stream.Stream<String> all(Set<String> facts, String prefix) {
        return facts.stream().filter(fact -> fact.startsWith(prefix)).map(fact -> fact.substring(prefix.length()));
    }

    private static List<ObjectNode> texts(Set<String> facts) {
        List<ObjectNode> kinds = new ArrayList<>();
        List<String> sentences = all(facts, "sentence expected ")
                .sorted(Comparator.comparing(String::length))
                .toList();
        boolean examples = sentences.stream().anyMatch(sentence -> sentence.contains("such as"));
        List<String> words = all(facts, "word ").toList();
        ObjectNode text = JSON.createObjectNode().put("type", "string");
        if (facts.contains("anything")) {
            return List.of(text);
        }
        if (facts.contains("name")) {
            kinds.add(JSON.createObjectNode().put("type", "string").put("pattern", NAMES));
        }
        if (!words.isEmpty() && !examples && !words.contains(Probe.OTHER_WORD)) {
            ObjectNode choice = JSON.createObjectNode();
            ArrayNode names = choice.putArray("enum");
            words.forEach(names::add);
            kinds.add(choice);
        } else if (kinds.isEmpty()) {
            String expected = sentences.stream().findFirst().orElse("");
            if (!expected.isEmpty()) {
                text.put("description", expected);
            }
            if (facts.contains("characters") && words.stream().anyMatch(word -> word.matches("[0-9.]+"))) {
                text.putArray("type").add("string").add("number");
            }
            kinds.add(text);
        }
        return kinds;
    }

    private static ObjectNode integer(Set<String> facts) {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (String range : all(facts, "integer ").toList()) {
            String[] ends = range.split(" ");
            least = Math.min(least, Long.parseLong(ends[0]));
            greatest = Math.max(greatest, Long.parseLong(ends[1]));
        }
        return JSON.createObjectNode()
                .put("type", "integer")
                .put("minimum", least)
                .put("maximum", greatest);
    }

    private ObjectNode mapping(String path, Set<String> facts) {
        ObjectNode object = JSON.createObjectNode().put("type", "object");
        String prefix = path.isEmpty() ? "" : path + ".";
        List<String> keys = all(facts, "key ").toList();
        if (!keys.isEmpty()) {
            ObjectNode properties = object.putObject("properties");
            keys.forEach(key -> properties.set(key, schema(prefix + key)));
        }
        Set<String> required = new TreeSet<>(found.required(path));
        if (!required.isEmpty()) {
            ArrayNode names = object.putArray("required");
            required.forEach(names::add);
        }
        List<String> others = all(facts, "others ").toList();
        if (others.isEmpty()) {
            object.put("additionalProperties", false);
        } else {
            object.putObject("propertyNames").put("pattern", others.get(0));
            object.set("additionalProperties", schema(prefix + "*"));
        }
        ArrayNode exclusive = JSON.createArrayNode();
        for (String group : all(facts, "one of ").toList()) {
            String[] names = group.split(" ");
            for (int i = 0; i < names.length; i++) {
                for (int j = i + 1; j < names.length; j++) {
                    ArrayNode both = exclusive.addObject().putObject("not").putArray("required");
                    both.add(names[i]).add(names[j]);
                }
            }
        }
        if (!exclusive.isEmpty()) {
            object.set("allOf", exclusive);
        }
        return object;
    }
}
