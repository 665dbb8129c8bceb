package dev.outloop.core.internal.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is known while one configuration is read: where each key stands, and what is wrong. One thread. */
final class Reading {

    private static final int MAX_PROBLEMS = 1000;

    private final Map<String, Place> places = new HashMap<>();
    private final TreeMap<Place, String> keys = new TreeMap<>();
    private final Set<String> broken = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    /** Remembers where a key stands. */
    void visit(String key, Place place) {
        places.putIfAbsent(key, place);
        keys.putIfAbsent(place, display(key));
    }

    /** Remembers that what stands here belongs to a key, without being its place. */
    void mark(Place place, String key) {
        keys.put(place, key);
    }

    void problem(String key, Place place, String sentence) {
        problems.add(new Problem(place.line(), place.column(), display(key), sentence));
        for (String at = display(key); !at.isEmpty() && broken.add(at); at = above(at)) {}
    }

    /** A problem of a definition, at the place of its key or of the nearest key above it. */
    void problem(String key, String sentence) {
        problem(key, place(key), sentence);
    }

    /** Something about a definition that is no problem, at the same place. */
    Problem at(String key, String sentence) {
        Place place = place(key);
        return new Problem(place.line(), place.column(), display(key), sentence);
    }

    private Place place(String key) {
        String known = key;
        while (!known.isEmpty() && !places.containsKey(known)) {
            known = above(known);
        }
        return places.getOrDefault(known, new Place(1, 1));
    }

    /** A problem of the text itself, under the key that stands there or last before it. */
    void fault(YamlTree.Fault fault) {
        Map.Entry<Place, String> before = keys.floorEntry(fault.place());
        problem(fault.ofFile() || before == null ? "" : before.getValue(), fault.place(), fault.sentence());
    }

    /** Whether something is wrong with the key or with anything below it. */
    boolean isBroken(String key) {
        return broken.contains(key);
    }

    List<Problem> problems() {
        List<Problem> sorted = problems.stream()
                .distinct()
                .sorted(Problem.IN_FILE_ORDER)
                .limit(MAX_PROBLEMS)
                .toList();
        if (problems.size() <= MAX_PROBLEMS) {
            return sorted;
        }
        List<Problem> shown = new ArrayList<>(sorted);
        shown.add(Problem.ofFile("there are more problems than the first " + MAX_PROBLEMS));
        return List.copyOf(shown);
    }

    private static String above(String key) {
        int cut = Math.max(key.lastIndexOf('#'), Math.max(key.lastIndexOf('.'), key.lastIndexOf('[')));
        return cut < 0 ? "" : key.substring(0, cut);
    }

    /** What stands behind '#' tells members of a list apart and is a value, so it is not shown. */
    private static String display(String key) {
        int cut = key.indexOf('#');
        return cut < 0 ? key : key.substring(0, cut);
    }
}
