package dev.outloop.core.internal.authorize;

import dev.outloop.policy.PolicyInput;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.PolicyRule.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every value that a policy's rules name, as a small number for each subject, so that requests and rules compare numbers.
 * Whether the action changes something is one more subject. Built by one thread, then only read.
 */
final class Vocabulary {

    /** Where subjects stand: those of rules in their order, then whether the action changes something. */
    static final List<Subject> SUBJECTS = Subject.all();

    static final int WORKSPACE = SUBJECTS.indexOf(Subject.WORKSPACE);
    static final int TENANT = SUBJECTS.indexOf(Subject.TENANT);
    static final int WRITES = SUBJECTS.size();
    static final int SIZE = WRITES + 1;

    /** The number of every value that no rule names. */
    static final int UNNAMED = 0;

    private static final int READING = 1;
    private static final int WRITING = 2;

    private final List<Map<String, Integer>> numbers = new ArrayList<>();

    Vocabulary() {
        for (int i = 0; i < WRITES; i++) {
            numbers.add(new HashMap<>());
        }
    }

    /** The numbers of what the rule names of a subject, in their order; empty if it may be anything. */
    int[] learn(PolicyRule rule, int subject) {
        if (subject == WRITES) {
            return rule.writes()
                    .map(writes -> new int[] {writes ? WRITING : READING})
                    .orElse(new int[0]);
        }
        Map<String, Integer> known = numbers.get(subject);
        return rule.named(SUBJECTS.get(subject)).stream()
                .mapToInt(value -> known.computeIfAbsent(value, any -> known.size() + 1))
                .sorted()
                .toArray();
    }

    /** How many values of the subject rules name. */
    int size(int subject) {
        return subject == WRITES ? WRITING : numbers.get(subject).size();
    }

    /** The request's numbers, by subject. */
    int[] read(PolicyInput input) {
        int[] read = new int[SIZE];
        for (int i = 0; i < WRITES; i++) {
            read[i] = numbers.get(i).getOrDefault(value(input, i), UNNAMED);
        }
        read[WRITES] = input.action().readOnly() ? READING : WRITING;
        return read;
    }

    private static String value(PolicyInput input, int subject) {
        return switch (subject) {
            case 0 -> input.workspace().name();
            case 1 -> input.tenant().id();
            case 2 -> input.runtime().name();
            case 3 -> input.access().alias();
            case 4 -> input.service().name();
            case 5 -> input.action().name();
            case 6 -> input.action().method();
            default -> throw new IllegalArgumentException("a subject that no request has");
        };
    }

    /** Whether sorted numbers have this one. */
    static boolean has(int[] numbers, int number) {
        return numbers.length == 1 ? numbers[0] == number : Arrays.binarySearch(numbers, number) >= 0;
    }
}
