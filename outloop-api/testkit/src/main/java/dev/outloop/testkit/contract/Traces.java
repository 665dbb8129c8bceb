package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.testkit.fake.Canary;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** Looks for planted values in what objects and exceptions say of themselves. */
final class Traces {

    private Traces() {}

    /** The value is in no {@code toString}, message, cause or suppressed exception of these. */
    static void requireAbsent(Canary planted, @Nullable Object... speakers) {
        for (Object speaker : speakers) {
            String said = speaker instanceof Throwable thrown ? everythingOf(thrown) : String.valueOf(speaker);
            assertThat(planted.isFoundIn(said))
                    .as("whether %s tells the planted value", speaker == null ? "null" : speaker.getClass())
                    .isFalse();
        }
    }

    private static String everythingOf(Throwable thrown) {
        StringWriter out = new StringWriter();
        // The trace has the messages of all causes and all suppressed exceptions, however deep.
        thrown.printStackTrace(new PrintWriter(out));
        return out.append(' ').append(thrown.getMessage()).toString();
    }
}
