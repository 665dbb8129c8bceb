package dev.outloop.core.internal.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keys that are all there, but for those that a run leaves out. */
final class ProbeFields extends Fields {

    private static final Place PLACE = new Place(1, 1);

    private final Probe probe;
    private final String path;

    ProbeFields(Probe probe, String path) {
        super(probe.reading(), path, PLACE, new YamlNode.Mapping(PLACE, List.of(), List.of()));
        this.probe = probe;
        this.path = path;
    }

    private String below(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    @Override
    @Nullable
    Value get(String name) {
        probe.at(path).facts.add("key " + name);
        probe.at(below(name)).optional = true;
        return probe.isAbsent(below(name)) ? null : new ProbeValue(probe, below(name));
    }

    @Override
    @Nullable
    Value require(String name) {
        probe.at(path).required.add(name);
        return get(name);
    }

    @Override
    boolean has(String name) {
        return !probe.isAbsent(below(name));
    }

    @Override
    Set<String> names() {
        return Set.of();
    }

    @Override
    void problem(String sentence) {}

    @Override
    void requireAtMostOne(String... names) {
        probe.at(path).facts.add("one of " + String.join(" ", names));
    }

    @Override
    Map<String, Value> others(Predicate<String> grammar, String expected) {
        probe.at(path).facts.add("others " + probe.grammar(grammar));
        return Map.of(Probe.nameFor(grammar), new ProbeValue(probe, below("*")));
    }

    @Override
    void end() {}
}
