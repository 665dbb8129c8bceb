package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.HttpField;
import dev.outloop.core.internal.detect.Detectors;
import dev.outloop.core.internal.detect.Plausibility;
import dev.outloop.core.internal.detect.Rule;
import dev.outloop.core.internal.detect.TokenPattern;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Secrets that nobody registered, in a response: some are cut, others only counted. */
class DetectedTest {

    private static final String BODY = "a cut_20261124 b left_20261124 c left_20261125";

    @Test
    void whatIsCutAndWhatIsLeftIsCountedOnceAtEverySplit() throws Exception {
        byte[] raw = Exchange.utf8(BODY);
        for (int split = 0; split <= raw.length; split++) {
            Exchange.Outcome outcome = detecting().run(raw, split);
            assertThat(outcome.body()).isEqualTo("a [redacted] b left_20261124 c left_20261125");
            assertThat(outcome.kinds()).isEqualTo(Map.of("detected:cut", 1L));
            assertThat(outcome.detections()).isEqualTo(Map.of("detected:left", 2L));
        }
        assertThat(detecting().runByteByByte(raw).detections()).isEqualTo(Map.of("detected:left", 2L));
    }

    @Test
    void theHeadIsLookedThroughToo() throws Exception {
        Exchange.Outcome outcome = detecting()
                .header("A", "cut_20261124")
                .header("B", "left_20261124")
                .header("C", "cut_2026")
                .run(new byte[0]);
        assertThat(outcome.head().headers())
                .extracting(HttpField::value)
                .containsExactly("[redacted]", "left_20261124", "cut_2026");
        assertThat(outcome.kinds()).isEqualTo(Map.of("detected:cut", 1L));
        assertThat(outcome.detections()).isEqualTo(Map.of("detected:left", 1L));
    }

    @Test
    void aPlaceIsForgottenOnceItIsDecided() {
        Counts counts = new Counts();
        Places places = new Places(List.of(), counts, kind -> true);
        places.found(3, 7, "kind");
        places.decided(3);
        places.found(3, 7, "kind");
        assertThat(counts.left()).isEqualTo(Map.of("kind", 1L));
        places.found(3, 8, "kind");
        places.found(3, 7, "other");
        assertThat(counts.left()).isEqualTo(Map.of("kind", 2L, "other", 1L));
        places.decided(4);
        places.found(3, 7, "kind");
        assertThat(counts.left()).isEqualTo(Map.of("kind", 3L, "other", 1L));
    }

    /** One keyword with eight digits. */
    static Rule rule(String name, boolean cuts) {
        return new Rule(
                name,
                "test",
                List.of(name + "_"),
                false,
                TokenPattern.parse("[0-9]{8}"),
                null,
                null,
                Plausibility.of(0, false, List.of()),
                null,
                cuts);
    }

    private static Exchange detecting() {
        return Exchange.holding("sk-OUTLOOP_probe")
                .detectors(Detectors.of(List.of(rule("cut", true), rule("left", false))));
    }
}
