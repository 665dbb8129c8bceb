package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpansionTest {

    private static final long FREE = 64 * 1024;

    private final List<Integer> steps = new ArrayList<>();
    private final ByteSink wire = new ByteSink() {
        @Override
        public void write(byte[] bytes, int offset, int length) {
            steps.add(length);
        }

        @Override
        public void end() {
            steps.add(-1);
        }
    };

    @Test
    void allowsTheRatioOfEveryStepThatWasBegun() throws Exception {
        Expansion expansion = new Expansion(1_000_000, 3);
        ByteSink measured = expansion.measured(wire);
        measured.write(new byte[600], 0, 1);
        within(expansion, FREE + 3 * 512);
        beyond(expansion, FREE + 3 * 512 + 1);
        measured.write(new byte[600], 0, 512);
        within(expansion, FREE + 3 * 1024);
        beyond(expansion, FREE + 3 * 1024 + 1);
    }

    @Test
    void nothingMayBeMadeOfNothingButForTheFreeBytes() {
        Expansion expansion = new Expansion(1_000_000, 3);
        within(expansion, FREE);
        beyond(expansion, FREE + 1);
    }

    @Test
    void allowsNoMoreThanTheSizeWhateverTheRatio() throws Exception {
        Expansion expansion = new Expansion(1000, 1000);
        expansion.measured(wire).write(new byte[10], 0, 10);
        within(expansion, FREE + 1000);
        beyond(expansion, FREE + 1001);
    }

    @Test
    void noWriteCrossesAStep() throws Exception {
        ByteSink measured = new Expansion(1000, 1).measured(wire);
        measured.write(new byte[2000], 100, 500);
        measured.write(new byte[2000], 0, 1100);
        measured.write(new byte[0], 0, 0);
        measured.end();
        assertThat(steps).containsExactly(500, 12, 512, 512, 64, -1);
    }

    private static void within(Expansion expansion, long produced) {
        assertThatCode(() -> expansion.requireWithinRatio(produced)).doesNotThrowAnyException();
    }

    private static void beyond(Expansion expansion, long produced) {
        assertThatThrownBy(() -> expansion.requireWithinRatio(produced)).isInstanceOfSatisfying(Withheld.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.RESPONSE_TOO_LARGE);
            assertThat(e.sentence()).contains("limits");
        });
    }
}
