package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The engine's own threads. */
final class Threads {

    private static final long JOIN_MILLIS = 5_000;

    private Threads() {}

    static Set<Thread> ofOutloop() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("outloop-"))
                .collect(Collectors.toSet());
    }

    /** Waits until what is ending has ended. */
    static void requireNoMoreThan(Set<Thread> before) throws InterruptedException {
        Set<Thread> left = new HashSet<>(ofOutloop());
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(JOIN_MILLIS);
        }
        left.removeIf(thread -> !thread.isAlive());
        assertThat(left).as("threads that were left behind").isEmpty();
    }
}
