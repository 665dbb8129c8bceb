package dev.outloop.core.internal.admit;

import java.util.Locale;

/**
 * A name as a lenient server may read it: without case and without separators.
 *
 * <p>Go matches JSON keys without case, protobuf takes {@code customer_id} for {@code customerId}, CGI takes {@code X_A}
 * for {@code X-A}. A name that folds to a pin's or a credential's and is not it letter by letter is an attempt to be read
 * in two ways.
 */
final class FoldedName {

    private FoldedName() {}

    static String of(String name) {
        StringBuilder out = new StringBuilder(name.length());
        name.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
