package dev.outloop.core.internal.admit;

import dev.outloop.secret.SecretRef;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * A line of the log of origins: {@code origins}, the reference and each origin, with tabs between. Of two lines for one
 * reference the later counts. No part can have a tab: references are escaped, and origins have none.
 *
 * @param reference where the secret lies
 * @param origins what it belongs to; empty if it is as never seen
 */
record OriginLine(SecretRef reference, Set<String> origins) {

    private static final String KIND = "origins";

    static OriginLine parse(String line) throws IOException {
        String[] parts = line.split("\t", -1);
        if (parts.length < 2 || !parts[0].equals(KIND)) {
            throw damaged();
        }
        try {
            return new OriginLine(
                    SecretRef.parse(parts[1]),
                    new TreeSet<>(Arrays.asList(parts).subList(2, parts.length)));
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    private static IOException damaged() {
        return new IOException("the log of confirmed origins has a line of another form");
    }

    @Override
    public String toString() {
        return KIND + "\t" + reference + (origins.isEmpty() ? "" : "\t" + String.join("\t", new TreeSet<>(origins)));
    }
}
