package dev.outloop.testkit.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The same program with one method taken out, to prove that a test of that method's check can fail.
 *
 * <p>Classes below {@value #CORE}, and below further prefixes such as that of the test's own fixtures, are loaded again
 * from the class path by an own class loader; every overload of the named method does nothing there. All other classes,
 * those of the API among them, are shared with the test, so that results can be compared. The test's own classes are
 * not touched.
 *
 * <p>Whatever is started in a twin is started as a fixture: a class below one of the prefixes with a constructor without
 * parameters, which implements an interface that is shared, such as {@link java.util.function.Supplier}.
 *
 * <pre>{@code
 * Twin twin = Twin.without("dev.outloop.core.internal.admit.PathRules#refuseDotSegments");
 * Supplier<?> attack = twin.newInstance(Supplier.class, DotSegments.class);
 * assertThat(attack.get()).isEqualTo("admitted");
 * twin.requireReached();
 * }</pre>
 *
 * <p>Thread-safe. Holds nothing open.
 */
public final class Twin {

    /** The prefix that is always loaded again. */
    public static final String CORE = "dev.outloop.core";

    private final String name;
    private final TwinClassLoader loader;
    private final AtomicLong reached;

    private Twin(List<Removal> removals, List<String> prefixes) {
        this.name = removals.isEmpty() ? "nothing" : removals.toString();
        this.reached = new AtomicLong();
        List<String> all = new ArrayList<>(prefixes);
        all.add(CORE);
        this.loader = new TwinClassLoader(all, removals, reached);
        loader.requireRemovable();
    }

    /**
     * A twin in which the method does nothing: it returns nothing, {@code false}, zero or null.
     *
     * @param method {@code CLASS#METHOD}, the class by its binary name; all overloads declared there
     * @param prefixes further packages or classes to load again
     * @throws IllegalArgumentException if class or method do not exist, or have no code to take out
     */
    public static Twin without(String method, String... prefixes) {
        return without(List.of(method), prefixes);
    }

    /**
     * A twin in which several methods do nothing, for a check that has another behind it.
     *
     * @param methods each as in {@link #without(String, String...)}
     * @param prefixes further packages or classes to load again
     * @throws IllegalArgumentException as {@link #without(String, String...)} does
     */
    public static Twin without(List<String> methods, String... prefixes) {
        return new Twin(
                methods.stream().map(method -> Removal.of(method, false)).toList(), List.of(prefixes));
    }

    /**
     * A twin in which the method returns its first argument.
     *
     * @param method {@code CLASS#METHOD}, as in {@link #without(String, String...)}
     * @param prefixes further packages or classes to load again
     * @throws IllegalArgumentException as {@link #without(String, String...)} does, or if an overload cannot return its first argument
     */
    public static Twin passingThrough(String method, String... prefixes) {
        return new Twin(List.of(Removal.of(method, true)), List.of(prefixes));
    }

    /**
     * A twin with everything in it, as a control: what fails here fails because of the loading.
     *
     * @param prefixes further packages or classes to load again
     */
    public static Twin unchanged(String... prefixes) {
        return new Twin(List.of(), List.of(prefixes));
    }

    /**
     * A new instance of the twin of a class, by its constructor without parameters, which need not be public.
     *
     * @param shared a type that the twin shares with the test
     * @param fixture a class below one of the prefixes, as the test sees it
     * @throws IllegalArgumentException if the fixture is not loaded again, or the type is
     * @throws IllegalStateException if it cannot be made; the cause says why
     */
    public <T> T newInstance(Class<T> shared, Class<?> fixture) {
        if (loader.loadsAgain(shared.getName())) {
            throw new IllegalArgumentException(shared + " is not shared with the twin");
        }
        return shared.cast(newInstance(fixture));
    }

    /** As {@link #newInstance(Class, Class)}, for those who call it by reflection. */
    public Object newInstance(Class<?> fixture) {
        if (!loader.loadsAgain(fixture.getName())) {
            throw new IllegalArgumentException(fixture + " is below none of the prefixes " + loader.prefixes());
        }
        try {
            return call(() -> {
                var constructor = load(fixture.getName()).getDeclaredConstructor();
                constructor.setAccessible(true);
                return constructor.newInstance();
            });
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the fixture's constructor threw", e.getCause());
        } catch (Exception e) {
            throw new IllegalStateException(fixture + " has no usable constructor without parameters", e);
        }
    }

    /**
     * The twin of a class; a shared class is itself.
     *
     * @throws ClassNotFoundException if there is none of that name
     */
    public Class<?> load(String className) throws ClassNotFoundException {
        return Class.forName(className, true, loader);
    }

    /** Calls with the twin's loader as the thread's, so that services too are found in the twin. */
    public <T> T call(Callable<T> work) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** How often the method that was taken out has been called. */
    public long reached() {
        return reached.get();
    }

    /** Fails unless the method that was taken out has been called: else its absence proves nothing. */
    public void requireReached() {
        assertThat(reached()).as("calls of the removed %s", name).isPositive();
    }

    @Override
    public String toString() {
        return "Twin[without " + name + "]";
    }
}
