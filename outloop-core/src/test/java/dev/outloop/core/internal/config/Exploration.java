package dev.outloop.core.internal.config;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds out what a reader takes by running it over made-up values: first with everything there, then with one thing
 * changed near whatever led to something new, until nothing new comes. What a sentence of a problem has in it is tried as
 * a word, so that the words that are taken are found too.
 */
final class Exploration {

    private final Consumer<Value> reader;
    private final Map<String, Set<String>> facts = new LinkedHashMap<>();
    private final Map<String, Set<String>> required = new LinkedHashMap<>();
    private final Map<Predicate<String>, String> grammars = new HashMap<>();
    private final Set<Map<String, String>> tried = new HashSet<>();
    private final Deque<Step> open = new ArrayDeque<>();

    private record Step(Map<String, String> choices, String near) {}

    private Exploration(Consumer<Value> reader) {
        this.reader = reader;
    }

    /** Everything that any run asked for. */
    static Exploration of(Consumer<Value> reader) {
        Exploration exploration = new Exploration(reader);
        exploration.open.add(new Step(Map.of(), ""));
        while (!exploration.open.isEmpty()) {
            exploration.run(exploration.open.remove());
        }
        return exploration;
    }

    /** What is known of a value. */
    Set<String> at(String path) {
        return facts.getOrDefault(path, Set.of());
    }

    /** The paths of all values. */
    Set<String> paths() {
        return facts.keySet();
    }

    /** The keys without which a mapping is refused, whatever else is in it. */
    Set<String> required(String path) {
        return required.getOrDefault(path, Set.of());
    }

    int runs() {
        return tried.size();
    }

    private void run(Step step) {
        if (!tried.add(step.choices())) {
            return;
        }
        Probe probe = new Probe(step.choices(), grammars);
        reader.accept(new ProbeValue(probe, ""));
        probe.end();
        boolean news = false;
        for (Map.Entry<String, Probe.Asked> entry : probe.asked().entrySet()) {
            Set<String> known = facts.computeIfAbsent(entry.getKey(), none -> new LinkedHashSet<>());
            news |= known.addAll(entry.getValue().facts);
            requireIn(entry.getKey(), entry.getValue(), probe);
        }
        if (news) {
            probe.asked().forEach((path, asked) -> {
                if (path.startsWith(step.near())) {
                    vary(step.choices(), path, asked);
                }
            });
        }
    }

    /** A key counts as required if it is in every run in which no required key was left out. */
    private void requireIn(String path, Probe.Asked asked, Probe probe) {
        String prefix = path.isEmpty() ? "" : path + ".";
        boolean whole = asked.required.stream().noneMatch(name -> probe.isAbsent(prefix + name));
        if (asked.facts.contains("mapping") && whole) {
            required.computeIfAbsent(path, none -> new LinkedHashSet<>(asked.required))
                    .retainAll(asked.required);
        }
    }

    private void vary(Map<String, String> choices, String path, Probe.Asked asked) {
        if (asked.optional) {
            next(choices, path, "absent", "");
        }
        if (asked.modeAsked) {
            List.of("mapping", "sequence", "scalar").forEach(mode -> next(choices, path, "mode", mode));
        }
        if (asked.boolAsked) {
            next(choices, path, "text", "false");
        }
        if (asked.listAsked) {
            next(choices, path, "empty", "");
        }
        if (asked.scalarAsked && !asked.facts.contains("anything")) {
            words(path).forEach(word -> next(choices, path, "text", word));
        }
    }

    private void next(Map<String, String> choices, String path, String what, String choice) {
        Map<String, String> changed = new TreeMap<>(choices);
        changed.put(what + " " + path, choice);
        open.add(new Step(changed, above(path)));
    }

    private Set<String> words(String path) {
        // A word that no sentence has tells a list of words from a grammar that some words happen to be of.
        Set<String> words = new LinkedHashSet<>(List.of(Probe.OTHER_WORD));
        for (String near : List.of(path, above(path))) {
            at(near).stream()
                    .filter(fact -> fact.startsWith("sentence "))
                    .flatMap(fact ->
                            // An example, or an end of a range, is not one of the words that there are.
                            Arrays.stream(fact.substring("sentence ".length())
                                    .replaceAll("(such as|from|to) \"?[0-9]\\S*", "")
                                    .split("[\\s\"{}()\\[\\];,]+")))
                    .map(word -> word.replaceAll("[.:]+$", ""))
                    .filter(word -> !word.isEmpty() && word.length() <= 32)
                    .forEach(words::add);
        }
        return words;
    }

    static String above(String path) {
        if (path.endsWith("[]")) {
            return path.substring(0, path.length() - 2);
        }
        int dot = path.lastIndexOf('.');
        return dot < 0 ? "" : path.substring(0, dot);
    }
}
