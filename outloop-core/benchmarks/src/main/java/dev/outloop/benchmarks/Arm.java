package dev.outloop.benchmarks;

import java.io.IOException;

/** One of the things that are compared; called by one thread. */
interface Arm extends AutoCloseable {

    void call() throws Exception;

    @Override
    void close() throws IOException;
}
