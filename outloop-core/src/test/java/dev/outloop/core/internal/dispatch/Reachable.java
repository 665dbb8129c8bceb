package dev.outloop.core.internal.dispatch;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Everything that can be reached from an object through our classes, HttpClient's, the JSON parser's and collections. */
public final class Reachable {

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();
    private final StringBuilder content = new StringBuilder();

    private Reachable() {}

    /** Whether the ASCII text is in an array or a string that can be reached. */
    public static boolean has(String text, Object from) {
        Reachable reachable = new Reachable();
        reachable.add(from);
        try {
            reachable.walk();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        if (reachable.seen.size() < 3) {
            throw new AssertionError("nothing was walked from " + from.getClass());
        }
        return reachable.content.indexOf(text) >= 0;
    }

    private void walk() throws IllegalAccessException {
        while (!open.isEmpty()) {
            Object next = open.remove();
            if (next instanceof byte[] bytes) {
                content.append(new String(bytes, StandardCharsets.ISO_8859_1)).append('\n');
            } else if (next instanceof char[] chars) {
                content.append(chars).append('\n');
            } else if (next instanceof String text) {
                content.append(text).append('\n');
            } else if (next instanceof AtomicReference<?> reference) {
                add(reference.get());
            } else if (next instanceof Collection<?> items) {
                items.forEach(this::add);
            } else if (next instanceof Map<?, ?> map) {
                map.keySet().forEach(this::add);
                map.values().forEach(this::add);
            } else if (next instanceof Object[]) {
                for (int i = 0; i < Array.getLength(next); i++) {
                    add(Array.get(next, i));
                }
            } else if (next.getClass()
                    .getName()
                    .matches("(org\\.apache\\.hc|com\\.fasterxml\\.jackson|dev\\.outloop)\\..*")) {
                fields(next);
            }
        }
    }

    private void fields(Object object) throws IllegalAccessException {
        for (Class<?> type = object.getClass(); type != Object.class && type != null; type = type.getSuperclass()) {
            if (type.getName().startsWith("java")) {
                return;
            }
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    add(field.get(object));
                }
            }
        }
    }

    private void add(Object object) {
        if (object != null && seen.add(object)) {
            open.add(object);
        }
    }
}
