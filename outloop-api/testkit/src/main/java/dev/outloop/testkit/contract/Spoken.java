package dev.outloop.testkit.contract;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/** What is printed and logged until it is closed, by whatever thread. What is printed is still printed. */
final class Spoken implements AutoCloseable {

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Handler handler = new StreamHandler(heard, new SimpleFormatter()) {
        @Override
        public synchronized void publish(LogRecord record) {
            super.publish(record);
            flush();
        }
    };

    private Spoken() {}

    static Spoken listen() {
        Spoken spoken = new Spoken();
        System.setOut(new PrintStream(spoken.beside(spoken.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(spoken.beside(spoken.err), true, StandardCharsets.UTF_8));
        Logger.getLogger("").addHandler(spoken.handler);
        return spoken;
    }

    byte[] heard() {
        return heard.toByteArray();
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(handler);
        System.setOut(out);
        System.setErr(err);
    }

    private OutputStream beside(PrintStream stream) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                heard.write(b);
                stream.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                heard.write(bytes, offset, length);
                stream.write(bytes, offset, length);
            }
        };
    }
}
