package dev.outloop.core;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Runs what has to outlive the broker for callers whose methods declare no exception. */
final class Durable {

    private Durable() {}

    interface Change<T> {
        T make() throws IOException;
    }

    static <T> T call(Change<T> change) {
        try {
            return change.make();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder for state does not take it: " + e.getMessage(), e);
        }
    }
}
