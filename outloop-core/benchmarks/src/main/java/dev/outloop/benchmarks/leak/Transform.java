package dev.outloop.benchmarks.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One way to write a value down.
 *
 * @param promise what is promised about it
 * @param family the row of the report
 * @param name what the report calls it
 * @param suits the values that it is for
 * @param encoder writes
 */
record Transform(Promise promise, String family, String name, Predicate<Value> suits, Encoder encoder) {

    /** Writes a value down; what is left to chance comes from the random source alone. */
    @FunctionalInterface
    interface Encoder {
        Form encode(String value, Random random);
    }

    /** All of them, in the order of the report. */
    static List<Transform> all() {
        return Stream.of(
                        PlainForms.all(),
                        JsonForms.all(),
                        PercentForms.all(),
                        EntityForms.all(),
                        Base64Forms.all(),
                        HexForms.all(),
                        CharsetForms.all(),
                        LineForms.all(),
                        QuotedForms.all(),
                        NestedForms.all(),
                        ChangedForms.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Collects the transforms of one family. */
    static final class Family {
        private final String name;
        private final List<Transform> members = new ArrayList<>();

        Family(String name) {
            this.name = name;
        }

        Family text(Promise promise, String transform, UnaryOperator<String> writer) {
            return form(promise, transform, value -> Form.text(writer.apply(value)));
        }

        Family random(Promise promise, String transform, BiFunction<String, Random, String> writer) {
            members.add(new Transform(
                    promise,
                    name,
                    transform,
                    value -> true,
                    (value, random) -> Form.text(writer.apply(value, random))));
            return this;
        }

        Family form(Promise promise, String transform, Function<String, Form> writer) {
            members.add(new Transform(promise, name, transform, value -> true, (value, random) -> writer.apply(value)));
            return this;
        }

        /** Narrows the last one to some values. */
        Family where(Predicate<Value> suits) {
            Transform last = members.remove(members.size() - 1);
            members.add(new Transform(last.promise, last.family, last.name, suits, last.encoder));
            return this;
        }

        List<Transform> list() {
            return List.copyOf(members);
        }
    }
}
