package dev.outloop.core.internal.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One run of a reader over a configuration that is made up while it is read: whatever is asked for is there, unless the
 * choices of this run say otherwise. Remembers what was asked for.
 */
final class Probe {

    static final String NONSENSE = "?!";
    static final String OTHER_WORD = "zzz";

    private final Map<String, String> choices;
    private final Map<Predicate<String>, String> grammars;
    private final Reading reading = new Reading();
    private final Map<String, Asked> asked = new LinkedHashMap<>();

    /** What was asked of one value. */
    static final class Asked {
        final Set<String> facts = new LinkedHashSet<>();
        final Set<String> required = new LinkedHashSet<>();
        final List<String> sentences = new ArrayList<>();
        boolean optional;
        boolean modeAsked;
        boolean scalarAsked;
        boolean boolAsked;
        boolean listAsked;
        boolean nameAsked;
        String given = "";
    }

    /** The choices are of the form {@code mode PATH}, {@code absent PATH}, {@code text PATH}, {@code empty PATH}. */
    Probe(Map<String, String> choices, Map<Predicate<String>, String> grammars) {
        this.choices = choices;
        this.grammars = grammars;
    }

    /** Where nobody looks for what readers remember. */
    Reading reading() {
        return reading;
    }

    String grammar(Predicate<String> grammar) {
        return grammars.computeIfAbsent(grammar, Probe::patternOf);
    }

    Asked at(String path) {
        return asked.computeIfAbsent(path, none -> new Asked());
    }

    Map<String, Asked> asked() {
        return asked;
    }

    boolean isAbsent(String path) {
        return choices.containsKey("absent " + path);
    }

    boolean isEmpty(String path) {
        return choices.containsKey("empty " + path);
    }

    /** Whether a value that was asked for its kind is of this one. */
    boolean isMode(String path, String mode) {
        return choices.getOrDefault("mode " + path, "scalar").equals(mode);
    }

    String text(String path) {
        return choices.getOrDefault("text " + path, NONSENSE);
    }

    /** Adds what is only known at the end of a run: whether the text that was given was taken. */
    void end() {
        for (Asked each : asked.values()) {
            if (each.listAsked && !each.sentences.isEmpty() && each.facts.contains("none given")) {
                each.facts.add("not empty");
            }
            each.facts.remove("none given");
            if (each.scalarAsked && !each.nameAsked && each.sentences.isEmpty()) {
                each.facts.add(each.given.equals(NONSENSE) ? "anything" : "word " + each.given);
            }
            each.sentences.forEach(sentence -> each.facts.add("sentence " + sentence));
        }
    }

    /** What a grammar of names takes, as a pattern; found out by asking it. */
    static String patternOf(Predicate<String> grammar) {
        String first = characters(c -> grammar.test(c));
        if (first.isEmpty()) {
            return "";
        }
        String begin = first.substring(0, 1);
        String rest = characters(c -> grammar.test(begin + c));
        int longest = 1;
        while (longest < 4096 && grammar.test(begin.repeat(longest + 1))) {
            longest++;
        }
        return "^[" + ranges(first) + "]" + (longest == 1 ? "" : "[" + ranges(rest) + "]{0," + (longest - 1) + "}")
                + "$";
    }

    static String nameFor(Predicate<String> grammar) {
        return grammar.test("a") ? "a" : characters(grammar::test).substring(0, 1);
    }

    private static String characters(Predicate<String> taken) {
        return "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:*"
                .chars()
                .mapToObj(Character::toString)
                .filter(taken)
                .collect(Collectors.joining());
    }

    private static String ranges(String characters) {
        StringBuilder out = new StringBuilder();
        for (String range : List.of("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789")) {
            if (characters.contains(range)) {
                out.append(range.charAt(0)).append('-').append(range.charAt(range.length() - 1));
            } else {
                range.chars().filter(c -> characters.indexOf(c) >= 0).forEach(c -> out.append((char) c));
            }
        }
        for (char c : "_./:*-".toCharArray()) {
            out.append(characters.indexOf(c) >= 0 ? String.valueOf(c) : "");
        }
        return out.toString();
    }
}
