package dev.outloop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LimitCostTest {

    @Test
    void printsWhatEachLimitAdds() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new LimitCost(Plan.brief(), new PrintStream(printed, true, StandardCharsets.UTF_8)).run();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("added by a rate", "added by a budget");
    }
}
