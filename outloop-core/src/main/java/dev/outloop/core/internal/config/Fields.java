package dev.outloop.core.internal.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a mapping with fixed keys. What was not asked for when {@link #end()} is called is a problem. Not final,
 * so that a probe can find out what readers ask for.
 */
class Fields {

    private final Reading reading;
    private final String key;
    private final Place place;
    private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    Fields(Reading reading, String key, Place place, YamlNode.Mapping mapping) {
        this.reading = reading;
        this.key = key;
        this.place = place;
        for (YamlNode.Entry entry : mapping.entries()) {
            entries.put(entry.key(), entry);
        }
    }

    /** The value of a key that may be left out. */
    @Nullable
    Value get(String name) {
        known.add(name);
        YamlNode.Entry entry = entries.get(name);
        return entry == null ? null : new Value(reading, below(name), entry.place(), entry.value());
    }

    /** The value of a key that must be there. */
    @Nullable
    Value require(String name) {
        Value value = get(name);
        if (value == null) {
            reading.problem(below(name), place, "expected the key \"" + name + "\" here");
        }
        return value;
    }

    /** The entries that were not asked for so far, whose keys are names that the person chose. */
    Map<String, Value> others(Predicate<String> grammar, String expected) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (YamlNode.Entry entry : entries.values()) {
            if (known.contains(entry.key())) {
                continue;
            }
            // A key without a value is most likely a value in the wrong place, so it is not shown either.
            boolean alone = isNothing(entry.value());
            if (alone || !grammar.test(entry.key())) {
                reading.mark(entry.keyPlace(), key);
                reading.problem(key, entry.keyPlace(), alone ? "expected a value for each key" : expected);
            } else {
                values.put(entry.key(), new Value(reading, below(entry.key()), entry.place(), entry.value()));
            }
        }
        return values;
    }

    private static boolean isNothing(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && scalar.plain() && PlainText.isNothing(scalar.text());
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    Set<String> names() {
        return entries.keySet();
    }

    void problem(String sentence) {
        reading.problem(key, place, sentence);
    }

    /** Only one of these keys may stand here. */
    void requireAtMostOne(String... names) {
        if (Arrays.stream(names).filter(this::has).count() > 1) {
            problem("expected only one of " + String.join(", ", names));
        }
    }

    /** Reports every key that was not asked for, without repeating it. */
    void end() {
        for (YamlNode.Entry entry : entries.values()) {
            if (!known.contains(entry.key())) {
                reading.mark(entry.keyPlace(), key);
                reading.problem(
                        key,
                        entry.keyPlace(),
                        "this key is not known here" + Nearest.hint(entry.key(), known) + known());
            }
        }
    }

    private String known() {
        return known.isEmpty() ? "" : "; known are " + String.join(", ", known);
    }

    private String below(String name) {
        return key.isEmpty() ? name : key + "." + name;
    }
}
