package dev.outloop.action;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a JSON answer that an action gives back; everything else of the answer is left out. Immutable.
 *
 * <p>An included pointer selects all that is below it; without one, everything is selected. An excluded pointer removes
 * all that is below it, also from what is included. Objects and arrays on the way to an included field stay, with
 * nothing else in them; a scalar in such a place is left out. Elements of an array keep their order, and those that are
 * left out leave no gap.
 *
 * <p><b>Guarantees</b>: of the answer, only the declared fields, and the names and the number of members and elements
 * on the way to them, reach the agent; an answer that is not JSON is withheld. <b>Does not guarantee</b> anything about
 * what a declared field holds: a service that colludes can write a secret there, as it can into the status.
 */
public final class ResponseFields {

    private static final int MAX_POINTERS = 256;

    private final List<FieldPointer> include;
    private final List<FieldPointer> exclude;
    private final boolean errorsPass;

    private ResponseFields(Builder builder) {
        this.include = List.copyOf(builder.include);
        this.exclude = List.copyOf(builder.exclude);
        this.errorsPass = builder.errorsPass;
    }

    /** Starts a declaration. */
    public static Builder builder() {
        return new Builder();
    }

    /** What is shown; empty for everything. */
    public List<FieldPointer> include() {
        return include;
    }

    /** What is not shown even if it is included. */
    public List<FieldPointer> exclude() {
        return exclude;
    }

    /** Whether answers with a status of 400 or more are shown whole, redacted as any other. */
    public boolean errorsPass() {
        return errorsPass;
    }

    @Override
    public String toString() {
        return "include " + include + ", exclude " + exclude + (errorsPass ? ", errors pass" : "");
    }

    /** Collects a declaration. Not thread-safe. */
    public static final class Builder {
        private final List<FieldPointer> include = new ArrayList<>();
        private final List<FieldPointer> exclude = new ArrayList<>();
        private boolean errorsPass;

        private Builder() {}

        /**
         * Shows a field with all that is below it.
         *
         * @throws IllegalArgumentException if {@link FieldPointer#parse} refuses it, or it was given before
         */
        public Builder include(String pointer) {
            return add(pointer, include);
        }

        /**
         * Keeps back a field with all that is below it.
         *
         * @throws IllegalArgumentException if {@link FieldPointer#parse} refuses it, or it was given before
         */
        public Builder exclude(String pointer) {
            return add(pointer, exclude);
        }

        /**
         * Shows answers with a status of 400 or more whole. An error seldom has the declared shape, and an agent can
         * use its text; but a service that colludes would then answer with an error.
         */
        public Builder passErrors() {
            this.errorsPass = true;
            return this;
        }

        /**
         * The declaration.
         *
         * @throws IllegalArgumentException if no field was given
         */
        public ResponseFields build() {
            if (include.isEmpty() && exclude.isEmpty()) {
                throw new IllegalArgumentException("a response includes or excludes at least one field");
            }
            return new ResponseFields(this);
        }

        private Builder add(String pointer, List<FieldPointer> list) {
            FieldPointer parsed = FieldPointer.parse(pointer);
            if (include.contains(parsed) || exclude.contains(parsed)) {
                throw new IllegalArgumentException("a response names each field once");
            }
            if (include.size() + exclude.size() == MAX_POINTERS) {
                throw new IllegalArgumentException("a response names at most " + MAX_POINTERS + " fields");
            }
            list.add(parsed);
            return this;
        }
    }
}
