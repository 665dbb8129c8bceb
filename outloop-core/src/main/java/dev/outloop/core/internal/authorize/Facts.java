package dev.outloop.core.internal.authorize;

import dev.outloop.policy.PolicyInput;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One request as rules are held against it. Immutable. */
final class Facts {

    private final int[] numbers;
    private final PolicyInput input;

    Facts(Vocabulary vocabulary, PolicyInput input) {
        this.numbers = vocabulary.read(input);
        this.input = input;
    }

    /** The number of what the request has for a subject. */
    int number(int subject) {
        return numbers[subject];
    }

    @Nullable
    String parameter(String name) {
        return input.parameters().get(name);
    }

    Instant time() {
        return input.time();
    }
}
