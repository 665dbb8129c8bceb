package dev.outloop.testkit.twin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Loads what is below the prefixes itself, and leaves everything else to its parent. */
final class TwinClassLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final List<String> prefixes;
    private final List<Removal> removals;
    private final AtomicLong reached;

    TwinClassLoader(List<String> prefixes, List<Removal> removals, AtomicLong reached) {
        super("twin", Twin.class.getClassLoader());
        this.prefixes = List.copyOf(prefixes);
        this.removals = List.copyOf(removals);
        this.reached = reached;
    }

    static TwinClassLoader of(Class<?> twinClass) {
        if (twinClass.getClassLoader() instanceof TwinClassLoader loader) {
            return loader;
        }
        throw new IllegalStateException(twinClass + " is not of a twin");
    }

    void reach() {
        reached.incrementAndGet();
    }

    List<String> prefixes() {
        return prefixes;
    }

    boolean loadsAgain(String className) {
        return prefixes.stream().anyMatch(prefix -> isBelow(className, prefix));
    }

    /** Takes the methods out once before anything runs, so that a misspelt name fails at once. */
    void requireRemovable() {
        for (Removal wanted : removals) {
            if (!loadsAgain(wanted.className())) {
                throw new IllegalArgumentException(wanted + " is below none of the prefixes " + prefixes);
            }
            try {
                loadClass(wanted.className());
            } catch (ClassNotFoundException e) {
                throw new IllegalArgumentException("there is no class " + wanted.className(), e);
            }
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!loadsAgain(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] classFile;
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            classFile = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Removal wanted : removals) {
            if (wanted.className().equals(name)) {
                classFile = wanted.applyTo(classFile, getParent());
            }
        }
        return defineClass(name, classFile, 0, classFile.length);
    }

    private static boolean isBelow(String className, String prefix) {
        if (!className.startsWith(prefix)) {
            return false;
        }
        return className.length() == prefix.length() || ".$".indexOf(className.charAt(prefix.length())) >= 0;
    }
}
