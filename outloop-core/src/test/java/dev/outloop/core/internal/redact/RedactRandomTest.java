package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.Exposure;
import dev.outloop.core.internal.journal.Stopped;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedactRandomTest {

    private static final long SEED = Long.getLong("outloop.seed", 815L);
    private static final int ROUNDS =
            Integer.getInteger("outloop.rounds", Boolean.getBoolean("outloop.full") ? 100_000 : 10_000);

    @Test
    void noSecretInAnyFormAndContextIsShownAtAnyChunkingAndNothingElseIsTouched() {
        AtomicInteger hits = new AtomicInteger();
        IntStream.range(0, ROUNDS).parallel().forEach(round -> {
            Random random = new Random(SEED * 1_000_003 + round);
            RandomBody body = new RandomBody(random, RandomForms.ALL);
            if (body.holdsSecret) {
                hits.incrementAndGet();
            }
            try {
                run(body, random, "round " + round + ": " + body.how);
            } catch (Stopped e) {
                throw new AssertionError("round " + round + ": " + body.how, e);
            }
        });
        System.out.println("outloop.seed=" + SEED + ", " + hits + " of " + ROUNDS + " rounds held the secret");
        assertThat(hits.get()).isGreaterThan(ROUNDS * 3 / 10);
    }

    private static void run(RandomBody body, Random random, String how) throws Stopped {
        assertThat(Oracle.shows(utf8(body.bytes), body.secret)).as(how).isEqualTo(body.holdsSecret);

        Exchange exchange = Exchange.holding(body.secret);
        Exchange.Outcome whole = exchange.run(body.bytes);
        assertThat(whole.failure()).as(how).isEmpty();
        assertThat(whole.exposure()).as(how).isEqualTo(Exposure.NONE_FOUND);
        if (body.holdsSecret) {
            assertThat(Oracle.shows(whole.utf8(), body.secret)).as(how).isFalse();
            assertThat(whole.redactions()).as(how).isPositive();
        } else {
            assertThat(whole.octets()).as(how).isEqualTo(body.bytes);
            assertThat(whole.redactions()).as(how).isZero();
        }
        int[] splits =
                random.ints(random.nextInt(8), 0, body.bytes.length).sorted().toArray();
        assertThat(exchange.run(body.bytes, splits).body()).as(how).isEqualTo(whole.body());
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
