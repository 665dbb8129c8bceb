package dev.outloop.core.internal.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entries of a mapping with fixed keys. What was not asked for when {@link #end()} is called is a problem. */
final class Fields {

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
