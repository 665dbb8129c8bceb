package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/** Every line that is logged while it is open: the test binding of slf4j prints to standard error. */
final class LogTape implements AutoCloseable {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream tape = new ByteArrayOutputStream();

    LogTape() {
        System.setErr(new PrintStream(tape, true, StandardCharsets.UTF_8));
    }

    /** What was logged so far, after a line that shows that logging is heard. */
    byte[] heard() {
        LoggerFactory.getLogger("dev.outloop.core.cases").error("the tape runs");
        byte[] bytes = tape.toByteArray();
        assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("the tape runs");
        return bytes;
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
