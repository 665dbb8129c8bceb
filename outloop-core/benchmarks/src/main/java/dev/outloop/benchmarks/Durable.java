package dev.outloop.benchmarks;

import java.io.IOException;
import java.sql.SQLException;

/** Something that makes records durable, for several threads at a time. */
interface Durable extends AutoCloseable {

    /** Starts anew, if what was written before would weigh on what comes; between turns only. */
    default void renew() throws Exception {}

    /** For one more thread, which closes it. */
    Writer writer() throws Exception;

    /** How many records it has, read back from where they are. */
    long count() throws Exception;

    @Override
    void close() throws IOException, SQLException;

    /** Used by one thread. */
    @FunctionalInterface
    interface Writer extends AutoCloseable {

        /** Returns once one more record is durable. */
        void write() throws Exception;

        @Override
        default void close() throws SQLException {}
    }
}
