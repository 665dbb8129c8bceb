package dev.outloop.core.internal.admit;

import dev.outloop.secret.SecretRef;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * A line of the log of origins: {@code origins}, how many, each of them and the reference, with spaces between. Of two
 * lines for one reference the later counts. The reference is last, as it alone may have spaces.
 *
 * @param reference where the secret lies
 * @param origins what it belongs to; empty if it is as never seen
 */
record OriginLine(SecretRef reference, Set<String> origins) {

    private static final String KIND = "origins";

    static OriginLine parse(String line) throws IOException {
        try {
            String[] start = line.split(" ", 3);
            int count = start.length == 3 && start[0].equals(KIND) ? Integer.parseInt(start[1]) : -1;
            String[] parts = count < 0 ? start : start[2].split(" ", count + 1);
            if (count < 0 || parts.length != count + 1) {
                throw damaged();
            }
            return new OriginLine(
                    SecretRef.parse(parts[count]),
                    new TreeSet<>(Arrays.asList(parts).subList(0, count)));
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    private static IOException damaged() {
        return new IOException("the log of confirmed origins has a line of another form");
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(KIND).append(' ').append(origins.size());
        new TreeSet<>(origins).forEach(origin -> line.append(' ').append(origin));
        return line.append(' ').append(reference).toString();
    }
}
