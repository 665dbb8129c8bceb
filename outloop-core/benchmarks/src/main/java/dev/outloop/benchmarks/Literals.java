package dev.outloop.benchmarks;

import dev.outloop.core.internal.secrets.PatternSet;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The literals of a set of patterns, so that peers search for the same. The engine hands them to nobody, hence
 * reflection.
 */
final class Literals {

    private static final String PATTERN = "dev.outloop.core.internal.secrets.Pattern";

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<byte[]> found = new TreeSet<>(Arrays::compareUnsigned);

    private Literals() {}

    /** All of them, each once. */
    static List<byte[]> of(PatternSet patterns) {
        Literals literals = new Literals();
        literals.collect(patterns);
        // Two secrets may share one.
        if (literals.found.isEmpty() || literals.found.size() > patterns.size()) {
            throw new IllegalStateException(
                    "found " + literals.found.size() + " literals in a set of " + patterns.size());
        }
        return new ArrayList<>(literals.found);
    }

    private void collect(Object node) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof Object[]) {
            for (int i = 0; i < Array.getLength(node); i++) {
                collectIfPresent(Array.get(node, i));
            }
        } else if (node.getClass().getPackage() == PatternSet.class.getPackage()) {
            for (Field field : node.getClass().getDeclaredFields()) {
                collectField(field, node);
            }
        }
    }

    private void collectField(Field field, Object owner) {
        if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
            return;
        }
        try {
            field.setAccessible(true);
            Object value = field.get(owner);
            if (value instanceof byte[] bytes && owner.getClass().getName().equals(PATTERN)) {
                found.add(bytes);
            } else {
                collectIfPresent(value);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void collectIfPresent(@Nullable Object value) {
        if (value != null) {
            collect(value);
        }
    }
}
