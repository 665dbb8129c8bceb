package dev.outloop.core.internal.secrets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects the distinct literals of one value; the first kind under which a literal came is kept. Not thread-safe. */
final class Forms {

    private final Map<byte[], String> kinds = new TreeMap<>(Arrays::compareUnsigned);

    /** Takes over what was built, and wipes the builder. */
    void add(String kind, ByteText text) {
        try (text) {
            byte[] bytes = text.toByteArray();
            if (bytes.length < Pattern.MIN_BYTES || kinds.putIfAbsent(bytes, kind) != null) {
                Arrays.fill(bytes, (byte) 0);
            }
        }
    }

    List<byte[]> literals() {
        return new ArrayList<>(kinds.keySet());
    }

    List<Pattern> patterns() {
        List<Pattern> patterns = new ArrayList<>(kinds.size());
        kinds.forEach((bytes, kind) -> patterns.add(new Pattern(bytes, kind)));
        return patterns;
    }

    void wipe() {
        kinds.keySet().forEach(bytes -> Arrays.fill(bytes, (byte) 0));
    }
}
