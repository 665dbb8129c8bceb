package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import dev.outloop.testkit.fake.Canary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Redactor} has to do.
 *
 * <p>The samples are scanned whole, at every split into two, byte by byte and at random splits, whose seed is in the
 * failure and can be given as the system property {@code outloop.seed}. What it cannot see: whether something that is
 * in no sample is found.
 */
public interface RedactorContract {

    /** The redactor under test. */
    Redactor redactor();

    /** Bodies of which it cuts something, and others; at most some kilobytes each. */
    List<byte[]> samples();

    /** What it is told of the response that a sample is. */
    default ResponseContext context() {
        return ResponseContext.of("tables", "items", 200, "application/json");
    }

    @Test
    @DisplayName("It cuts something of the samples, and leaves something")
    default void cutsTheSamples() {
        List<Scan.Found> found = new ArrayList<>();
        long bytes = 0;
        for (byte[] sample : samples()) {
            found.addAll(Scan.whole(this, redactor(), sample));
            bytes += sample.length;
        }
        assertThat(found).as("what is cut of all samples").isNotEmpty();
        long cut = found.stream().mapToLong(Scan.Found::length).sum();
        assertThat(cut).as("bytes cut").isLessThan(bytes);
    }

    @Test
    @DisplayName("What it cuts is the same at every split into two")
    default void sameAtEverySplit() {
        Redactor redactor = redactor();
        for (byte[] sample : samples()) {
            List<Scan.Found> expected = Scan.whole(this, redactor, sample);
            for (int split = 0; split <= sample.length; split++) {
                assertThat(Scan.split(this, redactor, sample, split))
                        .as("cuts when split at %s", split)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    @DisplayName("What it cuts is the same byte by byte")
    default void sameByteByByte() {
        Redactor redactor = redactor();
        for (byte[] sample : samples()) {
            int[] everywhere = new int[sample.length];
            Arrays.setAll(everywhere, i -> i);
            assertThat(Scan.split(this, redactor, sample, everywhere)).isEqualTo(Scan.whole(this, redactor, sample));
        }
    }

    @Test
    @DisplayName("What it cuts is the same at random splits, empty chunks included")
    default void sameAtRandomSplits() {
        long seed = Long.getLong("outloop.seed", new Random().nextLong());
        Random random = new Random(seed);
        Redactor redactor = redactor();
        for (byte[] sample : samples()) {
            List<Scan.Found> expected = Scan.whole(this, redactor, sample);
            for (int round = 0; round < 100; round++) {
                int[] splits = random.ints(random.nextInt(9), 0, sample.length + 1)
                        .sorted()
                        .toArray();
                assertThat(Scan.split(this, redactor, sample, splits))
                        .as("cuts at splits %s; outloop.seed=%s", Arrays.toString(splits), seed)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    @DisplayName("Scanners on several threads do not disturb each other")
    default void isThreadSafe() throws Exception {
        Redactor redactor = redactor();
        List<Callable<Void>> scans = new ArrayList<>();
        for (byte[] sample : samples()) {
            List<Scan.Found> expected = Scan.whole(this, redactor, sample);
            Callable<Void> scan = () -> {
                for (int round = 0; round < 50; round++) {
                    assertThat(Scan.split(this, redactor, sample, sample.length / 2))
                            .isEqualTo(expected);
                }
                return null;
            };
            scans.add(scan);
            scans.add(scan);
        }
        Together.run(scans);
    }

    @Test
    @DisplayName("Two scanners that take turns do not disturb each other")
    default void scannersAreIndependent() {
        Redactor redactor = redactor();
        for (byte[] sample : samples()) {
            List<Scan.Found> expected = Scan.whole(this, redactor, sample);
            int third = sample.length / 3;
            try (Scan one = new Scan(redactor, context());
                    Scan two = new Scan(redactor, context())) {
                one.feed(sample, 0, 2 * third, false);
                two.feed(sample, 0, third, false);
                two.feed(sample, third, sample.length, true);
                one.feed(sample, 2 * third, sample.length, true);
                assertThat(one.found()).isEqualTo(expected);
                assertThat(two.found()).isEqualTo(expected);
            }
        }
    }

    @Test
    @DisplayName("No kind and no toString tells what was cut")
    default void cutsAreNotTold() {
        Redactor redactor = redactor();
        for (byte[] sample : samples()) {
            try (Scan scan = new Scan(redactor, context())) {
                scan.feed(sample, 0, sample.length, true);
                for (Scan.Found found : scan.found()) {
                    if (found.kind().isBlank() || found.kind().length() > 64) {
                        fail("a kind is a short name");
                    }
                    byte[] cut = Arrays.copyOfRange(sample, found.from(), found.to());
                    if (cut.length >= 8) {
                        Traces.requireAbsent(Canary.of(cut), redactor, scan.scanner(), found.kind());
                    }
                }
            }
        }
    }
}
