package dev.outloop.benchmarks.leak;

import java.util.function.Supplier;

/**
 * One value in one form on one way.
 *
 * @param form the value as written down
 * @param responses makes the response's octets
 */
record Planted(Value value, Transform transform, Transport transport, Form form, Supplier<byte[]> responses) {

    byte[] response() {
        return responses.get();
    }

    @Override
    public String toString() {
        return value.name() + ", " + transform.name() + ", " + transport.name();
    }
}
