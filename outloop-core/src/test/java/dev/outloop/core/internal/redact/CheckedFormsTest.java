package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.Exposure;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No byte of a value in any form gets past the checker, at any split; what differs in one byte does. */
class CheckedFormsTest {

    private static final byte[] BEFORE = Exchange.utf8("{\"before\": \"");
    private static final byte[] AFTER = Exchange.utf8("\", \"after\": 1}");

    static Stream<Arguments> forms() {
        return CheckedForms.all().entrySet().stream()
                .flatMap(form -> RedactEncodingsTest.SECRETS.stream()
                        .map(secret -> Arguments.of(form.getKey(), secret, form.getValue())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("forms")
    void releasesNoByteOfAFormAtAnySplit(String form, String secret, Function<String, byte[]> encoder) {
        byte[] text = concat(BEFORE, encoder.apply(secret), AFTER);
        List<byte[]> values = List.of(Exchange.utf8(secret));
        assertThat(Checking.run(List.of(), text).released())
                .as("shown unchecked")
                .isEqualTo(text);
        // What wraps the value in a longer one comes before the form.
        int most = BEFORE.length
                + CheckedForms.shared(form)
                + (form.contains("json in json") ? 9 : form.contains("slash in") || form.startsWith("gson in") ? 2 : 0);
        for (int split = 0; split <= text.length; split++) {
            requireFound(Checking.run(values, text, split), most);
        }
        requireFound(Checking.run(values, text, Checking.everyByte(text.length)), most);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("forms")
    void passesWhatDiffersInOneCharacter(String form, String secret, Function<String, byte[]> encoder) {
        List<byte[]> values = List.of(Exchange.utf8(secret));
        for (int at : new int[] {0, secret.length() / 3, secret.length() - 1}) {
            if (Character.isSurrogate(secret.charAt(at))) {
                continue;
            }
            String other = secret.substring(0, at) + 'J' + secret.substring(at + 1);
            byte[] text = concat(BEFORE, encoder.apply(other), AFTER);
            for (int step : new int[] {1, 7, text.length}) {
                Checking.Outcome outcome = Checking.run(values, text, Checking.every(step, text.length));
                assertThat(outcome.released()).isEqualTo(text);
                assertThat(outcome.exposure()).isEqualTo(Exposure.NONE_FOUND);
            }
        }
    }

    @Test
    void findsAValueInAnyFormSurroundingsAndChunking() {
        long seed = Long.getLong("outloop.seed", 412L);
        System.out.println("outloop.seed=" + seed);
        Random random = new Random(seed);
        List<Function<String, byte[]>> encoders =
                new ArrayList<>(CheckedForms.all().values());
        int held = 0;
        int rounds = Boolean.getBoolean("outloop.full") ? 20_000 : 2_000;
        for (int round = 0; round < rounds; round++) {
            String secret = RedactEncodingsTest.SECRETS.get(random.nextInt(RedactEncodingsTest.SECRETS.size()));
            boolean holds = random.nextBoolean();
            String shown = holds ? secret : new StringBuilder(secret).reverse().toString();
            byte[] text = concat(
                    surroundings(random, false),
                    encoders.get(random.nextInt(encoders.size())).apply(shown),
                    surroundings(random, true));
            int[] splits =
                    random.ints(random.nextInt(8), 0, text.length).sorted().toArray();
            Checking.Outcome outcome = Checking.run(List.of(Exchange.utf8(secret)), text, splits);
            assertThat(outcome.withheld()).as("round %d", round).isEqualTo(holds);
            held += holds ? 1 : 0;
        }
        System.out.println("held=" + held + " of " + rounds);
        assertThat(held).isGreaterThan(rounds * 3 / 10);
    }

    private static void requireFound(Checking.Outcome outcome, int most) {
        assertThat(outcome.withheld()).isTrue();
        assertThat(outcome.exposure()).isEqualTo(Exposure.WITHHELD);
        assertThat(outcome.released()).hasSizeLessThanOrEqualTo(most);
    }

    /** Ends, before a value, with a character that no form goes on from. */
    private static byte[] surroundings(Random random, boolean after) {
        String alphabet = "abcsk019 -_/+%&\\;#xu\r\n{}\"";
        StringBuilder out = new StringBuilder(after ? "\"" : "");
        random.ints(random.nextInt(40), 0, alphabet.length()).forEach(i -> out.append(alphabet.charAt(i)));
        return Exchange.utf8(after ? out.toString() : out + " \"");
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
