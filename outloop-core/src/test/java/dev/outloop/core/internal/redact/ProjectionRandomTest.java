package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outloop.action.FieldPointer;
import dev.outloop.action.ResponseFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random documents, declarations and chunks, beside a projection of trees that looks at each path anew. */
class ProjectionRandomTest {

    private static final int ROUNDS = Boolean.getBoolean("outloop.full") ? 100_000 : 3_000;
    private static final long SEED = Long.getLong("outloop.seed", 20_261_124L);
    private static final String[] NAMES = {"a", "b", "0", "1", "x/y", "~é"};

    private final Random random = new Random(SEED);

    @Test
    void showsWhatAProjectionOfTheTreeShows() {
        int some = 0;
        int cut = 0;
        for (int round = 0; round < ROUNDS; round++) {
            JsonNode document = document(0);
            Declared declared = declaration();
            JsonNode expected = project(document, List.of(), declared.fields());
            byte[] bytes = (random.nextBoolean() ? document.toString() : document.toPrettyString())
                    .getBytes(StandardCharsets.UTF_8);

            Declared.Outcome outcome = declared.run(bytes, splits(bytes.length));

            assertThat(outcome)
                    .as("round %s, seed %s: %s of %s", round, SEED, declared.fields(), document)
                    .isEqualTo(new Declared.Outcome(expected == null ? "" : expected.toString(), ""));
            some += outcome.text().length() > 2 ? 1 : 0;
            cut += outcome.text().length() > 2 && !document.equals(expected) ? 1 : 0;
        }
        System.out.printf("projection: seed %d, %d rounds, %d show something, %d of it cut%n", SEED, ROUNDS, some, cut);
        assertThat(some).isGreaterThan(ROUNDS / 2);
        assertThat(cut).isGreaterThan(ROUNDS * 3 / 10);
    }

    @Test
    void whatIsMalformedShowsTheSameAtEverySplit() {
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = damaged(document(0).toString().getBytes(StandardCharsets.UTF_8));
            Declared declared =
                    random.nextBoolean() ? declaration() : declaration().lines();
            Declared.Outcome whole = declared.run(bytes);

            assertThat(declared.run(bytes, splits(bytes.length)))
                    .as("round %s, seed %s: %s", round, SEED, new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(whole);
            refused += whole.failure().isEmpty() ? 0 : 1;
        }
        System.out.printf("projection: seed %d, %d rounds, %d malformed%n", SEED, ROUNDS, refused);
        assertThat(refused).isGreaterThan(ROUNDS * 3 / 10);
    }

    private static @Nullable JsonNode project(JsonNode node, List<String> path, ResponseFields fields) {
        boolean excluded = fields.exclude().stream()
                .anyMatch(pointer -> leads(pointer, path, pointer.segments().size()));
        boolean included = fields.include().isEmpty()
                || fields.include().stream()
                        .anyMatch(pointer ->
                                leads(pointer, path, pointer.segments().size()));
        boolean onTheWay = fields.include().stream()
                .anyMatch(pointer -> pointer.segments().size() > path.size() && leads(pointer, path, path.size()));
        if (excluded || !(included || onTheWay && node.isContainerNode())) {
            return null;
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(entry -> {
                JsonNode value = project(entry.getValue(), below(path, entry.getKey()), fields);
                if (value != null) {
                    object.set(entry.getKey(), value);
                }
            });
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < node.size(); i++) {
                JsonNode value = project(node.get(i), below(path, Integer.toString(i)), fields);
                if (value != null) {
                    array.add(value);
                }
            }
            return array;
        }
        return node;
    }

    /** Whether the first segments of a pointer are the first names of a path. */
    private static boolean leads(FieldPointer pointer, List<String> path, int count) {
        if (path.size() < count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            String segment = pointer.segments().get(i);
            if (!segment.equals("*") && !segment.equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> below(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    private Declared declaration() {
        List<String> include = new ArrayList<>();
        List<String> exclude = new ArrayList<>();
        int count = 2 + random.nextInt(5);
        while (include.size() + exclude.size() < count) {
            StringBuilder pointer = new StringBuilder();
            for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
                String name = random.nextInt(3) == 0 ? "*" : NAMES[random.nextInt(NAMES.length)];
                pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
            }
            if (!include.contains(pointer.toString()) && !exclude.contains(pointer.toString())) {
                (random.nextInt(3) > 0 ? include : exclude).add(pointer.toString());
            }
        }
        return Declared.of(include, exclude);
    }

    private JsonNode document(int depth) {
        int kind = depth > 4 ? 9 : random.nextInt(depth < 2 ? 5 : 10);
        if (kind < 3) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (int i = random.nextInt(6); i > 0; i--) {
                object.set(NAMES[random.nextInt(NAMES.length)], document(depth + 1));
            }
            return object;
        }
        if (kind < 5) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (int i = random.nextInt(4); i > 0; i--) {
                array.add(document(depth + 1));
            }
            return array;
        }
        return scalar();
    }

    private JsonNode scalar() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(6)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextLong());
            case 3 -> nodes.numberNode(random.nextGaussian());
            default ->
                nodes.textNode(random.ints(random.nextInt(9), 0x20, 0x250)
                        .mapToObj(point -> new String(Character.toChars(point == 0x24f ? 0x1f600 : point)))
                        .collect(Collectors.joining()));
        };
    }

    private byte[] damaged(byte[] document) {
        byte[] bytes = document.clone();
        String replacements = "{}[],:\"\\ 0-.eEtn1\n";
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) replacements.charAt(random.nextInt(replacements.length()));
        }
        return random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }

    private int[] splits(int length) {
        int count = random.nextInt(4) == 0 ? length * 2 : random.nextInt(6);
        return random.ints(count, 0, length + 1).sorted().toArray();
    }
}
