package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.Exposure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RedactRandomTest {

    private static final String ALPHABET =
            "abcxyzABCXYZ0123456789-_.~!*'()+/=%&<>\"\\#@?:;, {}[]|^`$\u00e9\u00df\u20ac\u4e2d\uD83D\uDD11";

    @Test
    void noSecretInAnyFormAndContextIsShownAtAnyChunking() throws Exception {
        long seed = Long.getLong("outloop.seed", 815L);
        System.out.println("outloop.seed=" + seed);
        Random random = new Random(seed);
        List<UnaryOperator<String>> encoders = new ArrayList<>(Encodings.all().values());
        int rounds = Integer.getInteger("outloop.rounds", Boolean.getBoolean("outloop.full") ? 10_000 : 1_000);
        for (int round = 0; round < rounds; round++) {
            String secret = text(random, 12 + random.nextInt(40));
            StringBuilder body = new StringBuilder();
            for (int i = random.nextInt(3); i >= 0; i--) {
                body.append(text(random, random.nextInt(60))).append('"');
                body.append(encoders.get(random.nextInt(encoders.size())).apply(secret))
                        .append('"');
            }
            byte[] raw =
                    Exchange.utf8(body.append(text(random, random.nextInt(60))).toString());
            assertThat(Oracle.shows(body.toString(), secret))
                    .as("round %d", round)
                    .isTrue();

            Exchange exchange = Exchange.holding(secret);
            Exchange.Outcome whole = exchange.run(raw);
            assertThat(Oracle.shows(whole.utf8(), secret)).as("round %d", round).isFalse();
            assertThat(whole.exposure()).as("round %d", round).isEqualTo(Exposure.NONE_FOUND);
            int[] splits =
                    random.ints(random.nextInt(8), 0, raw.length).sorted().toArray();
            assertThat(exchange.run(raw, splits).body()).as("round %d", round).isEqualTo(whole.body());
        }
    }

    private static String text(Random random, int codePoints) {
        int[] alphabet = ALPHABET.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < codePoints; i++) {
            out.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return out.toString();
    }
}
