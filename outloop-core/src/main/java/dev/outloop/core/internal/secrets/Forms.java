package dev.outloop.core.internal.secrets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Collects the distinct literals of one value; what came first under a literal is kept. Not thread-safe. */
final class Forms {

    private final Map<byte[], Pattern> literals = new TreeMap<>(Arrays::compareUnsigned);
    private Predicate<String> audience = Pattern.EVERYONE;

    /** Whose responses the literals from here on are cut from. */
    void forAudience(Predicate<String> workspaces) {
        audience = workspaces;
    }

    /** Takes over what was built, and wipes the builder. */
    void add(String kind, ByteText text) {
        try (text) {
            byte[] bytes = text.toByteArray();
            boolean isTaken = bytes.length >= Pattern.MIN_BYTES
                    && literals.putIfAbsent(bytes, new Pattern(bytes, kind, audience)) == null;
            if (!isTaken) {
                Arrays.fill(bytes, (byte) 0);
            }
        }
    }

    List<Pattern> patterns() {
        return new ArrayList<>(literals.values());
    }
}
